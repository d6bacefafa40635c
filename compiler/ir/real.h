/* Numbers of the real types, of which a long double holds all. */
#ifndef GRADC_IR_REAL_H
#define GRADC_IR_REAL_H

#include "ir/type.h"

/* The nearest number of the type; what is too large is infinite. */
long double ir_real_rounded(long double value, const struct ir_type *type);

/* As strtod, rounded once, to the type. `end` may be NULL. */
long double ir_real_parse(const char *text, const struct ir_type *type, char **end);

/* Digits that are enough to tell any two numbers of the type apart. */
int ir_real_digits(const struct ir_type *type);

#endif
