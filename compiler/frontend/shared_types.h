/* Which fields other units may reach: those of what is handed to them, and of what leads there. */
#ifndef GRADC_FRONTEND_SHARED_TYPES_H
#define GRADC_FRONTEND_SHARED_TYPES_H

#include "frontend/pointer_use.h"

/* Whether other units know a variable or function by its name. */
bool shared_is_external(CXCursor decl);

/* Takes the content of all fields for exposed that an object of this type holds, or leads to. */
void shared_expose(struct lower_state *l, struct holder_map *map, CXType type);

/* Does so for what a declaration or a call shows to other units; others say nothing. */
void shared_see(struct lower_state *l, struct holder_map *map, CXCursor cursor);

#endif
