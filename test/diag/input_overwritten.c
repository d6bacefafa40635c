// A differentiated parameter that is written to: said on request, and in the header.
// RUN: %gradc %s -I%gradc_include -o %t.c -Rinput-overwritten 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=HEADER < %t.h
// RUN: %gradc %s -I%gradc_include -o %t.c 2>&1 | count 0
#include <gradc/gradc.h>

GRADC_LOSS double step(GRADC_WRT double *x, GRADC_WRT const double *w)
{
    // CHECK: [[#@LINE+1]]:5: remark: 'x' is overwritten; its gradient is taken at its value on entry [-Rinput-overwritten]
    x[0] = x[0] * w[0];
    return x[0] * w[1];
}
// HEADER: step overwrites x
