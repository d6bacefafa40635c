// Statements: every loop, early exits from it, switch with fall-through.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>

// CHECK-LABEL: func @counted(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %w.1 = slot f64
// CHECK-NEXT: store %w.1, %w
// CHECK-NEXT: %i = slot i32
// CHECK-NEXT: store %i, %n
// CHECK-NEXT: while %0: i64 {
// CHECK-NEXT: %i.1 = load i32 %i
// CHECK-NEXT: %1 = const i32 0
// CHECK-NEXT: %2 = ge %i.1, %1
// CHECK-NEXT: if %2 {
// CHECK-NEXT: %i.2 = load i32 %i
// CHECK-NEXT: %3 = conv f64 %i.2
// CHECK-NEXT: %w.2 = load f64 %w.1
// CHECK-NEXT: %4 = mul f64 %w.2, %3
// CHECK-NEXT: store %w.1, %4
// CHECK-NEXT: %5 = const i32 2
// CHECK-NEXT: %i.3 = load i32 %i
// CHECK-NEXT: %6 = sub i32 %i.3, %5
// CHECK-NEXT: store %i, %6
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: yield %2
// CHECK-NEXT: }
// CHECK-NEXT: %w.3 = load f64 %w.1
// CHECK-NEXT: return %w.3
// CHECK-NEXT: }
GRADC_LOSS double counted(GRADC_WRT double w, int n)
{
    for (int i = n; i >= 0; i -= 2)
        w *= i;
    return w;
}

// CHECK-LABEL: func @exits(%w: ptr<const f64> wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %s = slot f64
// CHECK-NEXT: %0 = real f64 0.0
// CHECK-NEXT: store %s, %0
// CHECK-NEXT: %i = slot i32
// CHECK-NEXT: %1 = const i32 0
// CHECK-NEXT: store %i, %1
// CHECK-NEXT: while %2: i64 {
// CHECK-NEXT: %broken = slot bool
// CHECK-NEXT: %3 = const bool false
// CHECK-NEXT: store %broken, %3
// CHECK-NEXT: %i.1 = load i32 %i
// CHECK-NEXT: %4 = lt %i.1, %n
// CHECK-NEXT: %again = if bool %4 {
// CHECK-NEXT: %i.2 = load i32 %i
// CHECK-NEXT: %5 = ptradd ptr<const f64> %w, %i.2
// CHECK-NEXT: %6 = load f64 %5
// CHECK-NEXT: %7 = real f64 0.0
// CHECK-NEXT: %8 = lt %6, %7
// CHECK-NEXT: if %8 {
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: %i.3 = load i32 %i
// CHECK-NEXT: %9 = ptradd ptr<const f64> %w, %i.3
// CHECK-NEXT: %10 = load f64 %9
// CHECK-NEXT: %11 = real f64 9.0
// CHECK-NEXT: %12 = gt %10, %11
// CHECK-NEXT: if %12 {
// CHECK-NEXT: %13 = const bool true
// CHECK-NEXT: store %broken, %13
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: %i.4 = load i32 %i
// CHECK-NEXT: %14 = ptradd ptr<const f64> %w, %i.4
// CHECK-NEXT: %15 = load f64 %14
// CHECK-NEXT: %s.1 = load f64 %s
// CHECK-NEXT: %16 = add f64 %s.1, %15
// CHECK-NEXT: store %s, %16
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %17 = load bool %broken
// CHECK-NEXT: %18 = lnot %17
// CHECK-NEXT: if %18 {
// CHECK-NEXT: %i.5 = load i32 %i
// CHECK-NEXT: %19 = const i32 1
// CHECK-NEXT: %20 = add i32 %i.5, %19
// CHECK-NEXT: store %i, %20
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %21 = load bool %broken
// CHECK-NEXT: %22 = lnot %21
// CHECK-NEXT: yield %22
// CHECK-NEXT: } else {
// CHECK-NEXT: %23 = const bool false
// CHECK-NEXT: yield %23
// CHECK-NEXT: }
// CHECK-NEXT: yield %again
// CHECK-NEXT: }
// CHECK-NEXT: %s.2 = load f64 %s
// CHECK-NEXT: return %s.2
// CHECK-NEXT: }
GRADC_LOSS double exits(GRADC_WRT const double *w, int n)
{
    double s = 0.0;
    for (int i = 0; i < n; i++) {
        if (w[i] < 0.0)
            continue;
        if (w[i] > 9.0)
            break;
        s += w[i];
    }
    return s;
}

