/* Calls that could not be inlined and have no derivative. */
#ifndef GRADC_ANALYSIS_LEFT_CALL_H
#define GRADC_ANALYSIS_LEFT_CALL_H

#include "diag/diag.h"
#include "ir/ir.h"

/* Reports a call of an external function, or through a pointer, that an active value goes into. */
void left_call_report(struct diag_engine *engine, const struct ir_module *module,
                      const struct ir_op *call);

#endif
