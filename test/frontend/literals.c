// Literals keep their spelling and their exact value; macros are looked through.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>
#include <float.h>
#include <limits.h>
#include <math.h>

#define HALF 0.5

// CHECK-LABEL: func @reals(%w: f64 wrt) -> f64 loss {
// CHECK-NEXT: %0 = real f64 3.0 "0x1.8p1"
// CHECK-NEXT: %1 = mul f64 %w, %0
// CHECK-NEXT: %2 = real f32 0.1
// CHECK-NEXT: %3 = conv f64 %2
// CHECK-NEXT: %4 = add f64 %1, %3
// CHECK-NEXT: %5 = real f64 0.001 "1e-3"
// CHECK-NEXT: %6 = add f64 %4, %5
// CHECK-NEXT: %7 = real f64 0.5 ".5"
// CHECK-NEXT: %8 = add f64 %6, %7
// CHECK-NEXT: %9 = conv f80 %8
// CHECK-NEXT: %10 = real f80 1.0 "1."
// CHECK-NEXT: %11 = add f80 %9, %10
// CHECK-NEXT: %12 = real f64 3.141592653589793 "3.14159265358979323846"
// CHECK-NEXT: %13 = conv f80 %12
// CHECK-NEXT: %14 = add f80 %11, %13
// CHECK-NEXT: %15 = real f64 0.5
// CHECK-NEXT: %16 = conv f80 %15
// CHECK-NEXT: %17 = add f80 %14, %16
// CHECK-NEXT: %18 = real f64 2.220446049250313e-16 "2.2204460492503131e-16"
// CHECK-NEXT: %19 = conv f80 %18
// CHECK-NEXT: %20 = add f80 %17, %19
// CHECK-NEXT: %21 = conv f64 %20
// CHECK-NEXT: return %21
// CHECK-NEXT: }
GRADC_LOSS double reals(GRADC_WRT double w)
{
    return w * 0x1.8p1 + 0.1f + 1e-3 + .5 + 1.L + M_PI + HALF + DBL_EPSILON;
}

// CHECK-LABEL: func @integers(%w: f64 wrt) -> f64 loss {
// CHECK-NEXT: %0 = const u32 4294967295
// CHECK-NEXT: %1 = conv f64 %0
// CHECK-NEXT: %2 = mul f64 %w, %1
// CHECK-NEXT: %3 = const i32 8
// CHECK-NEXT: %4 = conv f64 %3
// CHECK-NEXT: %5 = add f64 %2, %4
// CHECK-NEXT: %6 = const i32 97
// CHECK-NEXT: %7 = conv f64 %6
// CHECK-NEXT: %8 = add f64 %5, %7
// CHECK-NEXT: %9 = const u32 7
// CHECK-NEXT: %10 = conv f64 %9
// CHECK-NEXT: %11 = add f64 %8, %10
// CHECK-NEXT: %12 = const i64l 1
// CHECK-NEXT: %13 = conv f64 %12
// CHECK-NEXT: %14 = add f64 %11, %13
// CHECK-NEXT: %15 = const i32 2147483647
// CHECK-NEXT: %16 = conv u32 %15
// CHECK-NEXT: %17 = const u32 2
// CHECK-NEXT: %18 = mul u32 %16, %17
// CHECK-NEXT: %19 = const u32 1
// CHECK-NEXT: %20 = add u32 %18, %19
// CHECK-NEXT: %21 = conv f64 %20
// CHECK-NEXT: %22 = add f64 %14, %21
// CHECK-NEXT: %23 = const i32 2147483647
// CHECK-NEXT: %24 = neg i32 %23
// CHECK-NEXT: %25 = const i32 1
// CHECK-NEXT: %26 = sub i32 %24, %25
// CHECK-NEXT: %27 = conv f64 %26
// CHECK-NEXT: %28 = add f64 %22, %27
// CHECK-NEXT: %29 = const u64 24
// CHECK-NEXT: %30 = conv f64 %29
// CHECK-NEXT: %31 = add f64 %28, %30
// CHECK-NEXT: return %31
// CHECK-NEXT: }
GRADC_LOSS double integers(GRADC_WRT double w)
{
    return w * 0xffffffff + 010 + 'a' + 7u + 1LL + UINT_MAX + INT_MIN + sizeof(double[3]);
}

// Also in the argument of a macro that another file defines.
// CHECK-LABEL: func @argument(
// CHECK: real f80 0.5{{$}}
GRADC_LOSS double argument(GRADC_WRT double w)
{
    return GRADC_STRAIGHT_THROUGH((double)(w * 0.5L), w);
}
