// Variables become values: joined by branches, carried by loops, private to what declares them.
// RUN: %gradc %s -I%gradc_include --pass=promote,dce | FileCheck %s
#include <gradc/gradc.h>

// Only what a side stores is joined, under its own name.
// CHECK-LABEL: func @branch(
// CHECK-NOT: slot
// CHECK: [[J:%a[.0-9]*]] = if f64
// CHECK: yield
// CHECK: } else {
// CHECK-NEXT: yield
// CHECK: mul f64 [[J]]
GRADC_LOSS double branch(GRADC_WRT const double *w, int n)
{
    double a = w[0], b = w[1];

    if (n > 3)
        a = a * b;
    return a * b;
}

// The inner variable is new in every iteration, and the unused one is not carried at all.
// CHECK-LABEL: func @loop(
// CHECK-NOT: slot
// CHECK: %sum{{[.0-9]*}}, %i{{[.0-9]*}} = while %{{[0-9]+}}: i64 carry (%sum{{[^,]*}}, %i{{[^,]*}})
// { CHECK-NOT: undef CHECK: return
GRADC_LOSS double loop(GRADC_WRT const double *w, int n)
{
    double sum = 0.0, unused = 1.0;
    int i = 0;

    while (i < n) {
        double t = w[i];
        t *= t;
        sum += t;
        unused *= 2.0;
        i++;
    }
    return sum;
}

// What is read before it is written has no value.
// CHECK-LABEL: func @undefined(
// CHECK: undef
GRADC_LOSS double undefined(GRADC_WRT const double *w, int n)
{
    double x;

    if (n)
        x = w[0];
    return x;
}

// CHECK-LABEL: func @escapes(
// CHECK: %y = slot f64
// CHECK-NOT: slot
double external(const double *p);
GRADC_LOSS double escapes(GRADC_WRT const double *w)
{
    double x = w[0], y = x * x;

    (void)external(&y);
    return x;
}
