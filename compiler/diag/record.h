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

/* What a level means until a flag is given; `word` is for the catalogue. */
struct diag_level {
    const char *word;
    enum diag_severity severity;
    bool enabled;
};

const struct diag_level *diag_level(enum diag_default level);

/* The row of an id below DIAG_COUNT, and the groups, which count from 0. */
const struct diag_row *diag_row(enum diag_id id);
unsigned diag_group_count(void);
const char *diag_group_name(unsigned group);

/* "error", "warning", "remark"; "note" for IGNORED, which stands for one. */
const char *diag_severity_word(enum diag_severity severity);

/* Whether an id is an error that no flag changes. */
bool diag_is_hard(enum diag_id id);

struct diag_span {
    struct src_loc begin, end;
    const char *fix; /* the replacement, or NULL for a mere underline */
};

/* The diagnostic itself, or one of its notes. */
struct diag_message {
    struct src_loc loc;
    const char *text;    /* a step's without its number; see diag_message_text */
    enum diag_role role; /* NONE for what is no step of a path */
    unsigned step;       /* counts from 1; 0 for what is no step */
    VEC(struct diag_span) spans;
};

/* What a diagnostic is about, in the user's names; NULL for what does not apply. */
struct diag_subject {
    const char *loss, *parameter, *function;
    enum diag_gradient gradient;
};

struct diag {
    struct diag_engine *engine;
    enum diag_id id;
    enum diag_severity severity;
    bool is_certain;    /* a warning that is an error, since what it warns of will happen */
    bool promoted;      /* a warning that -Werror made an error */
    const char *option; /* the id's name; for clang's own, "clang/<flag>" or "" */
    struct diag_subject subject;
    struct diag_message head;
    VEC(struct diag_message) notes;
    unsigned steps; /* how many of the notes are steps */
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
    bool colour, colour_chosen, parseable_fixits;
    unsigned error_limit; /* 0 for none */
    unsigned errors, warnings;
    bool limit_reached;
    const char *loss; /* which diagnostics are about; NULL for none */
    VEC(struct diag *) emitted;
    struct diag_seen *seen;
    VEC(struct diag *) flag_warnings; /* about the flags themselves */
};

/* Decides by the flags what becomes of `d`: sets its severity and whether it was promoted. */
void diag_decide(struct diag *d);

/* The name of its row; "clang" or "clang/<flag>" for clang's own. */
const char *diag_id_name(const struct diag *d);

/* The flag of gradc's that turns it on: "-W<name>" or "-R<name>"; NULL when none does. */
const char *diag_option(struct arena *arena, const struct diag *d);

/* Follows every message that stands in the use of a macro with a note where the macro spells it,
 * each place once; drops fix-its there. */
void diag_settle_macros(struct diag *d);

/* Whether a message proposes a change. */
bool diag_has_fix(const struct diag_message *message);

/* What people read of a message: with the number of a step. */
const char *diag_message_text(struct arena *arena, const struct diag_message *message);

/* Adds one row of the catalogue as a line of text. */
void diag_add_row(struct text *out, enum diag_id id);

/* Writes one diagnostic with its notes as text. */
void diag_render_text(struct diag_engine *engine, const struct diag *d, bool colour,
                      struct text *out);

/* All that was emitted, in each format. The exit code is what SARIF says of the run. */
void diag_render_all_text(struct diag_engine *engine, int exit_code, struct text *out);
void diag_render_json(struct diag_engine *engine, int exit_code, struct text *out);
void diag_render_sarif(struct diag_engine *engine, int exit_code, struct text *out);

#endif
