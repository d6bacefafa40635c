/* _Float16, whose arithmetic is that of float until something rounds it. */
#ifndef GRADC_FRONTEND_HALF_H
#define GRADC_FRONTEND_HALF_H

#include "frontend/lower.h"

bool half_is(struct lower_state *l, CXCursor expr);

/* The value of an expression of type _Float16 that goes on as another type, or as what is no
 * operand of arithmetic. Others as they are. */
struct value half_settled(struct lower_state *l, CXCursor expr, struct value value);

/* The same rounded to _Float16. */
struct ir_value *half_rounded(struct lower_state *l, CXCursor expr, struct ir_value *v);

#endif
