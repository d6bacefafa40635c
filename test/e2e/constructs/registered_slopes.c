// Functions of reals whose derivative is for the reverse sweep: forward it is called for the
// slopes. What it does is in the unit, so that it has a derivative itself.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %gradc %s -I%S/.. -I%gradc_include --mode=jvp -o %t.c && FileCheck %s --input-file=%t.c
// CHECK: blend(
// CHECK: blend_vjp({{.*}}, 1.0);
// CHECK: * x_tan
#include "check_gradient.h"

#include <math.h>

double blend(const double *table, double x, int kind, float y);
GRADC_VJP(blend)
void blend_vjp(const double *table, double *table_grad, double x, double *x_grad, int kind, float y,
               float *y_grad, double seed);

double blend(const double *table, double x, int kind, float y)
{
    return kind == 1 ? table[0] * x * x + table[1] * (double)y * x : x;
}

void blend_vjp(const double *table, double *table_grad, double x, double *x_grad, int kind, float y,
               float *y_grad, double seed)
{
    if (table_grad && kind == 1) {
        table_grad[0] += seed * x * x;
        table_grad[1] += seed * y * x;
    }
    if (x_grad)
        *x_grad += kind == 1 ? seed * (2.0 * table[0] * x + table[1] * y) : seed;
    if (y_grad && kind == 1)
        *y_grad += (float)(seed * table[1] * x);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double table[2] = {0.7, -1.3};
    double sum = 0.0;
    for (int i = 0; i < 3; i++) {
        const double x = sin(sum + w[i]);
        sum = 0.5 * sum + blend(table, x, i % 2, 0.5F) * w[1];
    }
    return sum * exp(blend(table, w[2], 1, 0.25F));
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.1}, {-0.2, 0.7, 1.3}, {1.1, -0.4, -2.0}, {0.9, 1.3, 0.4})
