/* In which interval each value lies, over all the places where it is used; private to the room. */
#ifndef GRADC_REPORT_VALUE_RANGES_H
#define GRADC_REPORT_VALUE_RANGES_H

#include "analysis/interval.h"
#include "analysis/loss_flow.h"

/* By value id; empty where a value is used nowhere that a run gets to. */
struct interval *value_ranges(const struct loss_flow *flow);

#endif
