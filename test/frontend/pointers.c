// Pointers: arithmetic, comparison, to pointers, to functions' locals.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>
#include <stddef.h>

// CHECK-LABEL: func @walk(%w: ptr<const f64> wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %s = slot f64
// CHECK-NEXT: %0 = real f64 0.0
// CHECK-NEXT: store %s, %0
// CHECK-NEXT: %p = slot ptr<const f64>
// CHECK-NEXT: store %p, %w
// CHECK-NEXT: %end = slot ptr<const f64>
// CHECK-NEXT: %1 = ptradd ptr<const f64> %w, %n
// CHECK-NEXT: store %end, %1
// CHECK-NEXT: while %2: i64 {
// CHECK-NEXT: %p.1 = load ptr<const f64> %p
// CHECK-NEXT: %end.1 = load ptr<const f64> %end
// CHECK-NEXT: %3 = ne %p.1, %end.1
// CHECK-NEXT: if %3 {
// CHECK-NEXT: %p.2 = load ptr<const f64> %p
// CHECK-NEXT: %4 = load f64 %p.2
// CHECK-NEXT: %s.1 = load f64 %s
// CHECK-NEXT: %5 = add f64 %s.1, %4
// CHECK-NEXT: store %s, %5
// CHECK-NEXT: %p.3 = load ptr<const f64> %p
// CHECK-NEXT: %6 = const i32 1
// CHECK-NEXT: %7 = ptradd ptr<const f64> %p.3, %6
// CHECK-NEXT: store %p, %7
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: yield %3
// CHECK-NEXT: }
// CHECK-NEXT: %s.2 = load f64 %s
// CHECK-NEXT: return %s.2
// CHECK-NEXT: }
GRADC_LOSS double walk(GRADC_WRT const double *w, int n)
{
    double s = 0.0;
    for (const double *p = w, *end = w + n; p != end; ++p)
        s += *p;
    return s;
}

// CHECK-LABEL: func @indirect(%w: f64 wrt) -> f64 loss {
// CHECK-NEXT: %x = slot f64
// CHECK-NEXT: store %x, %w
// CHECK-NEXT: %p = slot ptr<f64>
// CHECK-NEXT: store %p, %x
// CHECK-NEXT: %pp = slot ptr<ptr<f64>>
// CHECK-NEXT: store %pp, %p
// CHECK-NEXT: %pp.1 = load ptr<ptr<f64>> %pp
// CHECK-NEXT: %0 = load ptr<f64> %pp.1
// CHECK-NEXT: %1 = real f64 2.0
// CHECK-NEXT: %2 = load f64 %0
// CHECK-NEXT: %3 = mul f64 %2, %1
// CHECK-NEXT: store %0, %3
// CHECK-NEXT: %p.1 = load ptr<f64> %p
// CHECK-NEXT: %4 = null ptr<f64>
// CHECK-NEXT: %5 = ne %p.1, %4
// CHECK-NEXT: %6 = if f64 %5 {
// CHECK-NEXT: %p.2 = load ptr<f64> %p
// CHECK-NEXT: %7 = const i32 0
// CHECK-NEXT: %8 = ptradd ptr<f64> %p.2, %7
// CHECK-NEXT: %9 = load f64 %8
// CHECK-NEXT: yield %9
// CHECK-NEXT: } else {
// CHECK-NEXT: %10 = real f64 0.0
// CHECK-NEXT: yield %10
// CHECK-NEXT: }
// CHECK-NEXT: return %6
// CHECK-NEXT: }
GRADC_LOSS double indirect(GRADC_WRT double w)
{
    double x = w, *p = &x, **pp = &p;
    **pp *= 2.0;
    return p ? p[0] : 0.0;
}

// CHECK-LABEL: func @distance(%w: ptr<const f64> wrt, %v: ptr<const f64>) -> f64 loss {
// CHECK-NEXT: %d = ptrdiff i64 %v, %w
// CHECK-NEXT: %p = slot ptr<const void>
// CHECK-NEXT: %0 = ptrcast ptr<const void> %w
// CHECK-NEXT: store %p, %0
// CHECK-NEXT: %p.1 = load ptr<const void> %p
// CHECK-NEXT: %1 = ptrcast ptr<const f64> %p.1
// CHECK-NEXT: %2 = load f64 %1
// CHECK-NEXT: %3 = conv f64 %d
// CHECK-NEXT: %4 = mul f64 %2, %3
// CHECK-NEXT: %5 = const i32 1
// CHECK-NEXT: %6 = neg i32 %5
// CHECK-NEXT: %7 = ptradd ptr<const f64> %w, %6
// CHECK-NEXT: %8 = load f64 %7
// CHECK-NEXT: %9 = add f64 %4, %8
// CHECK-NEXT: %10 = gt %v, %w
// CHECK-NEXT: %11 = conv i32 %10
// CHECK-NEXT: %12 = conv f64 %11
// CHECK-NEXT: %13 = add f64 %9, %12
// CHECK-NEXT: %14 = const i32 1
// CHECK-NEXT: %15 = ptradd ptr<const f64> %w, %14
// CHECK-NEXT: %16 = load f64 %15
// CHECK-NEXT: %17 = add f64 %13, %16
// CHECK-NEXT: return %17
// CHECK-NEXT: }
GRADC_LOSS double distance(GRADC_WRT const double *w, const double *v)
{
    ptrdiff_t d = v - w;
    const void *p = w;
    return *(const double *)p * d + w[-1] + (v > w) + 1[w];
}
