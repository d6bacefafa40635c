/* The product of the Hessian and a vector as the adjoint of the tangent.
 *
 * The tangent's value along d is <gradient, d>. Its adjoint by the parameters is the product of the
 * Hessian and d, and its adjoint by d the gradient. So what the tangent of the adjoint gives comes
 * out of the passes in the other order, too: for functions that call themselves, whose adjoint is
 * in parts that share a stack and cannot be differentiated again. */
#ifndef GRADC_DIFF_PRODUCT_H
#define GRADC_DIFF_PRODUCT_H

#include "diff/adjoint.h"

/* Whether an active call of a function that calls itself is left in the loss. */
bool product_is_recursive(const struct ir_func *loss);

/* Adds a function of the given name, with the parameters that the tangent of the gradient has. NULL
 * where there is none: then errors have been reported. */
struct ir_func *product_build(struct ir_module *module, struct diag_engine *engine,
                              const struct ir_func *loss, const char *name);

#endif
