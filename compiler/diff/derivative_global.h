/* Globals that hold the gradients and tangents of differentiated globals: one for each, made when
 * it is first asked for. */
#ifndef GRADC_DIFF_DERIVATIVE_GLOBAL_H
#define GRADC_DIFF_DERIVATIVE_GLOBAL_H

#include "ir/ir.h"

/* The one of that name, which callers of the derivative see: the tangent of a global, or its
 * adjoint. */
struct ir_global *derivative_global(struct ir_module *module, const struct ir_global *global,
                                    const char *name, bool is_tangent);

/* The one of a lane of derivatives that other generated functions call (struct adjoint.is_kernel):
 * the output keeps it to itself. */
struct ir_global *kernel_global(struct ir_module *module, const struct ir_global *global,
                                bool is_tangent, unsigned lane);

#endif
