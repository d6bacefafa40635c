// What has a first derivative, but no second one.
// RUN: not %gradc %s -I%S/.. -I%gradc_include --mode=hvp -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
#include "check_gradient.h"

double table(double x);
GRADC_VJP(table) void table_vjp(double x, double *x_grad, double seed);

GRADC_LOSS double registered(GRADC_WRT const double *w)
{
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: no derivative for function 'table_vjp' called with active argument
    return table(w[0]) * w[1];
}
