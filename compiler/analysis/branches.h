/* Values that come out of a branch: without a gradient in it, or without having been set. */
#ifndef GRADC_ANALYSIS_BRANCHES_H
#define GRADC_ANALYSIS_BRANCHES_H

#include "analysis/loss_flow.h"

/* Gives branch-without-gradient and uninitialized-active. */
void branches_check(const struct loss_flow *flow);

#endif
