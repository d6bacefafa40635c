/* -verify: compares the diagnostics of a run with what comments in its source files expect. */
#ifndef GRADC_DIAG_VERIFY_H
#define GRADC_DIAG_VERIFY_H

#include "diag/diag.h"

#include <stdio.h>

/* Reads the directives of every file in the engine's table and matches them against everything
 * emitted. The grammar is clang's, with `prefixes` (separated by commas) in place of "expected":
 *
 *     // expected-KIND[-re][@PLACE] [COUNT] {{text}}      // expected-no-diagnostics
 *
 * KIND is error, warning, remark or note. PLACE is a line, +N or -N relative to the directive,
 * #name of a marker comment, `*` for anywhere, or FILE:LINE. COUNT is N, N+, N-M or +. Text
 * matches as a part of the message; with -re, {{...}} inside it is a regular expression.
 *
 * Writes what differs to `stream`; returns whether nothing did. */
bool diag_verify(struct diag_engine *engine, const char *prefixes, FILE *stream);

#endif
