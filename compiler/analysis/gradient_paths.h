/* Which parameters of a loss receive a gradient, and where on the way the others lose it.
 *
 * Looks at the loss before optimisation, so that it speaks of the user's program: calls inlined,
 * private variables promoted, nothing else done. */
#ifndef GRADC_ANALYSIS_GRADIENT_PATHS_H
#define GRADC_ANALYSIS_GRADIENT_PATHS_H

#include "analysis/loss_flow.h"

/* Whether `loss` can be differentiated at all by what its signature says; errors otherwise:
 * loss-without-parameters, non-real-parameter, non-real-loss. */
bool gradient_signature_check(struct diag_engine *engine, const struct ir_module *module,
                              const struct ir_func *loss);

/* Gives one verdict a parameter: missing-gradient-path, missing-all-gradients, loss-is-constant,
 * parameter-unused, partial-gradient, stop-removes-last-path; and missing-derivative for each call
 * in the way. */
void gradient_paths_check(const struct loss_flow *flow);

#endif
