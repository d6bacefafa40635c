/* The C text that generated code needs ahead of its functions. */
#ifndef GRADC_FRONTEND_PRELUDE_H
#define GRADC_FRONTEND_PRELUDE_H

#include "frontend/lower.h"

/* Fills module->prelude: the main unit's own includes and its file-local types, in source order;
 * what other units include of the system's; structures whose tags gradc has given. */
void prelude_collect(struct lower_state *l);

#endif
