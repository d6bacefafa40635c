/* Types of several units: a structure that two units declare alike is one type of the IR. */
#ifndef GRADC_FRONTEND_LINK_TYPES_H
#define GRADC_FRONTEND_LINK_TYPES_H

#include "frontend/lower.h"

/* The type that a record with a tag, or a name by typedef, has in a unit before this one; NULL
 * where none declares it, or none alike. It may be incomplete there. */
const struct ir_type *link_record(struct lower_state *l, CXCursor decl);

/* How C declares a function of the type, through a pointer; '%' stands for the name. It calls types
 * what the output calls them, which is what clang calls those that the main unit knows. */
const char *link_function_text(struct lower_state *l, CXType function, CXCursor at);

#endif
