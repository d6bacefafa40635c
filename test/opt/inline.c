// Bodies replace calls; recursion stays a call; records by value stay private.
// RUN: %gradc %s -I%gradc_include --pass=inline | FileCheck %s
// RUN: %gradc %s -I%gradc_include --pass=inline --print-locations | FileCheck %s --check-prefix=LOC
#include <gradc/gradc.h>

typedef struct {
    double x, y;
} pair;

static double square(double x)
{
    return x * x;
}

static double norm(pair p)
{
    p.x = square(p.x);
    return p.x + square(p.y);
}

static double power(double x, int n)
{
    return n ? x * power(x, n - 1) : 1.0;
}

// CHECK-LABEL: func @f(
// CHECK-NOT: call
// CHECK: [[P:%[0-9]+]] = slot @pair
// CHECK: copy [[P]], %p
// CHECK-NOT: call
// CHECK: [[F:%[0-9]+]] = field ptr<f64> [[P]], .x
// CHECK-NOT: call
// CHECK: store [[F]]
// CHECK: call f64 @power(
// CHECK-NOT: call
// CHECK: return
// LOC: = mul f64 %x, %x // {{.*}}inline.c:12:12
GRADC_LOSS double f(GRADC_WRT pair p)
{
    return norm(p) * p.x + power(p.y, 3);
}
