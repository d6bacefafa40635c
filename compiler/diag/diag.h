/* The diagnostics engine: what every room calls to tell the user something.
 *
 *     struct diag *d = diag_new(engine, DIAG_missing_derivative, loc, "g");
 *     diag_note(d, declared, "'%s' is declared here", "g");
 *     diag_emit(d);
 *
 * Diagnostics are collected in the order of diag_emit and rendered by diag_render, so that the
 * order never depends on anything but the program. Flags (-W...) decide at diag_emit what becomes
 * of each. A duplicate (same id, place and text) is dropped. Everything lives in the engine's
 * arena.
 */
#ifndef GRADC_DIAG_DIAG_H
#define GRADC_DIAG_DIAG_H

#include "source/files.h"
#include "source/location.h"
#include "support/arena.h"
#include "support/text.h"

#include <stdbool.h>
#include <stddef.h>

enum diag_id {
#define DIAG(id, name, severity, group, format) DIAG_##id,
#include "diag/diagnostics.def"
    DIAG_COUNT,
    DIAG_clang = DIAG_COUNT, /* what clang itself says; see diag_clang */
};

enum diag_severity {
    DIAG_SEVERITY_IGNORED,
    DIAG_SEVERITY_REMARK,
    DIAG_SEVERITY_WARNING,
    DIAG_SEVERITY_ERROR
};

struct diag_engine;
struct diag;

struct diag_engine *diag_engine_create(struct arena *arena, struct src_files *files);
void diag_engine_destroy(struct diag_engine *engine); /* NULL is allowed */

struct src_files *diag_files(const struct diag_engine *engine);

/* Begins a diagnostic. The arguments are strings (copied), one for each %N of the row's format;
 * a wrong number of them is a fault. Not seen by anybody until diag_emit. */
#define diag_new(engine, ...) diag_new_list((engine), __VA_ARGS__, (const char *)NULL)
struct diag *diag_new_list(struct diag_engine *engine, enum diag_id id, struct src_loc loc, ...)
    __attribute__((sentinel));

/* Begins a diagnostic that clang gave. `option` is its flag without "-W", or "" when it has none;
 * clang's own flags have already decided about it. */
struct diag *diag_clang(struct diag_engine *engine, enum diag_severity severity, struct src_loc loc,
                        const char *option, const char *message);

/* Adds a note, shown after its parent and only with it. */
void diag_note(struct diag *d, struct src_loc loc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What a step of a gradient path does: the value starts, goes on, loses its derivative, ends in the
 * loss. */
enum diag_role {
    DIAG_ROLE_NONE, /* no step: a plain note */
    DIAG_ROLE_SOURCE,
    DIAG_ROLE_FLOW,
    DIAG_ROLE_CUT,
    DIAG_ROLE_SINK
};

/* Adds a note that is the next step of the diagnostic's path; text shows its number. */
void diag_step(struct diag *d, enum diag_role role, struct src_loc loc, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What is left of the gradient of a parameter. */
enum diag_gradient {
    DIAG_GRADIENT_UNSAID,
    DIAG_GRADIENT_ZERO,   /* it is written, and is always zero */
    DIAG_GRADIENT_ABSENT, /* nothing carries it */
    DIAG_GRADIENT_PARTIAL /* some of its fields have one */
};

/* Says, for programs that read diagnostics, what one is about: a parameter (NULL for all of the
 * loss) and its gradient; another function than the loss, which stands in the way. Names are
 * copied. */
void diag_about_parameter(struct diag *d, const char *name, enum diag_gradient gradient);
void diag_about_function(struct diag *d, const char *name);

/* The loss that diagnostics begun from now on are about; NULL for none. The name is not copied. */
void diag_about_loss(struct diag_engine *engine, const char *name);

/* Underlines the bytes from `begin` to before `end`, both on one line, in the picture of the
 * latest note, or of the diagnostic itself when it has no note yet. */
void diag_range(struct diag *d, struct src_loc begin, struct src_loc end);

/* Proposes to replace that range by `text` (an insertion when it is empty); attached likewise.
 * Dropped where a macro made the text: another use of it may mean something else. */
void diag_fixit(struct diag *d, struct src_loc begin, struct src_loc end, const char *text);

/* Says that what a warning warns of is sure to happen: it is an error unless a flag turns it off or
 * down. */
void diag_certain(struct diag *d);

/* Ends a diagnostic: counts it and keeps it for diag_render, unless a flag turns it off. */
void diag_emit(struct diag *d);

/* How many errors and warnings have been emitted. */
unsigned diag_error_count(const struct diag_engine *engine);
unsigned diag_warning_count(const struct diag_engine *engine);

/* Whether -ferror-limit has been reached; nothing more is kept then. */
bool diag_limit_reached(const struct diag_engine *engine);

/* How diagnostics can be written: for people (with "1 error generated." at the end), one JSON
 * object a line, one SARIF 2.1.0 document a run. */
enum diag_format { DIAG_FORMAT_TEXT, DIAG_FORMAT_JSON, DIAG_FORMAT_SARIF, DIAG_FORMAT_COUNT };

/* "text", "json", "sarif". */
const char *diag_format_name(enum diag_format format);

/* The format of that name; DIAG_FORMAT_COUNT when there is none. */
enum diag_format diag_format_find(const char *name, size_t length);

/* Adds all that was emitted to `out`. `exit_code` is how the process is going to end. */
void diag_render(struct diag_engine *engine, enum diag_format format, int exit_code,
                 struct text *out);

/* Takes a command-line flag that is the engine's business: -w, -W..., -R..., -ferror-limit=N,
 * -f[no-]color-diagnostics, -fdiagnostics-parseable-fixits. Returns false for any other argument. A
 * -W or -R that names nothing becomes a warning, given by diag_flags_end. */
bool diag_flag(struct diag_engine *engine, const char *argument);
/* Whether a flag asked for any remarks. */
bool diag_wants_remarks(const struct diag_engine *engine);

/* Ends the flags: from here on diagnostics may be emitted. */
void diag_flags_end(struct diag_engine *engine);

/* Whether text is coloured; until told, it is not. A flag on the command line goes before. */
void diag_default_colour(struct diag_engine *engine, bool colour);

/* The row of a name; DIAG_COUNT when there is none, and then the nearest name, or NULL. */
enum diag_id diag_find(const char *name, const char **nearest);

/* Lists the catalogue, one row a line: name, default, group, message; as text or as JSON. */
void diag_catalogue(struct text *out);
void diag_catalogue_json(struct text *out);

/* Explains a diagnostic: its page, or its row of the catalogue when nobody has written one. */
void diag_explain(enum diag_id id, struct text *out);

#endif
