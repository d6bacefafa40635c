/* Active values that leave the program as text or bytes, and come back. */
#ifndef GRADC_ANALYSIS_TEXT_DETOURS_H
#define GRADC_ANALYSIS_TEXT_DETOURS_H

#include "analysis/loss_flow.h"

/* Gives gradient-through-io. */
void text_detours_check(const struct loss_flow *flow);

#endif
