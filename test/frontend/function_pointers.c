// Functions as values, and calls through pointers to them.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// RUN: %gradc %s -I%gradc_include --pass=inline | FileCheck %s --check-prefix=INLINE
#include <gradc/gradc.h>
#include <math.h>

static double square(double x)
{
    return x * x;
}

// CHECK: global @table: [2 x ptr<fn "double (*%)(double)">] static const text
// CHECK-SAME: points to @sin ptr<fn "double (*%)(double)">, @square ptr<fn "double (*%)(double)">
// CHECK: declare @"*table[n]" indirect
// CHECK: declare @"*op" indirect
static double (*const table[2])(double) = {sin, square};

static double apply(double op(double), double x)
{
    return (*op)(x);
}

// CHECK-LABEL: func @known(
// CHECK: %0 = func ptr<fn "double (*%)(double)"> @square
// CHECK: call f64 @apply(%0, %w)
// INLINE-LABEL: func @known(
// INLINE-NOT: call
// INLINE: mul f64 %w, %w
GRADC_LOSS double known(GRADC_WRT double w)
{
    return apply(square, w);
}

// A choice keeps no call through the pointer where all targets are known.
// INLINE-LABEL: func @chosen(
// INLINE: [[P:%.*]] = load ptr<fn "double (*%)(double)">
// INLINE: [[F:%.*]] = func ptr<fn "double (*%)(double)"> @sin
// INLINE: [[IS:%.*]] = eq [[P]], [[F]]
// INLINE: if f64 [[IS]] {
// INLINE-NEXT: sin f64 %w
// INLINE: } else {
// INLINE-NOT: call
// INLINE: mul f64 %w, %w
// INLINE: }
GRADC_LOSS double chosen(GRADC_WRT double w, int n)
{
    return table[n](w);
}

// CHECK-LABEL: func @apply(%op: ptr<fn "double (*%)(double)">, %x: f64) -> f64 static
// CHECK-NEXT: %0 = call f64 @"*op"(%op, %x)
