/* Byte counts, of allocations and copies, as numbers of objects. */
#ifndef GRADC_FRONTEND_BYTE_COUNT_H
#define GRADC_FRONTEND_BYTE_COUNT_H

#include "frontend/lower.h"

/* The size in bytes when the expression is a constant without side effects. */
bool byte_count_constant(struct lower_state *l, CXCursor expr, unsigned long long *bytes);
struct ir_value *byte_count_as_size(struct lower_state *l, struct ir_value *v);
/* How many objects of `size` bytes the byte count is, or the product of two; NULL when that is not
 * provable. */
struct ir_value *byte_count_objects(struct lower_state *l, CXCursor expr, unsigned long long size);
struct ir_value *byte_count_product(struct lower_state *l, CXCursor x, CXCursor y,
                                    unsigned long long size);

/* An argument without its conversion to void *. */
CXCursor byte_count_typed(struct lower_state *l, CXCursor arg);

#endif
