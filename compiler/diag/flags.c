/* -W, -R and their like: what the command line says about each id. Later flags win. */
#include "diag/record.h"
#include "support/spelling.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

static const char all_name[] = "gradient-all";

static bool is_remark(enum diag_id id)
{
    return diag_row(id)->level == DIAG_DEFAULT_REMARK;
}

static enum diag_choice or_else(enum diag_choice choice, bool otherwise)
{
    return choice != DIAG_UNSET ? choice : otherwise ? DIAG_YES : DIAG_NO;
}

static void decide_warning(struct diag *d, const struct diag_state *state, bool error_by_default)
{
    const struct diag_engine *engine = d->engine;
    bool by_all = engine->warnings_are_errors;
    if (or_else(state->fatal, error_by_default || by_all) == DIAG_YES) {
        d->severity = DIAG_SEVERITY_ERROR;
        d->promoted = !error_by_default;
    } else if (!engine->no_warnings) {
        d->severity = DIAG_SEVERITY_WARNING;
    }
}

void diag_decide(struct diag *d)
{
    if (d->id >= DIAG_COUNT)
        return;
    const struct diag_state *state = &d->engine->states[d->id];
    enum diag_default level = diag_row(d->id)->level;
    bool by_default = level != DIAG_DEFAULT_OFF && level != DIAG_DEFAULT_REMARK;
    d->severity = DIAG_SEVERITY_IGNORED;
    if (level == DIAG_DEFAULT_HARD)
        d->severity = DIAG_SEVERITY_ERROR;
    else if (or_else(state->enabled, by_default) == DIAG_NO)
        return;
    else if (level == DIAG_DEFAULT_REMARK)
        d->severity = DIAG_SEVERITY_REMARK;
    else
        decide_warning(d, state, level == DIAG_DEFAULT_ERROR || d->is_certain);
}

bool diag_wants_remarks(const struct diag_engine *engine)
{
    for (int id = 0; id < DIAG_COUNT; id++)
        if (is_remark((enum diag_id)id) && engine->states[id].enabled == DIAG_YES)
            return true;
    return false;
}

/* One flag, taken apart: -W[no-][error=]name, -R[no-]name. */
struct flag {
    const char *argument, *name;
    bool remark, no, error;
};

static bool starts(const char **text, const char *prefix)
{
    size_t length = strlen(prefix);
    if (strncmp(*text, prefix, length) != 0)
        return false;
    *text += length;
    return true;
}

static bool names(const struct flag *flag, enum diag_id id)
{
    const struct diag_row *row = diag_row(id);
    return is_remark(id) == flag->remark &&
           (strcmp(flag->name, row->name) == 0 || strcmp(flag->name, all_name) == 0 ||
            strcmp(flag->name, diag_group_name(row->group)) == 0);
}

static void apply(struct diag_state *state, const struct flag *flag)
{
    if (flag->error)
        state->fatal = flag->no ? DIAG_NO : DIAG_YES;
    if (!flag->error || !flag->no)
        state->enabled = flag->no ? DIAG_NO : DIAG_YES;
}

static void keep_flag_warning(struct diag_engine *engine, struct diag *d)
{
    vec_push(engine->arena, &engine->flag_warnings, d);
}

static const char *const compiler_warnings[] = {
#define COMPILER_WARNING(name) name,
#include "diag/compiler_warnings.def"
#undef COMPILER_WARNING
};

static bool is_of_compilers(const struct flag *flag)
{
    size_t length = strcspn(flag->name, "=");
    for (size_t i = 0; i < sizeof compiler_warnings / sizeof *compiler_warnings; i++) {
        size_t common = strcspn(compiler_warnings[i], "*");
        bool is_whole = !compiler_warnings[i][common];
        if (strncmp(flag->name, compiler_warnings[i], common) == 0 &&
            (is_whole ? length == common : length >= common))
            return !flag->remark;
    }
    return false;
}

static void unknown(struct diag_engine *engine, const struct flag *flag)
{
    if (is_of_compilers(flag))
        return;
    struct diag *d =
        diag_new(engine, DIAG_unknown_warning_option, (struct src_loc){0}, flag->argument);
    struct spelling spelling = {.word = flag->name};
    for (unsigned id = 0; id < DIAG_COUNT; id++)
        if (is_remark((enum diag_id)id) == flag->remark)
            spelling_offer(&spelling, diag_row((enum diag_id)id)->name);
    for (unsigned group = 0; group < diag_group_count(); group++)
        spelling_offer(&spelling, diag_group_name(group));
    spelling_offer(&spelling, all_name);
    int prefix = (int)(flag->name - flag->argument);
    if (spelling.best)
        diag_note(d, (struct src_loc){0}, "did you mean '%.*s%s'?", prefix, flag->argument,
                  spelling.best);
    keep_flag_warning(engine, d);
}

static void set_named(struct diag_engine *engine, const struct flag *flag)
{
    bool found = false;
    for (unsigned i = 0; i < DIAG_COUNT; i++) {
        enum diag_id id = (enum diag_id)i;
        if (!names(flag, id))
            continue;
        found = true;
        bool hard = diag_row(id)->level == DIAG_DEFAULT_HARD;
        if (hard && flag->no && strcmp(flag->name, diag_row(id)->name) == 0)
            keep_flag_warning(engine, diag_new(engine, DIAG_ineffective_warning_option,
                                               (struct src_loc){0}, flag->argument, flag->name));
        apply(&engine->states[id], flag);
    }
    if (!found)
        unknown(engine, flag);
}

static bool take_named(struct diag_engine *engine, const char *argument)
{
    struct flag flag = {.argument = argument, .name = argument};
    flag.remark = starts(&flag.name, "-R");
    if (!flag.remark && !starts(&flag.name, "-W"))
        return false;
    flag.no = starts(&flag.name, "no-");
    if (!flag.remark && strcmp(flag.name, "error") == 0) {
        engine->warnings_are_errors = !flag.no;
        return true;
    }
    flag.error = !flag.remark && starts(&flag.name, "error=");
    set_named(engine, &flag);
    return true;
}

static bool take_limit(struct diag_engine *engine, const char *argument)
{
    const char *digits = argument;
    if (!starts(&digits, "-ferror-limit="))
        return false;
    char *end;
    errno = 0;
    unsigned long limit = strtoul(digits, &end, 10);
    if (*digits < '0' || *digits > '9' || *end || errno || limit > UINT_MAX)
        return false;
    engine->error_limit = (unsigned)limit;
    return true;
}

static bool take_colour(struct diag_engine *engine, const char *argument)
{
    bool on = strcmp(argument, "-fcolor-diagnostics") == 0;
    if (!on && strcmp(argument, "-fno-color-diagnostics") != 0)
        return false;
    engine->colour = on;
    engine->colour_chosen = true;
    return true;
}

bool diag_flag(struct diag_engine *engine, const char *argument)
{
    if (strcmp(argument, "-w") == 0) {
        engine->no_warnings = true;
        return true;
    }
    if (strcmp(argument, "-fdiagnostics-parseable-fixits") == 0) {
        engine->parseable_fixits = true;
        return true;
    }
    return take_limit(engine, argument) || take_colour(engine, argument) ||
           take_named(engine, argument);
}

void diag_flags_end(struct diag_engine *engine)
{
    for (size_t i = 0; i < engine->flag_warnings.len; i++)
        diag_emit(engine->flag_warnings.data[i]);
    engine->flag_warnings.len = 0;
}

void diag_default_colour(struct diag_engine *engine, bool colour)
{
    if (!engine->colour_chosen)
        engine->colour = colour;
}
