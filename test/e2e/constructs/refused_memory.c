// Active values in memory that can have no adjoint beside it.
// RUN: not %gradc %s -I%gradc_include -I%source_root/test/e2e -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
#include "check_gradient.h"

#include <stdlib.h>

double grid[3];
double *current;

// CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}stored into constant parameter 'trace'
GRADC_LOSS double kept(GRADC_WRT const double *w, double *trace)
{
    for (int i = 0; i < 2; i++)
        // CHECK-DAG: :[[#@LINE+1]]:{{.*}} stored here
        trace[i] = w[i] * w[0];
    return trace[0] * trace[1];
}

GRADC_LOSS double walked(GRADC_WRT const double *w)
{
    current = grid;
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}active values in memory that has no
    *current = w[0] * w[1];
    return *current * *current;
}

GRADC_LOSS double aligned(GRADC_WRT const double *w)
{
    double *p = aligned_alloc(64, 64);
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}active values in memory that has no shadow
    p[0] = w[0] * w[1];
    double y = p[0] * p[0];
    free(p);
    return y;
}
