/* Which static variables nothing in the unit ever changes, though they are not declared const.
 *
 * Old code seldom says const of its tables. Such a variable is a constant: no other unit can reach
 * it but through a pointer, and where its address goes is followed: into variables, parameters,
 * fields and results, whatever their instance and whatever the order. An address that goes where
 * it cannot be followed may be written through. */
#ifndef GRADC_FRONTEND_UNWRITTEN_H
#define GRADC_FRONTEND_UNWRITTEN_H

#include "frontend/lower.h"

/* Whether a variable is static, and keeps its initial value. False as well for what is marked, or
 * named on the command line, to be differentiated. */
bool unwritten_keeps_value(struct lower_state *l, CXCursor decl);

/* Frees what was found out; NULL is nothing. */
void unwritten_destroy(const struct unwritten *u);

#endif
