// A callee that calls itself.
// RUN: not %gradc %s -I%gradc_include -I%source_root/test/e2e -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
#include "check_gradient.h"

static double power(double x, int n)
{
    // CHECK: :[[#@LINE+1]]:{{.*}} error: {{.*}}a recursive call of 'power'
    return n == 0 ? 1.0 : x * power(x, n - 1);
}

GRADC_LOSS double recursive(GRADC_WRT const double *w)
{
    return power(w[0], 3) * w[1];
}
