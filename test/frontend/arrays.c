// Arrays: with several dimensions, decayed, of variable length.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>

// CHECK-LABEL: func @fixed(%w: ptr<const f64> wrt, %i: i32, %j: i32) -> f64 loss {
// CHECK-NEXT: %m = slot [2 x [3 x f64]]
// CHECK-NEXT: %0 = const i64 0
// CHECK-NEXT: %1 = elem ptr<[3 x f64]> %m, %0
// CHECK-NEXT: %2 = elem ptr<[3 x f64]> %m, %i
// CHECK-NEXT: %3 = const i64 0
// CHECK-NEXT: %4 = elem ptr<f64> %2, %3
// CHECK-NEXT: %5 = elem ptr<f64> %2, %j
// CHECK-NEXT: %6 = const i32 0
// CHECK-NEXT: %7 = ptradd ptr<const f64> %w, %6
// CHECK-NEXT: %8 = load f64 %7
// CHECK-NEXT: store %5, %8
// CHECK-NEXT: %9 = const i64 0
// CHECK-NEXT: %10 = elem ptr<[3 x f64]> %m, %9
// CHECK-NEXT: %11 = elem ptr<[3 x f64]> %m, %i
// CHECK-NEXT: %12 = const i64 0
// CHECK-NEXT: %13 = elem ptr<f64> %11, %12
// CHECK-NEXT: %14 = const i32 2
// CHECK-NEXT: %15 = elem ptr<f64> %11, %14
// CHECK-NEXT: %16 = load f64 %15
// CHECK-NEXT: %17 = const i64 0
// CHECK-NEXT: %18 = elem ptr<[3 x f64]> %m, %17
// CHECK-NEXT: %19 = const i32 1
// CHECK-NEXT: %20 = elem ptr<[3 x f64]> %m, %19
// CHECK-NEXT: %21 = const i64 0
// CHECK-NEXT: %22 = elem ptr<f64> %20, %21
// CHECK-NEXT: %23 = load f64 %22
// CHECK-NEXT: %24 = mul f64 %16, %23
// CHECK-NEXT: %25 = const i64 0
// CHECK-NEXT: %26 = elem ptr<[3 x f64]> %m, %25
// CHECK-NEXT: %27 = elem ptr<[3 x f64]> %m, %i
// CHECK-NEXT: %28 = const i64 0
// CHECK-NEXT: %29 = elem ptr<f64> %27, %28
// CHECK-NEXT: %30 = elem ptr<f64> %27, %j
// CHECK-NEXT: %31 = load f64 %30
// CHECK-NEXT: %32 = add f64 %24, %31
// CHECK-NEXT: return %32
// CHECK-NEXT: }
GRADC_LOSS double fixed(GRADC_WRT const double *w, int i, int j)
{
    double m[2][3];
    m[i][j] = w[0];
    return m[i][2] * *m[1] + *(*(m + i) + j);
}

// CHECK-LABEL: func @parameters(%n: i32, %w: ptr<f64> wrt extent %n, %m: ptr<[4 x f64]> extent %n, %r: ptr<[2 x f64]>) -> f64 loss {
// CHECK-NEXT: %0 = const i32 1
// CHECK-NEXT: %1 = ptradd ptr<[4 x f64]> %m, %0
// CHECK-NEXT: %2 = const i64 0
// CHECK-NEXT: %3 = elem ptr<f64> %1, %2
// CHECK-NEXT: %4 = const i32 1
// CHECK-NEXT: %5 = sub i32 %n, %4
// CHECK-NEXT: %6 = elem ptr<f64> %1, %5
// CHECK-NEXT: %7 = load f64 %6
// CHECK-NEXT: %8 = const i32 1
// CHECK-NEXT: %9 = sub i32 %n, %8
// CHECK-NEXT: %10 = ptradd ptr<f64> %w, %9
// CHECK-NEXT: %11 = load f64 %10
// CHECK-NEXT: %12 = mul f64 %7, %11
// CHECK-NEXT: %13 = const i64 0
// CHECK-NEXT: %14 = elem ptr<f64> %r, %13
// CHECK-NEXT: %15 = const i32 1
// CHECK-NEXT: %16 = elem ptr<f64> %r, %15
// CHECK-NEXT: %17 = load f64 %16
// CHECK-NEXT: %18 = add f64 %12, %17
// CHECK-NEXT: %19 = ptradd ptr<[2 x f64]> %r, %n
// CHECK-NEXT: %20 = const i64 0
// CHECK-NEXT: %21 = elem ptr<f64> %19, %20
// CHECK-NEXT: %22 = const i32 0
// CHECK-NEXT: %23 = elem ptr<f64> %19, %22
// CHECK-NEXT: %24 = load f64 %23
// CHECK-NEXT: %25 = add f64 %18, %24
// CHECK-NEXT: return %25
// CHECK-NEXT: }
GRADC_LOSS double parameters(int n, GRADC_WRT double w[n], double m[n][4], double (*r)[2])
{
    return m[1][n - 1] * w[n - 1] + (*r)[1] + r[n][0];
}

