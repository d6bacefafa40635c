/* Where a loss or its gradient may be infinite or NaN, or the gradient one-sided or always zero.
 *
 * Looks at the loss as gradient_paths_check does, and only at active values: a parameter flows into
 * them smoothly, and they into the loss. */
#ifndef GRADC_ANALYSIS_SINGULAR_H
#define GRADC_ANALYSIS_SINGULAR_H

#include "diag/diag.h"
#include "ir/ir.h"

/* Gives domain, singular-derivative, masked-singularity, unproved-division, unstable-expression,
 * float-equality-branch and zero-factor. */
void singular_check(struct diag_engine *engine, const struct ir_module *module,
                    const struct ir_func *loss);

#endif
