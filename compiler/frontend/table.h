/* Constant tables that the output repeats. */
#ifndef GRADC_FRONTEND_TABLE_H
#define GRADC_FRONTEND_TABLE_H

#include "frontend/lower.h"

/* The definition of a variable under the given name, with macros expanded. What its initial value
 * names has been lowered. */
const char *table_definition(struct lower_state *l, CXCursor variable, const char *name);

#endif
