// Assignments, alone, compound and inside other expressions.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>

// CHECK-LABEL: func @compound(%w: f64 wrt, %c: i8, %f: f32) -> f64 loss {
// CHECK-NEXT: %c.1 = slot i8
// CHECK-NEXT: store %c.1, %c
// CHECK-NEXT: %f.1 = slot f32
// CHECK-NEXT: store %f.1, %f
// CHECK-NEXT: %c.2 = load i8 %c.1
// CHECK-NEXT: %0 = conv f64 %c.2
// CHECK-NEXT: %1 = add f64 %0, %w
// CHECK-NEXT: %2 = conv i8 %1
// CHECK-NEXT: store %c.1, %2
// CHECK-NEXT: %f.2 = load f32 %f.1
// CHECK-NEXT: %3 = conv f64 %f.2
// CHECK-NEXT: %4 = mul f64 %3, %w
// CHECK-NEXT: %5 = conv f32 %4
// CHECK-NEXT: store %f.1, %5
// CHECK-NEXT: %6 = const i32 1
// CHECK-NEXT: %c.3 = load i8 %c.1
// CHECK-NEXT: %7 = conv i32 %c.3
// CHECK-NEXT: %8 = shl i32 %7, %6
// CHECK-NEXT: %9 = conv i8 %8
// CHECK-NEXT: store %c.1, %9
// CHECK-NEXT: %c.4 = load i8 %c.1
// CHECK-NEXT: %10 = conv i32 %c.4
// CHECK-NEXT: %11 = conv f32 %10
// CHECK-NEXT: %f.3 = load f32 %f.1
// CHECK-NEXT: %12 = add f32 %11, %f.3
// CHECK-NEXT: %13 = conv f64 %12
// CHECK-NEXT: return %13
// CHECK-NEXT: }
GRADC_LOSS double compound(GRADC_WRT double w, signed char c, float f)
{
    c += w;
    f *= w;
    c <<= 1;
    return c + f;
}

// CHECK-LABEL: func @steps(%w: f64 wrt, %c: u8) -> f64 loss {
// CHECK-NEXT: %w.1 = slot f64
// CHECK-NEXT: store %w.1, %w
// CHECK-NEXT: %c.1 = slot u8
// CHECK-NEXT: store %c.1, %c
// CHECK-NEXT: %a = slot i32
// CHECK-NEXT: %c.2 = load u8 %c.1
// CHECK-NEXT: %0 = const i32 1
// CHECK-NEXT: %1 = conv i32 %c.2
// CHECK-NEXT: %2 = add i32 %1, %0
// CHECK-NEXT: %3 = conv u8 %2
// CHECK-NEXT: store %c.1, %3
// CHECK-NEXT: %4 = conv i32 %c.2
// CHECK-NEXT: store %a, %4
// CHECK-NEXT: %a.1 = load i32 %a
// CHECK-NEXT: %5 = const i32 1
// CHECK-NEXT: %b = sub i32 %a.1, %5
// CHECK-NEXT: store %a, %b
// CHECK-NEXT: %w.2 = load f64 %w.1
// CHECK-NEXT: %6 = real f64 1.0
// CHECK-NEXT: %7 = add f64 %w.2, %6
// CHECK-NEXT: store %w.1, %7
// CHECK-NEXT: %w.3 = load f64 %w.1
// CHECK-NEXT: %a.2 = load i32 %a
// CHECK-NEXT: %8 = const i32 1
// CHECK-NEXT: %9 = sub i32 %a.2, %8
// CHECK-NEXT: store %a, %9
// CHECK-NEXT: %10 = conv f64 %a.2
// CHECK-NEXT: %11 = mul f64 %w.3, %10
// CHECK-NEXT: %12 = conv f64 %b
// CHECK-NEXT: %13 = add f64 %11, %12
// CHECK-NEXT: %c.3 = load u8 %c.1
// CHECK-NEXT: %14 = conv i32 %c.3
// CHECK-NEXT: %15 = conv f64 %14
// CHECK-NEXT: %16 = add f64 %13, %15
// CHECK-NEXT: return %16
// CHECK-NEXT: }
GRADC_LOSS double steps(GRADC_WRT double w, unsigned char c)
{
    int a = c++, b = --a;
    w++;
    return w * a-- + b + c;
}

