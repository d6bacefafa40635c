// Errors do not prevent the page: it shows each loss as far as it could be looked at.
// RUN: not %gradc %s -I%gradc_include -o %t.grad.c --report=%t.html 2>/dev/null
// RUN: not ls %t.grad.c
// RUN: %report_data %t.html | FileCheck %s
// RUN: not %gradc %s -I%gradc_include -fsyntax-only --report=%t.check.html 2>/dev/null
// RUN: diff %t.html %t.check.html
#include <gradc/gradc.h>
#include <math.h>

double opaque(double x);

// CHECK:      loss rank at errors.c:[[#@LINE+7]]
// CHECK-NEXT: parameter w: cut: compared here; a truth value carries no derivative
// CHECK-NEXT:   source errors.c:[[#@LINE+5]] w
// CHECK-NEXT:   flow errors.c:[[#@LINE+9]] score
// CHECK-NEXT:   cut errors.c:[[#@LINE+9]] compared here; a truth value carries no derivative
// CHECK-NEXT:   flow errors.c:[[#@LINE+8]] hits
// CHECK-NEXT:   sink errors.c:[[#@LINE+9]]
GRADC_LOSS double rank(GRADC_WRT const double *w, const double *x, int n)
{
    int hits = 0;

    for (int i = 0; i < n; i++) {
        const double score = w[i] * x[i];
        hits += score > 0.5;
    }
    return (double)hits / n;
}

// A call without a derivative is where the gradient ends, unless another way goes round it.
// CHECK:      loss through at errors.c:[[#@LINE+8]]
// CHECK-NEXT: parameter x: cut: no derivative is known for 'opaque'
// CHECK-NEXT:   source
// CHECK-NEXT:   flow
// CHECK-NEXT:   cut errors.c:[[#@LINE+6]] no derivative is known for 'opaque'
// CHECK:      parameter y: gradient
// CHECK-NEXT:   source
// CHECK-NEXT:   sink errors.c:[[#@LINE+3]]
GRADC_LOSS double through(GRADC_WRT double x, GRADC_WRT double y)
{
    return opaque(x + y) + y;
}

// CHECK:      loss held at errors.c:[[#@LINE+4]]
// CHECK-NEXT: parameter x: stopped: held fixed by 'gradc_stop' here
// CHECK:        cut errors.c:[[#@LINE+4]] held fixed by 'gradc_stop' here
// CHECK:      parameter y: unused: the value of 'y' is never used
GRADC_LOSS double held(GRADC_WRT double x, GRADC_WRT double y)
{
    return gradc_stop(x) * 2.0;
}

// A signature that makes no sense.
// CHECK:      loss whole at errors.c:[[#@LINE+2]]
// CHECK-NEXT: parameter n: unused
GRADC_LOSS int whole(GRADC_WRT int n)
{
    return n;
}

// CHECK: loss broken at errors.c:[[#@LINE+1]] broken
GRADC_LOSS double broken(GRADC_WRT double x)
{
    __asm__("");
    return x;
}

// CHECK: error missing-gradient-path errors.c
// CHECK: error missing-derivative errors.c
// CHECK: error non-real-parameter errors.c
