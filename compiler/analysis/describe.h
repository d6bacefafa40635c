/* Values, places and types in the words of the C source. */
#ifndef GRADC_ANALYSIS_DESCRIBE_H
#define GRADC_ANALYSIS_DESCRIBE_H

#include "analysis/cells.h"
#include "support/text.h"

/* The object at an address as an expression: "w[i]", "m->w1[j]", "*x". */
const char *describe_place(struct arena *arena, const struct ir_value *address);

/* A value by its name, or as the place it was loaded from; NULL when it has neither. */
const char *describe_value(struct arena *arena, const struct ir_value *value);

/* A type as C spells it: "const double *", "int". */
const char *describe_type(struct arena *arena, const struct ir_type *type);

#endif
