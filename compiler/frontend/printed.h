/* The pretty-printed text of the function that is lowered: what libclang does not say of its tree,
 * but prints, with macros expanded and without comments. */
#ifndef GRADC_FRONTEND_PRINTED_H
#define GRADC_FRONTEND_PRINTED_H

#include "frontend/lower.h"

/* What follows `keyword`, which all statements or expressions of the cursor's kind begin with, and
 * nothing else, in the text of `construct`. NULL where that is not sure. */
const char *printed_text(struct lower_state *l, CXCursor construct, const char *keyword);

/* Behind the string or character that begins here. */
const char *printed_skip_quoted(const char *p);

#endif
