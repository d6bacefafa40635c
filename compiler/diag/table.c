/* diagnostics.def as arrays. */
#include "diag/record.h"

#include "support/fault.h"
#include "support/spelling.h"

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

const struct diag_level *diag_level(enum diag_default level)
{
    static const struct diag_level levels[] = {
        [DIAG_DEFAULT_ERROR] = {"error", DIAG_SEVERITY_ERROR, true},
        [DIAG_DEFAULT_HARD] = {"error (always)", DIAG_SEVERITY_ERROR, true},
        [DIAG_DEFAULT_WARNING] = {"warning", DIAG_SEVERITY_WARNING, true},
        [DIAG_DEFAULT_OFF] = {"off", DIAG_SEVERITY_WARNING, false},
        [DIAG_DEFAULT_REMARK] = {"remark (off)", DIAG_SEVERITY_REMARK, false},
    };
    return &levels[level];
}

const char *diag_severity_word(enum diag_severity severity)
{
    static const char *const words[] = {
        [DIAG_SEVERITY_IGNORED] = "note",
        [DIAG_SEVERITY_REMARK] = "remark",
        [DIAG_SEVERITY_WARNING] = "warning",
        [DIAG_SEVERITY_ERROR] = "error",
    };
    return words[severity];
}

bool diag_is_hard(enum diag_id id)
{
    return id < DIAG_COUNT && rows[id].level == DIAG_DEFAULT_HARD;
}

const char *diag_id_name(const struct diag *d)
{
    return *d->option ? d->option : "clang";
}

const char *diag_option(struct arena *arena, const struct diag *d)
{
    if (d->id >= DIAG_COUNT || diag_is_hard(d->id))
        return NULL;
    bool remark = rows[d->id].level == DIAG_DEFAULT_REMARK;
    return arena_printf(arena, "-%c%s", remark ? 'R' : 'W', d->option);
}

void diag_add_row(struct text *out, enum diag_id id)
{
    text_addf(out, "%-26s %-14s %-20s %s\n", rows[id].name, diag_level(rows[id].level)->word,
              groups[rows[id].group], rows[id].format);
}

void diag_catalogue(struct text *out)
{
    for (unsigned id = 0; id < DIAG_COUNT; id++)
        diag_add_row(out, (enum diag_id)id);
}

enum diag_id diag_find(const char *name, const char **nearest)
{
    struct spelling spelling = {.word = name};
    for (unsigned id = 0; id < DIAG_COUNT; id++) {
        if (strcmp(rows[id].name, name) == 0)
            return (enum diag_id)id;
        spelling_offer(&spelling, rows[id].name);
    }
    *nearest = spelling.best;
    return DIAG_COUNT;
}
