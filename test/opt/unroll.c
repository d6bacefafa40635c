// Loops over few components are unrolled, the inner ones first; long and heavy ones are not.
// RUN: %gradc %s -I%gradc_include --pass=inline,promote,count-loops,fold,dce,unroll,fold,dce \
// RUN:   | FileCheck %s
#include <gradc/gradc.h>

#include <math.h>

// CHECK-LABEL: func @matrix(
// CHECK-NOT: for
// CHECK-COUNT-9: store
// CHECK-NOT: for
// CHECK: return
GRADC_LOSS double matrix(GRADC_WRT const double *w, double *r)
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            r[3 * i + j] = w[i] * w[j];
    return w[0];
}

// In order, with what is carried; the counters 6, 4, 2.
// CHECK-LABEL: func @down(
// CHECK-DAG: [[SIX:%[0-9]+]] = real f64 6.0
// CHECK: [[X:%.*]] = mul f64 {{.*}}, [[SIX]]
// CHECK: [[FOUR:%[0-9]+]] = real f64 4.0
// CHECK: mul f64 [[X]], [[FOUR]]
// CHECK: [[TWO:%[0-9]+]] = real f64 2.0
// CHECK: [[Z:%.*]] = mul f64 {{.*}}, [[TWO]]
// CHECK-NEXT: return [[Z]]
GRADC_LOSS double down(GRADC_WRT const double *w)
{
    double x = w[0];

    for (int i = 6; i > 0; i -= 2)
        x *= i;
    return x;
}

// CHECK-LABEL: func @swaps(
// CHECK-NOT: for
// CHECK: [[A:%.*]] = load f64
// CHECK: [[B:%.*]] = load f64
// CHECK-NOT: for
// CHECK: sub f64 [[B]], [[A]]
GRADC_LOSS double swaps(GRADC_WRT const double *w)
{
    double a = w[0], b = w[1];

    for (int i = 0; i < 5; i++) {
        double t = a;
        a = b;
        b = t;
    }
    return a - b;
}

// CHECK-LABEL: func @never(
// CHECK-NOT: for
// CHECK: return
GRADC_LOSS double never(GRADC_WRT const double *w)
{
    double x = w[0];

    for (int i = 4; i < 4; i++)
        x *= x;
    return x;
}

// CHECK-LABEL: func @stay(
// CHECK: for %i
// CHECK: for %j
// CHECK: for %k
GRADC_LOSS double stay(GRADC_WRT const double *w, int n)
{
    double x = w[0];

    for (int i = 0; i < 9; i++)
        x += sin(x);
    for (int j = 0; j < 2; j++)
        for (int k = 0; k < n; k++)
            x += sin(x);
    return x;
}
