/* Functions that call themselves. */
#ifndef GRADC_OPT_CALL_CYCLE_H
#define GRADC_OPT_CALL_CYCLE_H

#include "ir/ir.h"

typedef VEC(const struct ir_op *) call_list;

/* The calls, in `arena`, by which a function of the module comes to call itself: the first in its
 * own body, the last of itself. Empty when it does not. */
call_list opt_call_cycle(struct arena *arena, const struct ir_func *func);

#endif
