/* Active values that lose their derivative on the way, while others carry the gradient: integers,
 * rounding, comparisons, indices. */
#ifndef GRADC_ANALYSIS_DETOURS_H
#define GRADC_ANALYSIS_DETOURS_H

#include "analysis/loss_flow.h"

/* Gives the warnings of the group gradient-conversion, and gradient-type-punning. A parameter, or a
 * field of one, that has no smooth path at all is the business of gradient_paths_check. */
void detours_check(const struct loss_flow *flow);

#endif
