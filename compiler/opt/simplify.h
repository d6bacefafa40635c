/* The passes in the order in which the pipeline runs them. */
#ifndef GRADC_OPT_SIMPLIFY_H
#define GRADC_OPT_SIMPLIFY_H

#include "ir/ir.h"

/* As much of opt_prepare, for a function as it stands, as no later check minds: what a loss calls
 * is small by itself, and what is inlined into the loss is smaller for it. */
void opt_prepare_ahead(struct ir_module *module, struct ir_func *func);

/* What the analyses ask for: calls inlined, private variables promoted, loops counted; nothing
 * folded, so that diagnostics speak of the user's program. */
void opt_prepare(struct ir_module *module, struct ir_func *func);

/* Makes a function as cheap as the passes can: before differentiation and after it. */
void opt_simplify(struct ir_module *module, struct ir_func *func);

#endif
