// Active values in memory that can have no adjoint beside it.
// RUN: not %gradc %s -I%gradc_include -I%source_root/test/e2e -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
#include "check_gradient.h"

#include <stdlib.h>
#include <string.h>

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

GRADC_LOSS double filled(GRADC_WRT const double *w)
{
    double a[2] = {w[0], w[1]};
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: no derivative for function 'memset' called with active argument
    memset(a, 1, sizeof *a);
    return a[0] * a[1];
}

GRADC_LOSS double other_allocator(GRADC_WRT const double *w)
{
    double *p = valloc(64);
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}active values in memory that has no shadow
    p[0] = w[0] * w[1];
    double y = p[0] * p[0];
    free(p);
    return y;
}

struct buffer {
    double *data;
    int n;
};

GRADC_LOSS double regrown(GRADC_WRT struct buffer *b)
{
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}realloc of active memory that is allocated elsewhere
    b->data = realloc(b->data, 3 * sizeof *b->data);
    b->data[2] = b->data[0] * b->data[1];
    return b->data[2];
}

static double recursive(double **p, int n, double x)
{
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}realloc of active memory that is allocated elsewhere
    *p = realloc(*p, (size_t)n * sizeof **p);
    (*p)[n - 1] = x * n;
    return n > 4 ? (*p)[0] * (*p)[n - 2] : recursive(p, n + 1, x * x);
}

GRADC_LOSS double grown_in_recursion(GRADC_WRT const double *w)
{
    double *p = NULL;
    double y = recursive(&p, 1, w[0]);
    free(p);
    return y;
}

struct row {
    int n;
    double x[];
};

GRADC_LOSS double flexible(GRADC_WRT const double *w, int n)
{
    struct row *row = malloc(sizeof *row + (size_t)n * sizeof(double));
    row->x[0] = w[0];
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}} error: {{.*}}realloc of an active structure with a flexible array member
    row = realloc(row, sizeof *row + (size_t)(n + 1) * sizeof(double));
    double y = row->x[0] * row->x[0];
    free(row);
    return y;
}

// What is constant may come from anywhere.
// CHECK-NOT: 'grown_constant'
GRADC_LOSS double grown_constant(GRADC_WRT const double *w, struct buffer *b)
{
    double *p = realloc(b->data, (size_t)(b->n + 1) * sizeof *p);
    if (!p)
        return 0.0;
    b->data = p;
    b->data[b->n++] = 2.0;
    return b->data[0] * w[0];
}
