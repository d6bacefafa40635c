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

static const char *level_word(enum diag_default level)
{
    static const char *const words[] = {
        [DIAG_DEFAULT_ERROR] = "error",         [DIAG_DEFAULT_HARD] = "error (always)",
        [DIAG_DEFAULT_WARNING] = "warning",     [DIAG_DEFAULT_OFF] = "off",
        [DIAG_DEFAULT_REMARK] = "remark (off)",
    };
    return words[level];
}

void diag_print_catalogue(FILE *stream)
{
    for (unsigned id = 0; id < DIAG_COUNT; id++)
        (void)fprintf(stream, "%-26s %-14s %-20s %s\n", rows[id].name, level_word(rows[id].level),
                      groups[rows[id].group], rows[id].format);
}
