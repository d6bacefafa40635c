/* What opt_type_memory needs of other passes, and what it leaves. */
#ifndef GRADC_OPT_TYPE_MEMORY_H
#define GRADC_OPT_TYPE_MEMORY_H

#include "ir/ir.h"

/* Promotes variables that are pointers to void, and no others. */
void opt_promote_untyped(struct ir_module *module, struct ir_func *func);

/* The first allocation whose type is not known, in a function or in what it calls; NULL for none.
 * Functions that are called get their types first. */
const struct ir_op *opt_untyped_memory(struct ir_module *module, struct ir_func *func);

#endif
