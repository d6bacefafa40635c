// Arithmetic in C's types: promotions and conversions are explicit.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>
#include <stdbool.h>

// CHECK-LABEL: func @promotions(%w: f64 wrt, %c: i8, %s: u16, %b: bool) -> f64 loss {
// CHECK-NEXT: %0 = conv i32 %c
// CHECK-NEXT: %1 = conv i32 %s
// CHECK-NEXT: %i = add i32 %0, %1
// CHECK-NEXT: %2 = const i32 1
// CHECK-NEXT: %3 = neg i32 %2
// CHECK-NEXT: %4 = conv i32 %b
// CHECK-NEXT: %5 = sub i32 %3, %4
// CHECK-NEXT: %u = conv u32 %5
// CHECK-NEXT: %6 = conv f64 %i
// CHECK-NEXT: %7 = mul f64 %w, %6
// CHECK-NEXT: %8 = conv f64 %u
// CHECK-NEXT: %9 = div f64 %7, %8
// CHECK-NEXT: return %9
// CHECK-NEXT: }
GRADC_LOSS double promotions(GRADC_WRT double w, signed char c, unsigned short s, bool b)
{
    int i = c + s;
    unsigned u = -1 - b;
    return w * i / u;
}

// CHECK-LABEL: func @mixed(%w: f64 wrt, %f: f32, %d: f80, %u: u32, %l: i64) -> f64 loss {
// CHECK-NEXT: %0 = const i32 2
// CHECK-NEXT: %1 = conv f32 %0
// CHECK-NEXT: %2 = mul f32 %f, %1
// CHECK-NEXT: %3 = conv f64 %2
// CHECK-NEXT: %4 = add f64 %3, %w
// CHECK-NEXT: %5 = conv f80 %4
// CHECK-NEXT: %6 = add f80 %5, %d
// CHECK-NEXT: %7 = conv i64 %u
// CHECK-NEXT: %8 = add i64 %l, %7
// CHECK-NEXT: %9 = const i32 7
// CHECK-NEXT: %10 = conv i64 %9
// CHECK-NEXT: %11 = rem i64 %8, %10
// CHECK-NEXT: %12 = conv f80 %11
// CHECK-NEXT: %13 = sub f80 %6, %12
// CHECK-NEXT: %14 = conv f64 %13
// CHECK-NEXT: return %14
// CHECK-NEXT: }
GRADC_LOSS double mixed(GRADC_WRT double w, float f, long double d, unsigned u, long l)
{
    return f * 2 + w + d - (l + u) % 7;
}

// CHECK-LABEL: func @bits(%w: f64 wrt, %i: i32, %u: u64) -> f64 loss {
// CHECK-NEXT: %0 = not i32 %i
// CHECK-NEXT: %1 = const i32 5
// CHECK-NEXT: %2 = and i32 %0, %1
// CHECK-NEXT: %3 = const i32 1
// CHECK-NEXT: %4 = xor i32 %i, %3
// CHECK-NEXT: %5 = const i32 2
// CHECK-NEXT: %6 = shl i32 %4, %5
// CHECK-NEXT: %7 = or i32 %2, %6
// CHECK-NEXT: %8 = conv f64 %7
// CHECK-NEXT: %9 = mul f64 %w, %8
// CHECK-NEXT: %10 = shr u64 %u, %i
// CHECK-NEXT: %11 = conv f64 %10
// CHECK-NEXT: %12 = add f64 %9, %11
// CHECK-NEXT: %13 = conv i16 %i
// CHECK-NEXT: %14 = conv i32 %13
// CHECK-NEXT: %15 = neg i32 %14
// CHECK-NEXT: %16 = conv f64 %15
// CHECK-NEXT: %17 = add f64 %12, %16
// CHECK-NEXT: return %17
// CHECK-NEXT: }
GRADC_LOSS double bits(GRADC_WRT double w, int i, unsigned long u)
{
    return w * ((~i & 5) | (i ^ 1) << 2) + (u >> i) + -(short)i;
}

