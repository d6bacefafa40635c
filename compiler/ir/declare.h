/* Types as C writes them. */
#ifndef GRADC_IR_DECLARE_H
#define GRADC_IR_DECLARE_H

#include "ir/type.h"

/* A declaration of `name`; `is_const` is about the object itself. */
const char *ir_declare(struct arena *arena, const struct ir_type *type, const char *name,
                       bool is_const);
/* The type alone, as in a cast. */
const char *ir_type_text(struct arena *arena, const struct ir_type *type);
/* Puts a name in the place of '%'. */
const char *ir_declare_by(struct arena *arena, const char *pattern, const char *name);

#endif
