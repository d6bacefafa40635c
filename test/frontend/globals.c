// Variables with static storage: tables are repeated in the output, others are the source's.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// CHECK: global @weight: [2 x f64] wrt
// CHECK: global @gain: f64 fixed
// CHECK: global @table: [3 x f64] static const text "static const double table[3] = {1., 2., 0.5};"
// CHECK: global @size: i32 const
// CHECK: global @gradc_globals_local: [2 x f32] static local const text "static const float gradc_globals_local[] = {1, 2};"
// CHECK: global @count: i32
#include <gradc/gradc.h>

static const double table[3] = {1.0, 2.0, 0x1p-1};
const int size = 3;
GRADC_WRT double weight[2];
extern GRADC_CONST double gain;

// CHECK-LABEL: func @globals(%x: f64, %i: i32) -> f64 loss {
// CHECK-NEXT: %0 = global ptr<const [3 x f64]> @table
// CHECK-NEXT: %1 = const i64 0
// CHECK-NEXT: %2 = elem ptr<const f64> %0, %1
// CHECK-NEXT: %3 = elem ptr<const f64> %0, %i
// CHECK-NEXT: %4 = load f64 %3
// CHECK-NEXT: %5 = mul f64 %x, %4
// CHECK-NEXT: %6 = global ptr<[2 x f64]> @weight
// CHECK-NEXT: %7 = const i64 0
// CHECK-NEXT: %8 = elem ptr<f64> %6, %7
// CHECK-NEXT: %9 = const i32 1
// CHECK-NEXT: %10 = elem ptr<f64> %6, %9
// CHECK-NEXT: %11 = load f64 %10
// CHECK-NEXT: %12 = mul f64 %5, %11
// CHECK-NEXT: %13 = global ptr<f64> @gain
// CHECK-NEXT: %gain = load f64 %13
// CHECK-NEXT: %14 = mul f64 %12, %gain
// CHECK-NEXT: %15 = global ptr<const i32> @size
// CHECK-NEXT: %size = load i32 %15
// CHECK-NEXT: %16 = conv f64 %size
// CHECK-NEXT: %17 = add f64 %14, %16
// CHECK-NEXT: %18 = global ptr<const [2 x f32]> @gradc_globals_local
// CHECK-NEXT: %19 = const i64 0
// CHECK-NEXT: %20 = elem ptr<const f32> %18, %19
// CHECK-NEXT: %21 = elem ptr<const f32> %18, %i
// CHECK-NEXT: %22 = load f32 %21
// CHECK-NEXT: %23 = conv f64 %22
// CHECK-NEXT: %24 = add f64 %17, %23
// CHECK-NEXT: %25 = global ptr<i32> @count
// CHECK-NEXT: %count = load i32 %25
// CHECK-NEXT: %26 = conv f64 %count
// CHECK-NEXT: %27 = add f64 %24, %26
// CHECK-NEXT: return %27
// CHECK-NEXT: }
GRADC_LOSS double globals(double x, int i)
{
    static const float local[] = {1, 2};
    extern int count;
    return x * table[i] * weight[1] * gain + size + local[i] + count;
}