// CHECK-LABEL: func @early(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %w.1 = slot f64
// CHECK-NEXT: store %w.1, %w
// CHECK-NEXT: %n.1 = slot i32
// CHECK-NEXT: store %n.1, %n
// CHECK-NEXT: %0 = slot f64
// CHECK-NEXT: %returned = slot bool
// CHECK-NEXT: %1 = const bool false
// CHECK-NEXT: store %returned, %1
// CHECK-NEXT: while %2: i64 {
// CHECK-NEXT: %n.2 = load i32 %n.1
// CHECK-NEXT: %3 = const i32 1
// CHECK-NEXT: %4 = gt %n.2, %3
// CHECK-NEXT: %again = if bool %4 {
// CHECK-NEXT: %w.2 = load f64 %w.1
// CHECK-NEXT: %5 = real f64 8.0
// CHECK-NEXT: %6 = gt %w.2, %5
// CHECK-NEXT: if %6 {
// CHECK-NEXT: %w.3 = load f64 %w.1
// CHECK-NEXT: store %0, %w.3
// CHECK-NEXT: %7 = const bool true
// CHECK-NEXT: store %returned, %7
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: %8 = const i32 2
// CHECK-NEXT: %n.3 = load i32 %n.1
// CHECK-NEXT: %9 = div i32 %n.3, %8
// CHECK-NEXT: store %n.1, %9
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %10 = load bool %returned
// CHECK-NEXT: %11 = lnot %10
// CHECK-NEXT: yield %11
// CHECK-NEXT: } else {
// CHECK-NEXT: %12 = const bool false
// CHECK-NEXT: yield %12
// CHECK-NEXT: }
// CHECK-NEXT: yield %again
// CHECK-NEXT: }
// CHECK-NEXT: %13 = load bool %returned
// CHECK-NEXT: %14 = lnot %13
// CHECK-NEXT: if %14 {
// CHECK-NEXT: while %15: i64 {
// CHECK-NEXT: %16 = real f64 1.0
// CHECK-NEXT: %w.4 = load f64 %w.1
// CHECK-NEXT: %17 = add f64 %w.4, %16
// CHECK-NEXT: store %w.1, %17
// CHECK-NEXT: %w.5 = load f64 %w.1
// CHECK-NEXT: %18 = real f64 0.0
// CHECK-NEXT: %19 = lt %w.5, %18
// CHECK-NEXT: yield %19
// CHECK-NEXT: }
// CHECK-NEXT: %w.6 = load f64 %w.1
// CHECK-NEXT: %20 = neg f64 %w.6
// CHECK-NEXT: store %0, %20
// CHECK-NEXT: %21 = const bool true
// CHECK-NEXT: store %returned, %21
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %22 = load f64 %0
// CHECK-NEXT: return %22
// CHECK-NEXT: }
GRADC_LOSS double early(GRADC_WRT double w, int n)
{
    while (n > 1) {
        if (w > 8.0)
            return w;
        n /= 2;
    }
    do
        w += 1.0;
    while (w < 0.0);
    return -w;
}

// CHECK-LABEL: func @cases(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %w.1 = slot f64
// CHECK-NEXT: store %w.1, %w
// CHECK-NEXT: %0 = const i32 2
// CHECK-NEXT: %1 = const i32 1
// CHECK-NEXT: %2 = eq %n, %1
// CHECK-NEXT: %3 = const i32 0
// CHECK-NEXT: %4 = select i32 %2, %3, %0
// CHECK-NEXT: %5 = const i32 2
// CHECK-NEXT: %6 = eq %n, %5
// CHECK-NEXT: %7 = const i32 3
// CHECK-NEXT: %8 = eq %n, %7
// CHECK-NEXT: %9 = const bool true
// CHECK-NEXT: %10 = select bool %6, %9, %8
// CHECK-NEXT: %11 = const i32 1
// CHECK-NEXT: %selected = select i32 %10, %11, %4
// CHECK-NEXT: %fallen = slot bool
// CHECK-NEXT: %12 = const bool false
// CHECK-NEXT: store %fallen, %12
// CHECK-NEXT: %13 = const i32 0
// CHECK-NEXT: %14 = eq %selected, %13
// CHECK-NEXT: if %14 {
// CHECK-NEXT: %15 = real f64 1.0
// CHECK-NEXT: %w.2 = load f64 %w.1
// CHECK-NEXT: %16 = add f64 %w.2, %15
// CHECK-NEXT: store %w.1, %16
// CHECK-NEXT: %17 = const bool true
// CHECK-NEXT: store %fallen, %17
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %18 = const i32 1
// CHECK-NEXT: %19 = eq %selected, %18
// CHECK-NEXT: %20 = const bool true
// CHECK-NEXT: %21 = load bool %fallen
// CHECK-NEXT: %22 = select bool %21, %20, %19
// CHECK-NEXT: if %22 {
// CHECK-NEXT: %23 = const bool false
// CHECK-NEXT: store %fallen, %23
// CHECK-NEXT: %24 = real f64 2.0
// CHECK-NEXT: %w.3 = load f64 %w.1
// CHECK-NEXT: %25 = mul f64 %w.3, %24
// CHECK-NEXT: store %w.1, %25
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %26 = const i32 2
// CHECK-NEXT: %27 = eq %selected, %26
// CHECK-NEXT: if %27 {
// CHECK-NEXT: %w.4 = load f64 %w.1
// CHECK-NEXT: %28 = neg f64 %w.4
// CHECK-NEXT: store %w.1, %28
// CHECK-NEXT: yield
// CHECK-NEXT: } else {
// CHECK-NEXT: yield
// CHECK-NEXT: }
// CHECK-NEXT: %w.5 = load f64 %w.1
// CHECK-NEXT: return %w.5
// CHECK-NEXT: }
GRADC_LOSS double cases(GRADC_WRT double w, int n)
{
    enum { ONE = 1, TWO };
    switch (n) {
    case ONE:
        w += 1.0;
    case TWO:
    case 3:
        w *= 2.0;
        break;
    default:
        w = -w;
    }
    return w;
}
