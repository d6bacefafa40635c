/* Memory whose value on entry counts: parameters that nobody marked, and globals that carry active
 * values from one call to the next. */
#ifndef GRADC_ANALYSIS_ENTRY_VALUES_H
#define GRADC_ANALYSIS_ENTRY_VALUES_H

#include "analysis/loss_flow.h"

/* Gives not-differentiated, gradient-global and mutable-static. */
void entry_values_check(const struct loss_flow *flow);

#endif