// CHECK-LABEL: func @truth(%w: f64 wrt, %i: i32, %p: ptr<const char>) -> f64 loss {
// CHECK-NEXT: %b = conv bool %w
// CHECK-NEXT: %0 = const i32 0
// CHECK-NEXT: %1 = ne %i, %0
// CHECK-NEXT: %2 = lnot %1
// CHECK-NEXT: %3 = conv i32 %2
// CHECK-NEXT: %4 = conv f64 %i
// CHECK-NEXT: %5 = lt %w, %4
// CHECK-NEXT: %6 = conv i32 %5
// CHECK-NEXT: %7 = add i32 %3, %6
// CHECK-NEXT: %8 = conv i32 %b
// CHECK-NEXT: %9 = null ptr<const char>
// CHECK-NEXT: %10 = ne %p, %9
// CHECK-NEXT: %11 = const bool false
// CHECK-NEXT: %12 = select bool %b, %10, %11
// CHECK-NEXT: %13 = conv i32 %12
// CHECK-NEXT: %14 = add i32 %7, %13
// CHECK-NEXT: %15 = null ptr<const char>
// CHECK-NEXT: %16 = ne %p, %15
// CHECK-NEXT: %17 = lnot %16
// CHECK-NEXT: %18 = conv i32 %17
// CHECK-NEXT: %19 = add i32 %14, %18
// CHECK-NEXT: %20 = conv f64 %19
// CHECK-NEXT: %21 = mul f64 %w, %20
// CHECK-NEXT: return %21
// CHECK-NEXT: }
GRADC_LOSS double truth(GRADC_WRT double w, int i, const char *p)
{
    bool b = w;
    return w * (!i + (w < i) + (b && p) + !p);
}

// CHECK-LABEL: func @lazy(%w: ptr<const f64> wrt, %i: i32) -> f64 loss {
// CHECK-NEXT: %0 = load f64 %w
// CHECK-NEXT: %1 = const i32 0
// CHECK-NEXT: %2 = gt %i, %1
// CHECK-NEXT: %3 = if bool %2 {
// CHECK-NEXT: %4 = ptradd ptr<const f64> %w, %i
// CHECK-NEXT: %5 = load f64 %4
// CHECK-NEXT: %6 = real f64 0.0
// CHECK-NEXT: %7 = gt %5, %6
// CHECK-NEXT: yield %7
// CHECK-NEXT: } else {
// CHECK-NEXT: %8 = const bool false
// CHECK-NEXT: yield %8
// CHECK-NEXT: }
// CHECK-NEXT: %9 = conv i32 %3
// CHECK-NEXT: %10 = const i32 0
// CHECK-NEXT: %11 = ne %i, %10
// CHECK-NEXT: %12 = if bool %11 {
// CHECK-NEXT: %13 = const bool true
// CHECK-NEXT: yield %13
// CHECK-NEXT: } else {
// CHECK-NEXT: %14 = const i32 0
// CHECK-NEXT: %15 = ptradd ptr<const f64> %w, %14
// CHECK-NEXT: %16 = load f64 %15
// CHECK-NEXT: %17 = const i32 1
// CHECK-NEXT: %18 = conv f64 %17
// CHECK-NEXT: %19 = ne %16, %18
// CHECK-NEXT: yield %19
// CHECK-NEXT: }
// CHECK-NEXT: %20 = conv i32 %12
// CHECK-NEXT: %21 = add i32 %9, %20
// CHECK-NEXT: %22 = conv f64 %21
// CHECK-NEXT: %23 = mul f64 %0, %22
// CHECK-NEXT: return %23
// CHECK-NEXT: }
GRADC_LOSS double lazy(GRADC_WRT const double *w, int i)
{
    return *w * ((i > 0 && w[i] > 0.0) + (i || w[0] != 1));
}
