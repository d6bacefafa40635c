// realloc is one operation on counted objects; of null it is malloc.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// RUN: %gradc %s -I%gradc_include --print-ir=after-adjoint | FileCheck %s --check-prefix=ADJOINT
// RUN: %gradc %s -I%gradc_include --print-ir --mode=jvp | FileCheck %s --check-prefix=TANGENT
#include <gradc/gradc.h>
#include <stdlib.h>

// CHECK-LABEL: func @f(
// CHECK: %[[p:.*]] = malloc f64, %
// CHECK: %[[q:.*]] = realloc ptr<f64> %{{.*}}, %
// CHECK-NOT: ptrcast
// CHECK: free %
// ADJOINT-LABEL: func @f_grad(
// ADJOINT: = realloc ptr<f64> %
// ADJOINT: tape.block f64, %
// ADJOINT: tape.block f64, %
// ADJOINT: = tape.count u64 %
// TANGENT-LABEL: func @f_jvp(
// TANGENT: = realloc ptr<f64> %p,
// TANGENT: if ptr<f64> %
// TANGENT-NEXT: = realloc ptr<f64> %p_tan,
// TANGENT-NOT: calloc
GRADC_LOSS double f(GRADC_WRT double w, unsigned n)
{
    double *p = realloc(NULL, sizeof *p);
    p[0] = w;
    p = realloc(p, n * sizeof *p);
    const double x = p[0] * p[0];
    free(p);
    return x;
}
