/* -W, -R and their like: what the command line says about each id. Later flags win. */
#include "diag/record.h"

static bool wanted(const struct diag_engine *engine, const struct diag *d)
{
    const struct diag_state *state = &engine->states[d->id];
    enum diag_default level = diag_row(d->id)->level;
    bool on = level != DIAG_DEFAULT_OFF && level != DIAG_DEFAULT_REMARK;
    if (state->enable != DIAG_ENABLE_UNSET)
        on = state->enable == DIAG_ENABLE_ON;
    return on;
}

void diag_decide(struct diag *d)
{
    if (d->id >= DIAG_COUNT)
        return;
    const struct diag_engine *engine = d->engine;
    const struct diag_state *state = &engine->states[d->id];
    enum diag_default level = diag_row(d->id)->level;
    if (level == DIAG_DEFAULT_HARD) {
        d->severity = DIAG_SEVERITY_ERROR;
        return;
    }
    d->severity = DIAG_SEVERITY_IGNORED;
    if (!wanted(engine, d))
        return;
    if (level == DIAG_DEFAULT_REMARK) {
        d->severity = DIAG_SEVERITY_REMARK;
        return;
    }
    bool error = level == DIAG_DEFAULT_ERROR ? state->fatal != DIAG_FATAL_NO
                                             : state->fatal == DIAG_FATAL_YES;
    if (!error && engine->no_warnings)
        return;
    if (!error && engine->warnings_are_errors && state->fatal != DIAG_FATAL_NO)
        d->promoted = error = true;
    else if (level != DIAG_DEFAULT_ERROR)
        d->promoted = error;
    d->severity = error ? DIAG_SEVERITY_ERROR : DIAG_SEVERITY_WARNING;
}
