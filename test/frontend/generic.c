// A _Generic selection by a type instead of an expression, which clang reads.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend | FileCheck %s
#include <gradc/gradc.h>

typedef double real;

// CHECK-LABEL: func @f(
// CHECK: %[[SQUARE:.*]] = mul f64 %w, %w
// CHECK-NEXT: %[[SUM:.*]] = add f64 %[[SQUARE]], %w
// CHECK-NEXT: return %[[SUM]]
GRADC_LOSS double f(GRADC_WRT double w)
{
    return _Generic(double, real: w * w, default: 2.0) + _Generic(float, double: 3.0, default: w);
}
