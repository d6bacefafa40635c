/* The diagnostics engine: what every room calls to tell the user something.
 *
 *     struct diag *d = diag_new(engine, DIAG_missing_derivative, loc, "g");
 *     diag_note(d, declared, "'%s' is declared here", "g");
 *     diag_emit(d);
 *
 * Diagnostics are collected in the order of diag_emit and written by diag_flush, so that the order
 * never depends on anything but the program. Flags (-W...) decide at diag_emit what becomes of
 * each. A duplicate (same id, place and text) is dropped. Everything lives in the engine's arena.
 */
#ifndef GRADC_DIAG_DIAG_H
#define GRADC_DIAG_DIAG_H

#include "source/files.h"
#include "source/location.h"
#include "support/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

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

/* Underlines the bytes from `begin` to before `end`, both on one line, in the picture of the
 * latest note, or of the diagnostic itself when it has no note yet. */
void diag_range(struct diag *d, struct src_loc begin, struct src_loc end);

/* Proposes to replace that range by `text` (an insertion when it is empty); attached likewise. */
void diag_fixit(struct diag *d, struct src_loc begin, struct src_loc end, const char *text);

/* Says that what a warning warns of is sure to happen: it is an error unless a flag turns it off or
 * down. */
void diag_certain(struct diag *d);

/* Ends a diagnostic: counts it and keeps it for diag_flush, unless a flag turns it off. */
void diag_emit(struct diag *d);

/* How many errors and warnings have been emitted. */
unsigned diag_error_count(const struct diag_engine *engine);
unsigned diag_warning_count(const struct diag_engine *engine);

/* Whether -ferror-limit has been reached; nothing more is kept then. */
bool diag_limit_reached(const struct diag_engine *engine);

/* Writes what was emitted since the last flush to `stream`. */
void diag_flush(struct diag_engine *engine, FILE *stream);

/* Writes "1 warning and 2 errors generated.", or nothing when there was none. */
void diag_summary(struct diag_engine *engine, FILE *stream);

/* Takes a command-line flag that is the engine's business: -w, -W..., -R..., -ferror-limit=N,
 * -f[no-]color-diagnostics. Returns false for any other argument. A -W or -R that names nothing
 * becomes a warning, given by diag_flags_end. */
bool diag_flag(struct diag_engine *engine, const char *argument);

/* Ends the flags: from here on diagnostics may be emitted. */
void diag_flags_end(struct diag_engine *engine);

/* Whether text is coloured; until told, it is not. A flag on the command line goes before. */
void diag_default_colour(struct diag_engine *engine, bool colour);

/* Lists the catalogue, one row a line: name, default, group, message. */
void diag_print_catalogue(FILE *stream);

#endif
