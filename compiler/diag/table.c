/* diagnostics.def as arrays. */
#include "diag/record.h"

#include "support/fault.h"

enum group_id {
#define DIAG_GROUP(id, name) GROUP_##id,
#include "diag/diagnostics.def"
    GROUP_COUNT
};

static const char *const groups[] = {
#define DIAG_GROUP(id, name) name,
#include "diag/diagnostics.def"
};

static const struct diag_row rows[] = {
#define DIAG(id, name, severity, group, format)                                                    \
    {name, format, DIAG_DEFAULT_##severity, GROUP_##group},
#include "diag/diagnostics.def"
};

const struct diag_row *diag_row(enum diag_id id)
{
    GRADC_ASSERT(id < DIAG_COUNT);
    return &rows[id];
}

unsigned diag_group_count(void)
{
    return GROUP_COUNT;
}

const char *diag_group_name(unsigned group)
{
    GRADC_ASSERT(group < GROUP_COUNT);
    return groups[group];
}