// CHECK-LABEL: func @variable(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %0 = conv i64 %n
// CHECK-NEXT: %1 = conv u64 %0
// CHECK-NEXT: %a = slot f64, %1
// CHECK-NEXT: %2 = conv i64 %n
// CHECK-NEXT: %3 = const i32 1
// CHECK-NEXT: %4 = add i32 %n, %3
// CHECK-NEXT: %5 = conv i64 %4
// CHECK-NEXT: %6 = mul i64 %2, %5
// CHECK-NEXT: %7 = conv u64 %6
// CHECK-NEXT: %m = slot f64, %7
// CHECK-NEXT: %8 = const i32 1
// CHECK-NEXT: %9 = sub i32 %n, %8
// CHECK-NEXT: %10 = ptradd ptr<f64> %a, %9
// CHECK-NEXT: store %10, %w
// CHECK-NEXT: %11 = const i32 1
// CHECK-NEXT: %12 = conv i64 %11
// CHECK-NEXT: %13 = mul i64 %12, %5
// CHECK-NEXT: %14 = ptradd ptr<f64> %m, %13
// CHECK-NEXT: %15 = const i32 2
// CHECK-NEXT: %16 = conv i64 %15
// CHECK-NEXT: %17 = add i64 %13, %16
// CHECK-NEXT: %18 = ptradd ptr<f64> %m, %17
// CHECK-NEXT: %19 = const i32 0
// CHECK-NEXT: %20 = ptradd ptr<f64> %a, %19
// CHECK-NEXT: %21 = load f64 %20
// CHECK-NEXT: store %18, %21
// CHECK-NEXT: %22 = const i32 1
// CHECK-NEXT: %23 = sub i32 %n, %22
// CHECK-NEXT: %24 = conv i64 %23
// CHECK-NEXT: %25 = mul i64 %24, %5
// CHECK-NEXT: %26 = ptradd ptr<f64> %m, %25
// CHECK-NEXT: %27 = conv i64 %n
// CHECK-NEXT: %28 = add i64 %25, %27
// CHECK-NEXT: %29 = ptradd ptr<f64> %m, %28
// CHECK-NEXT: %30 = load f64 %29
// CHECK-NEXT: %31 = mul i64 %2, %5
// CHECK-NEXT: %32 = conv u64 %31
// CHECK-NEXT: %33 = const u64 8
// CHECK-NEXT: %34 = mul u64 %32, %33
// CHECK-NEXT: %35 = const u64 8
// CHECK-NEXT: %36 = div u64 %34, %35
// CHECK-NEXT: %37 = conv f64 %36
// CHECK-NEXT: %38 = add f64 %30, %37
// CHECK-NEXT: return %38
// CHECK-NEXT: }
GRADC_LOSS double variable(GRADC_WRT double w, int n)
{
    double a[n], m[n][n + 1];
    a[n - 1] = w;
    m[1][2] = a[0];
    return m[n - 1][n] + sizeof m / sizeof a[0];
}
