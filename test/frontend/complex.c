// Complex values are pairs of reals; in memory they are records of two.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <complex.h>
#include <gradc/gradc.h>

// CHECK: record @complex_double complex "double _Complex" {
// CHECK-NEXT: re: f64,
// CHECK-NEXT: im: f64
// CHECK-NEXT: }

// What is surely 0 is not computed with.
// CHECK-LABEL: func @f(%p: ptr<@complex_double> wrt, %x: f64) -> f64 loss {
// CHECK: field ptr<f64> %p, .re
// CHECK-NEXT: %[[RE:.*]] = load f64
// CHECK-NEXT: field ptr<f64> %p, .im
// CHECK-NEXT: %[[IM:.*]] = load f64
// CHECK-NEXT: %[[X:.*]] = mul f64 %x, %[[RE]]
// CHECK-NEXT: %[[Y:.*]] = mul f64 %x, %[[IM]]
// CHECK-NEXT: field ptr<f64> %z, .re
// CHECK-NEXT: store %{{.*}}, %[[X]]
// CHECK-NEXT: field ptr<f64> %z, .im
// CHECK-NEXT: store %{{.*}}, %[[Y]]
GRADC_LOSS double f(GRADC_WRT double complex *p, double x)
{
    const double complex z = x * *p;
    return creal(z) - cimag(z);
}

// CHECK-LABEL: func @g(%{{.*}}: ptr<@complex_double> result, %z: ptr<@complex_double> by_value) -> void
static double complex g(double complex z)
{
    return conj(z);
}

GRADC_LOSS double h(GRADC_WRT double x)
{
    return creal(g(x + 2.0 * I));
}
