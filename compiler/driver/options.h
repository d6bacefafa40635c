/* The command line, read by the table options.def. */
#ifndef GRADC_DRIVER_OPTIONS_H
#define GRADC_DRIVER_OPTIONS_H

#include "diag/diag.h"
#include "support/text.h"
#include "support/vec.h"

struct name_list {
    const char **data;
    size_t len, cap;
};

/* Absent texts are NULL. Strings belong to argv or to the arena of options_read. */
struct options {
    const char *input;
    const char *output, *header, *dep_file, *of, *strategy, *tape, *verify, *print_ir;
    const char *width, *direction;
    const char *format, *explain, *print_diagnostics, *report;
    struct name_list loss, wrt, with, mode, include, pass, clang, add_output;
    bool no_strict_aliasing, wrapv, no_strict_overflow;
    bool dep_on, dep_user, amalgamate, syntax_only, fixit, print_locations, from_ir, version, help;
};

/* Fills `options` from the arguments after the program's name. Returns false when the command line
 * is wrong; `error` then holds one sentence. Diagnostic flags go to `engine`. */
bool options_read(struct options *options, int argc, char **argv, struct diag_engine *engine,
                  struct text *error);

/* What --width= says, which options_read has checked. */
unsigned options_width(const struct options *options);

/* Whether something is to be printed instead of doing a job: --help and its like. */
bool options_want_information(const struct options *options);

/* The text of --help. */
void options_add_help(struct text *out);

#endif
