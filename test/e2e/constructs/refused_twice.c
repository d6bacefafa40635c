// What has a first derivative, but no second one.
// RUN: not %gradc %s -I%S/.. -I%gradc_include --mode=hvp -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
#include "check_gradient.h"

#include <math.h>

GRADC_WRT double weight;

GRADC_LOSS double gamma_twice(GRADC_WRT const double *w)
{
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: no derivative for function 'gradc_digamma'
    return lgamma(w[0]) * w[1];
}

// CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: cannot differentiate twice with respect to a global
GRADC_LOSS double weighted(double x)
{
    return weight * weight * x;
}
