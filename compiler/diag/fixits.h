/* Fix-its: told to programs, and applied. */
#ifndef GRADC_DIAG_FIXITS_H
#define GRADC_DIAG_FIXITS_H

#include "diag/diag.h"

/* Adds a line for every change that a diagnostic or one of its notes proposes, as clang does:
 *     fix-it:"FILE":{LINE:COLUMN-LINE:COLUMN}:"TEXT"
 * The end is exclusive, columns are in bytes, strings are escaped as in C. */
void fixits_add_parseable(struct src_files *files, const struct diag *d, struct text *out);

/* What came of fixits_apply: how many diagnostics had all of their changes applied, how many none,
 * and the new contents of the file. */
struct fixits {
    unsigned applied, skipped;
    struct text contents;
};

/* Applies the changes that errors and warnings themselves propose, never those of notes, to the
 * contents of `file`. The changes of one diagnostic are applied together, or skipped when one of
 * them touches what an earlier diagnostic changes, or another file. */
struct fixits fixits_apply(struct diag_engine *engine, uint32_t file);

#endif
