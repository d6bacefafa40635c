// Calls of BLAS that cannot be differentiated: what overlaps, what only has the name of a
// routine. Near misses are silent.
// RUN: split-file %s %t
// RUN: %gradc %t/bad.c -I%S/Inputs -I%gradc_include -o %t/out.c -verify
// RUN: %gradc %t/unlike.c -I%S/Inputs -I%gradc_include -o %t/out.c -verify
// RUN: %gradc %t/good.c -I%S/Inputs -I%gradc_include --mode=grad,jvp,hvp -o %t/out.c 2>&1 | count 0
// RUN: FileCheck %s --input-file=%t/out.c
// RUN: %gradc %t/overwritten.c -I%S/Inputs -I%gradc_include -Rinput-overwritten -o %t/out.c -verify
// RUN: %gradc %t/good.c -I%S/Inputs -I%gradc_include --print-ir=frontend -o %t/out.c > %t/good.gir
// RUN: %gradc --from-ir %t/good.gir --pass=fold | FileCheck %s --check-prefix=IR
// IR: declare @cblas_dnrm2 blas
// CHECK: double f_grad(
// CHECK: = cblas_dnrm2(2, [[Y:.*]], 1);
// CHECK: cblas_daxpy(2, {{.*}}, [[Y]], 1, &y_adj[2], 1);
// CHECK-NEXT: cblas_daxpy(2, {{.*}}, &y_adj[2], 1, y_adj, 1);

//--- bad.c
#include <gradc/gradc.h>
#include "some_blas.h"

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double y[4] = {w[0], w[1], w[2], w[3]};
    cblas_daxpy(4, 2.0, y, 1, y, 1); // expected-error {{'y'}}
    // expected-note@some_blas.h:5 {{'cblas_daxpy' writes through one of them}}
    return cblas_dnrm2(4, y, 1);
}

//--- unlike.c
#include <gradc/gradc.h>
#include "some_blas.h"

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    float z[2] = {1.0f, 2.0f};
    return cblas_sdot(2, w, 1, z, 1); // expected-error {{no derivative for function 'cblas_sdot'}}
    // expected-note@some_blas.h:7 {{declared here}}
}

//--- good.c
#include <gradc/gradc.h>
#include "some_blas.h"

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double y[4] = {w[0], w[1], w[2], w[3]};
    cblas_daxpy(2, -1.0, y, 1, y + 2, 1);
    return cblas_dnrm2(2, y + 2, 1);
}

//--- overwritten.c
#include <gradc/gradc.h>
#include "some_blas.h"

GRADC_LOSS double f(GRADC_WRT double *w, double *work)
{
    cblas_dscal(2, 0.5, w, 1); // expected-remark {{'w'}}
    return w[0] * w[1];
}
