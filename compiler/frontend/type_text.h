/* C text of types. */
#ifndef GRADC_FRONTEND_TYPE_TEXT_H
#define GRADC_FRONTEND_TYPE_TEXT_H

#include "frontend/lower.h"

/* The definition of a file-level struct, union, enum or typedef, with macros expanded. */
const char *type_text_of_decl(struct lower_state *l, CXCursor decl);

/* The definition of a record under the name that the IR gives it. */
const char *type_text_of_record(struct lower_state *l, const struct ir_record *record);

/* The declaration of a function, from what the IR knows of its type. */
const char *type_text_of_function(struct lower_state *l, CXCursor decl, const char *name);

/* Whether a tag has no name. */
bool type_text_is_unnamed(struct lower_state *l, CXCursor tag);

/* Whether the type or one of its fields has an attribute that may change its layout. */
bool type_text_has_attribute(struct lower_state *l, CXCursor decl);

/* Whether the declaration defines a record with a member that has no name. C99 knows those as an
 * extension only. */
bool type_text_has_anonymous(CXCursor decl);

#endif
