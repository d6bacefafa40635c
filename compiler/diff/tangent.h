/* The tangent: forward-mode differentiation, from IR to IR.
 *
 * What comes out is the primal, with the change of each active value beside it. It differentiates
 * what the adjoint wrote just as well, which makes second derivatives. */
#ifndef GRADC_DIFF_TANGENT_H
#define GRADC_DIFF_TANGENT_H

#include "diag/diag.h"
#include "ir/ir.h"

struct tangent_options {
    const char *name;
    unsigned width; /* how many directions at once; 0 is 1 */
    bool is_kernel; /* it is called by other generated functions, and by nobody else */
};

/* Adds a function to the module: the primal's parameters, each differentiated, written (GRADC_OUT)
 * or scratch one followed by its tangent `<p>_dot`, and behind them, when the loss is what is
 * returned, a pointer that its tangent is stored through. Of several directions each has a tangent
 * there, `<p>_dot0` and so on. `primal` has its calls inlined and its private variables promoted
 * (opt/simplify.h). NULL when it cannot be differentiated: then errors have been reported. */
struct ir_func *tangent_build(struct ir_module *module, struct diag_engine *engine,
                              const struct ir_func *primal, const struct tangent_options *options);

#endif
