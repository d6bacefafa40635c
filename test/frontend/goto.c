// goto that leaves forward is a flag, like break; what it jumps over is declared ahead.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>

// Where the jump alone decides, its flag is not needed.
// CHECK-LABEL: func @over(%w: f64 wrt) -> f64 loss {
// CHECK-NEXT: %y = slot f64
// CHECK-NEXT: store %y, %w
// CHECK-NEXT: %z = slot f64
// CHECK-NEXT: %0 = real f64 1.0
// CHECK-NEXT: %1 = lt %w, %0
// CHECK-NEXT: if %1 {
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: %2 = real f64 2.0
// CHECK-NEXT: store %z, %2
// CHECK-NEXT: %z.1 = load f64 %z
// CHECK-NEXT: store %y, %z.1
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %y.1 = load f64 %y
// CHECK-NEXT: store %z, %y.1
GRADC_LOSS double over(GRADC_WRT double w)
{
    double y = w;
    if (w < 1.0)
        goto end;
    double z = 2.0;
    y = z;
end:
    z = y;
    return z * w;
}

// CHECK-LABEL: func @out(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK: %found = slot bool
// CHECK: while %{{.*}}: i64 {
// CHECK: while %{{.*}}: i64 {
// CHECK: store %found, %{{.*}}
// CHECK: [[INNER:%.*]] = load bool %found
// CHECK: lnot [[INNER]]
// CHECK: [[OUTER:%.*]] = load bool %found
// CHECK: lnot [[OUTER]]
// CHECK: return
GRADC_LOSS double out(GRADC_WRT double w, int n)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++) {
            w *= k;
            if (w > 4.0)
                goto found;
        }
found:
    return w;
}

// Back to a label: the statements up to the last jump run until none is taken.
// CHECK-LABEL: func @back(%w: f64 wrt) -> f64 loss {
// CHECK: while %{{.*}}: i64 {
// CHECK-NEXT: %again = slot bool
// CHECK: if %
// CHECK: store %again, %
// CHECK: [[AGAIN:%.*]] = load bool %again
// CHECK-NEXT: yield [[AGAIN]]
// CHECK-NEXT: }
GRADC_LOSS double back(GRADC_WRT double w)
{
again:
    w *= 0.5;
    if (w > 1.0)
        goto again;
    return w * w;
}
