// Paths through memory and globals, out of a loop that goes on until something is reached, in
// several files.
// RUN: %gradc %s -I%gradc_include -I%S/Inputs -o %t.grad.c --report=%t.html
// RUN: %report_data %t.html | FileCheck %s
#include "damp.h"

#include <gradc/gradc.h>

GRADC_WRT double bias;

GRADC_LOSS
double settle(GRADC_WRT const double *start, int n)
{
    double state[8];
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        state[i] = start[i] + bias;
    for (int i = 0; i < 8; i++) {
        double x = state[i];
        while (x > 1.0)
            x = damp(x);
        sum += x;
    }
    return sum * n;
}

// CHECK:      loss settle at memory.c:[[#L:]]
// CHECK-NEXT: parameter start: gradient, at memory.c:[[#L]]
// CHECK-NEXT:   source memory.c:[[#L]] start
// CHECK-NEXT:   flow memory.c:[[#L+6]] state
// CHECK-NEXT:   flow memory.c:[[#L+8]] x
// CHECK-NEXT:   flow memory.c:[[#L+11]] sum
// CHECK-NEXT:   sink memory.c:[[#L+13]]
// CHECK-NEXT: parameter bias: gradient, at memory.c:[[#L-3]]
// CHECK-NEXT:   source memory.c:[[#L-3]] bias
// CHECK:        sink memory.c:[[#L+13]]
// CHECK:      line memory.c:[[#L+7]] active fused
// CHECK:      line memory.c:[[#L+10]] active
// CHECK:      line damp.h:4 active cached
// CHECK:      value x double active memory.c:[[#L+9]] cached
// CHECK:      value x double in (0, inf] active damp.h:4 cached
// CHECK:      file memory.c:
// CHECK:      file damp.h: 5 lines
