/* Edits of the source, for an output that holds it, by which statics of functions get names. */
#ifndef GRADC_FRONTEND_HOIST_H
#define GRADC_FRONTEND_HOIST_H

#include "frontend/lower.h"

/* Fills in the edits that move a static variable of a function, which has its name for the file
 * already, out of it. False where that is not surely possible. */
bool hoist_static(struct lower_state *l, struct ir_global *global, CXCursor decl);

/* Keeps the source, and notes the includes that its folder matters to. */
void hoist_collect(struct lower_state *l);

#endif
