/* The C text that generated code needs ahead of its functions. */
#ifndef GRADC_FRONTEND_PRELUDE_H
#define GRADC_FRONTEND_PRELUDE_H

#include "frontend/lower.h"

/* Fills module->prelude: the source's own includes and its file-local types, in source order. */
void prelude_collect(struct lower_state *l);

/* The definition of a constant table under the given name, with macros expanded. */
const char *prelude_definition(struct lower_state *l, CXCursor variable, const char *name);

#endif
