// What has no gradient that is surely right is refused where it stands, all of it in one run.
// RUN: not %gradc %s -I%gradc_include -I%source_root/test/e2e -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
#include "check_gradient.h"

#include <math.h>
#include <stdlib.h>

static int order(const void *a, const void *b)
{
    return *(const double *)a < *(const double *)b;
}

GRADC_LOSS double sorted(GRADC_WRT double *w)
{
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: no derivative for function 'qsort' called with active argument
    qsort(w, 2, sizeof *w, order);
    return w[0];
}

static void halve(double *x)
{
    *x *= 0.5;
}

GRADC_LOSS double beside(GRADC_WRT const double *w)
{
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: no derivative for function 'nextafter' called with active argument
    const double up = nextafter(w[0], 9.0);
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: no derivative for function 'nexttoward' called with active argument
    return up + nexttoward(w[0], 9.0L);
}

GRADC_LOSS double cleaned(GRADC_WRT const double *w)
{
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}a variable with '__attribute__((cleanup))'
    __attribute__((cleanup(halve))) double y = w[0];
    return y * w[1];
}

GRADC_LOSS double jumps(GRADC_WRT const double *w)
{
    double x = w[0];
    {
    again:
        x = x * w[1] + sin(x);
    }
    if (x < 2.0)
        // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}a backward goto
        goto again;
    return x;
}
