/* abs where fabs was meant: an active real that becomes an integer only to lose its sign. */
#ifndef GRADC_ANALYSIS_ABS_CALL_H
#define GRADC_ANALYSIS_ABS_CALL_H

#include "analysis/loss_flow.h"

struct abs_call {
    const struct ir_op *op;    /* the choice of a sign, where the call stands */
    const char *name, *better; /* "labs", "fabs" */
};

/* Whether a conversion to an integer is the argument of abs, labs or llabs. */
bool abs_call_find(const struct loss_flow *flow, const struct ir_op *conversion,
                   struct abs_call *found);

/* Proposes the better function, in place of the name. */
void abs_call_fix(struct diag *d, const struct abs_call *call);

#endif
