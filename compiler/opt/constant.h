/* What passes ask about constants. */
#ifndef GRADC_OPT_CONSTANT_H
#define GRADC_OPT_CONSTANT_H

#include "ir/ir.h"

/* Whether the value is an integer constant, seen through conversions that keep it; `*value` is its
 * bits then. */
bool opt_constant(const struct ir_value *v, int64_t *value);

static inline bool opt_is_constant(const struct ir_value *v)
{
    int64_t value;
    return opt_constant(v, &value);
}

#endif
