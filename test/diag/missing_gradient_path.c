// A parameter that reaches the loss only over operations without a derivative.
// RUN: rm -f %t.c
// RUN: not %gradc %s -I%gradc_include -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
// RUN: %gradc %s -I%gradc_include -o %t.c -Wno-missing-gradient-path -Wno-gradient-conversion 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

// CHECK: [[FILE:.*]]:[[#@LINE+9]]:53: error: loss 'rank_loss' has no gradient path to parameter 'w' [-Wmissing-gradient-path]
// CHECK-NEXT: {{^ +}}[[#@LINE+8]] | GRADC_LOSS double rank_loss(GRADC_WRT const double *w, const double *x, int n)
// CHECK-NEXT: {{^ +}}|                                                     ^
// CHECK-NEXT: [[FILE]]:[[#@LINE+11]]:26: note: (1) 'w[i]' flows into 's' here
// CHECK: [[FILE]]:[[#@LINE+11]]:17: note: (2) converted to 'int' here; integers carry no derivative
// CHECK: [[FILE]]:[[#@LINE+12]]:12: note: (3) the loss depends on 'w' only through 'hits'
// CHECK: [[FILE]]:[[#@LINE+9]]:17: note: keep the value real, or mark 'w' GRADC_CONST if this is meant
// CHECK-NEXT: {{^ +}}[[#@LINE+8]] |         hits += (int)s > 3;
// CHECK-NEXT: {{^ +}}|                 ^
GRADC_LOSS double rank_loss(GRADC_WRT const double *w, const double *x, int n)
{
    int hits = 0;

    for (int i = 0; i < n; i++) {
        const double s = w[i] * x[i];
        hits += (int)s > 3;
    }
    return hits;
}

static double score(double x)
{
    return floor(x);
}

// The path goes into a call.
// CHECK: [[FILE]]:[[#@LINE+5]]:60: error: loss 'two' has no gradient path to parameter 'b' [-Wmissing-gradient-path]
// CHECK: [[FILE]]:[[#@LINE+6]]:20: note: (1) in call to 'score' here
// CHECK: [[FILE]]:[[#@LINE-6]]:12: note: (2) rounded by 'floor' here; its derivative is zero almost everywhere
// CHECK: note: use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or mark 'b' GRADC_CONST if this is meant
// CHECK-NOT: error:
GRADC_LOSS double two(GRADC_WRT double a, GRADC_WRT double b)
{
    return a * a + score(b);
}

// Near misses: another, smooth path; the fraction.
// CHECK-NOT: near
GRADC_LOSS double near_miss(GRADC_WRT double a, GRADC_WRT double b)
{
    return a + (b - floor(b)) + (int)a;
}
// CHECK: 2 errors generated.