// CHECK-LABEL: func @indices(%w: ptr<const f64> wrt, %a: ptr<f64> wrt, %i: i32) -> f64 loss {
// CHECK-NEXT: %w.1 = slot ptr<const f64>
// CHECK-NEXT: store %w.1, %w
// CHECK-NEXT: %a.1 = slot ptr<f64>
// CHECK-NEXT: store %a.1, %a
// CHECK-NEXT: %i.1 = slot i32
// CHECK-NEXT: store %i.1, %i
// CHECK-NEXT: %a.2 = load ptr<f64> %a.1
// CHECK-NEXT: %i.2 = load i32 %i.1
// CHECK-NEXT: %0 = const i32 1
// CHECK-NEXT: %1 = add i32 %i.2, %0
// CHECK-NEXT: store %i.1, %1
// CHECK-NEXT: %2 = ptradd ptr<f64> %a.2, %i.2
// CHECK-NEXT: %w.2 = load ptr<const f64> %w.1
// CHECK-NEXT: %i.3 = load i32 %i.1
// CHECK-NEXT: %3 = const i32 1
// CHECK-NEXT: %4 = sub i32 %i.3, %3
// CHECK-NEXT: store %i.1, %4
// CHECK-NEXT: %5 = ptradd ptr<const f64> %w.2, %4
// CHECK-NEXT: %6 = load f64 %5
// CHECK-NEXT: store %2, %6
// CHECK-NEXT: %a.3 = load ptr<f64> %a.1
// CHECK-NEXT: %i.4 = load i32 %i.1
// CHECK-NEXT: %7 = const i32 1
// CHECK-NEXT: %8 = sub i32 %i.4, %7
// CHECK-NEXT: store %i.1, %8
// CHECK-NEXT: %9 = ptradd ptr<f64> %a.3, %i.4
// CHECK-NEXT: %w.3 = load ptr<const f64> %w.1
// CHECK-NEXT: %10 = const i32 1
// CHECK-NEXT: %11 = ptradd ptr<const f64> %w.3, %10
// CHECK-NEXT: store %w.1, %11
// CHECK-NEXT: %12 = load f64 %w.3
// CHECK-NEXT: %13 = load f64 %9
// CHECK-NEXT: %14 = add f64 %13, %12
// CHECK-NEXT: store %9, %14
// CHECK-NEXT: %a.4 = load ptr<f64> %a.1
// CHECK-NEXT: %15 = const i32 1
// CHECK-NEXT: %16 = ptradd ptr<f64> %a.4, %15
// CHECK-NEXT: store %a.1, %16
// CHECK-NEXT: %17 = load f64 %a.4
// CHECK-NEXT: %a.5 = load ptr<f64> %a.1
// CHECK-NEXT: %18 = const i32 2
// CHECK-NEXT: %i.5 = load i32 %i.1
// CHECK-NEXT: %19 = add i32 %i.5, %18
// CHECK-NEXT: store %i.1, %19
// CHECK-NEXT: %20 = ptradd ptr<f64> %a.5, %19
// CHECK-NEXT: %21 = load f64 %20
// CHECK-NEXT: %22 = mul f64 %17, %21
// CHECK-NEXT: return %22
// CHECK-NEXT: }
GRADC_LOSS double indices(GRADC_WRT const double *w, GRADC_WRT double *a, int i)
{
    a[i++] = w[--i];
    a[i--] += *w++;
    return *a++ * a[i += 2];
}

// CHECK-LABEL: func @chain(%w: f64 wrt, %i: i32) -> f64 loss {
// CHECK-NEXT: %i.1 = slot i32
// CHECK-NEXT: store %i.1, %i
// CHECK-NEXT: %f = slot f32
// CHECK-NEXT: %0 = conv f32 %w
// CHECK-NEXT: store %f, %0
// CHECK-NEXT: %d = conv f64 %0
// CHECK-NEXT: %1 = const i32 3
// CHECK-NEXT: store %i.1, %1
// CHECK-NEXT: %f.1 = load f32 %f
// CHECK-NEXT: %2 = conv f64 %f.1
// CHECK-NEXT: %3 = sub f64 %2, %d
// CHECK-NEXT: %4 = conv f32 %3
// CHECK-NEXT: store %f, %4
// CHECK-NEXT: %5 = conv f64 %4
// CHECK-NEXT: %6 = add f64 %d, %5
// CHECK-NEXT: %i.2 = load i32 %i.1
// CHECK-NEXT: %7 = conv f64 %i.2
// CHECK-NEXT: %8 = add f64 %6, %7
// CHECK-NEXT: return %8
// CHECK-NEXT: }
GRADC_LOSS double chain(GRADC_WRT double w, int i)
{
    float f;
    double d = f = w;
    return (i = 3, d) + (f -= d) + i;
}

// What keeps its first value is no memory, but where a label may lead past its declaration.
// CHECK-LABEL: func @kept(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %once = mul f64 %w, %w
// CHECK-NEXT: %changed = slot f64
// CHECK: return
GRADC_LOSS double kept(GRADC_WRT double w, int n)
{
    double once = w * w;
    double changed = w;
    for (int i = 0; i < n; i++)
        changed *= once;
    return changed;
}

// CHECK-LABEL: func @passed(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK: %square = slot f64
// CHECK: %cube = slot f64
GRADC_LOSS double passed(GRADC_WRT double w, int n)
{
    switch (n) {
    case 0:;
        double square = w * w;
        return square;
    default:;
        double cube = w * w * w;
        return cube;
    }
}
