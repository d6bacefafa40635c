/* The engine's own view of a diagnostic, shared by its parts: rows, flags, renderers, -verify. */
#ifndef GRADC_DIAG_RECORD_H
#define GRADC_DIAG_RECORD_H

#include "diag/diag.h"
#include "support/text.h"
#include "support/vec.h"

/* A row of diagnostics.def. */
struct diag_row {
    const char *name, *format;
    enum diag_default {
        DIAG_DEFAULT_ERROR,
        DIAG_DEFAULT_HARD,
        DIAG_DEFAULT_WARNING,
        DIAG_DEFAULT_OFF,
        DIAG_DEFAULT_REMARK
    } level;
    unsigned group; /* index for diag_group_name */
};

/* The row of an id below DIAG_COUNT, and the groups, which count from 0. */
const struct diag_row *diag_row(enum diag_id id);
unsigned diag_group_count(void);
const char *diag_group_name(unsigned group);

struct diag_span {
    struct src_loc begin, end;
    const char *fix; /* the replacement, or NULL for a mere underline */
};

/* The diagnostic itself, or one of its notes. */
struct diag_message {
    struct src_loc loc;
    const char *text;
    VEC(struct diag_span) spans;
};

struct diag {
    struct diag_engine *engine;
    enum diag_id id;
    enum diag_severity severity;
    bool is_certain;    /* a warning that is an error, since what it warns of will happen */
    bool promoted;      /* a warning that -Werror made an error */
    const char *option; /* the id's name; for clang's own, "clang/<flag>" or "" */
    struct diag_message head;
    VEC(struct diag_message) notes;
};

/* What the command line said about one id. */
struct diag_state {
    enum diag_choice { DIAG_UNSET, DIAG_YES, DIAG_NO } enabled, fatal;
};

struct diag_engine {
    struct arena *arena;
    struct src_files *files;
    struct diag_state states[DIAG_COUNT];
    bool no_warnings, warnings_are_errors;
    bool colour, colour_chosen;
    unsigned error_limit; /* 0 for none */
    unsigned errors, warnings;
    bool limit_reached;
    VEC(struct diag *) emitted;
    size_t flushed; /* how many of them have been written */
    struct diag_seen *seen;
    VEC(struct diag *) flag_warnings; /* about the flags themselves */
};

/* Decides by the flags what becomes of `d`: sets its severity and whether it was promoted. */
void diag_decide(struct diag *d);

/* Writes one diagnostic with its notes as text. */
void diag_render_text(struct diag_engine *engine, const struct diag *d, struct text *out);

#endif
