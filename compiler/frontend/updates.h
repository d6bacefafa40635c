/* Which global variables the unit changes outside its losses, as a training loop does. */
#ifndef GRADC_FRONTEND_UPDATES_H
#define GRADC_FRONTEND_UPDATES_H

#include "frontend/lower.h"

/* Notes where a function assigns to globals, or hands them to a callee that may. */
void updates_find(struct lower_state *l, CXCursor function);

/* The first place that has been noted for a global; its file is 0 when there is none. */
struct src_loc updates_of(const struct lower_state *l, CXCursor global);

#endif
