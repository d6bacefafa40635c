/* The adjoint: reverse-mode differentiation, from IR to IR.
 *
 * What comes out is one function that runs the primal forward and then backward. How it works is
 * told in diff/context.h and docs/design.md, section 6. */
#ifndef GRADC_DIFF_ADJOINT_H
#define GRADC_DIFF_ADJOINT_H

#include "diag/diag.h"
#include "diff/decisions.h"
#include "ir/ir.h"

enum adjoint_strategy {
    ADJOINT_AUTO,   /* fuse where it is possible, else replay, else store */
    ADJOINT_STORE,  /* cache what the reverse sweep needs */
    ADJOINT_REPLAY, /* replay every loop for which it is possible */
};

struct adjoint_options {
    enum adjoint_strategy strategy;
    struct decisions *decisions; /* filled; may be NULL */
    const char *name;            /* of the derivative */
    bool is_seeded;              /* the adjoint of the loss is a parameter, instead of 1 */
    unsigned width;              /* how many seeds at once, a gradient each; 0 is 1 */
    bool is_kernel;              /* it is called by other generated functions, and by nobody else */
};

/* Adds the derivative to the module. `loss` has its calls inlined and its private variables
 * promoted (opt/simplify.h). NULL when it cannot be differentiated: then errors have been reported.
 */
struct ir_func *adjoint_build(struct ir_module *module, struct diag_engine *engine,
                              const struct ir_func *loss, const struct adjoint_options *options);

#endif
