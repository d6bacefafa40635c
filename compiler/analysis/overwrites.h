/* Active values that are overwritten before anything uses them. */
#ifndef GRADC_ANALYSIS_OVERWRITES_H
#define GRADC_ANALYSIS_OVERWRITES_H

#include "analysis/loss_flow.h"

/* Gives gradient-overwritten. To be called when calls are inlined and variables still in memory. */
void overwrites_check(struct diag_engine *engine, const struct ir_module *module,
                      const struct ir_func *loss);

/* The same for scratch memory and for what is allocated, once the pointers to it are promoted. */
void overwrites_check_buffers(const struct loss_flow *flow);

/* Whether the check might speak of a scalar variable of a function's that is yet to be inlined.
 * Only then do its variables have to stay in memory for it; it is never false where the check
 * speaks. */
bool overwrites_are_possible(const struct ir_func *func);

#endif
