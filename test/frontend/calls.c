// Calls: of this unit's functions, of headers' inline ones, of external ones, of math.h.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: FileCheck %s --check-prefix=STATIC < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include "Inputs/inline.h"
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>

double outside(double x, float f);

static int forward(int n);

// STATIC-LABEL: func @local(%x: f64, %n: i32) -> f64 static {
// STATIC-NEXT: %0 = call i32 @forward(%n)
// STATIC-NEXT: %1 = conv f64 %0
// STATIC-NEXT: %2 = mul f64 %x, %1
// STATIC-NEXT: return %2
// STATIC-NEXT: }
static double local(double x, int n)
{
    return x * forward(n);
}

// STATIC-LABEL: func @forward(%n: i32) -> i32 static {
// STATIC-NEXT: %0 = const i32 0
// STATIC-NEXT: %1 = ne %n, %0
// STATIC-NEXT: %2 = if i32 %1 {
// STATIC-NEXT: %3 = const i32 1
// STATIC-NEXT: %4 = sub i32 %n, %3
// STATIC-NEXT: %5 = call i32 @forward(%4)
// STATIC-NEXT: yield %5
// STATIC-NEXT: } else {
// STATIC-NEXT: %6 = const i32 1
// STATIC-NEXT: yield %6
// STATIC-NEXT: }
// STATIC-NEXT: return %2
// STATIC-NEXT: }
static int forward(int n)
{
    return n ? forward(n - 1) : 1;
}

// CHECK-LABEL: func @functions(%w: f64 wrt, %c: char) -> f64 loss {
// CHECK-NEXT: %0 = string ptr<const char> "\"%g %d\\n\""
// CHECK-NEXT: %1 = ptrcast ptr<char> %0
// CHECK-NEXT: %2 = conv i32 %c
// CHECK-NEXT: %3 = call i32 @printf(%0, %w, %2)
// CHECK-NEXT: %4 = conv i32 %c
// CHECK-NEXT: %5 = call f64 @local(%w, %4)
// CHECK-NEXT: %6 = call f64 @square(%w)
// CHECK-NEXT: %7 = add f64 %5, %6
// CHECK-NEXT: %8 = const i32 1
// CHECK-NEXT: %9 = conv f64 %8
// CHECK-NEXT: %10 = const i32 2
// CHECK-NEXT: %11 = conv f32 %10
// CHECK-NEXT: %12 = call f64 @outside(%9, %11)
// CHECK-NEXT: %13 = add f64 %7, %12
// CHECK-NEXT: return %13
// CHECK-NEXT: }
GRADC_LOSS double functions(GRADC_WRT double w, char c)
{
    printf("%g %d\n", w, c);
    return local(w, c) + square(w) + outside(1, 2);
}

// CHECK-LABEL: func @math(%w: f64 wrt, %f: f32) -> f64 loss {
// CHECK-NEXT: %0 = sin f64 %w
// CHECK-NEXT: %1 = sin f32 %f
// CHECK-NEXT: %2 = conv f64 %1
// CHECK-NEXT: %3 = add f64 %0, %2
// CHECK-NEXT: %4 = fabs f64 %w
// CHECK-NEXT: %5 = add f64 %3, %4
// CHECK-NEXT: %6 = const i32 1
// CHECK-NEXT: %7 = conv f32 %6
// CHECK-NEXT: %8 = fmax f32 %f, %7
// CHECK-NEXT: %9 = conv f64 %8
// CHECK-NEXT: %10 = add f64 %5, %9
// CHECK-NEXT: %11 = conv f80 %10
// CHECK-NEXT: %12 = conv f80 %w
// CHECK-NEXT: %13 = sqrt f80 %12
// CHECK-NEXT: %14 = add f80 %11, %13
// CHECK-NEXT: %15 = const i32 2
// CHECK-NEXT: %16 = conv f64 %15
// CHECK-NEXT: %17 = pow f64 %w, %16
// CHECK-NEXT: %18 = conv f80 %17
// CHECK-NEXT: %19 = add f80 %14, %18
// CHECK-NEXT: %20 = ne %w, %w
// CHECK-NEXT: %21 = conv i32 %20
// CHECK-NEXT: %22 = conv f80 %21
// CHECK-NEXT: %23 = add f80 %19, %22
// CHECK-NEXT: %24 = stop f64 %w
// CHECK-NEXT: %25 = conv f80 %24
// CHECK-NEXT: %26 = add f80 %23, %25
// CHECK-NEXT: %27 = stop f32 %f
// CHECK-NEXT: %28 = conv f80 %27
// CHECK-NEXT: %29 = add f80 %26, %28
// CHECK-NEXT: %30 = conv f64 %29
// CHECK-NEXT: return %30
// CHECK-NEXT: }
GRADC_LOSS double math(GRADC_WRT double w, float f)
{
    return sin(w) + sinf(f) + fabs(w) + fmaxf(f, 1) + sqrtl(w) + pow(w, 2) + isnan(w) +
           gradc_stop(w) + gradc_stop(f);
}
