// Functions whose derivative the user wrote: reals, pointers that are read and written, calls in
// loops and branches.
// RUN: env MODES=grad %check_grad %s
// RUN: env MODES=grad %check_grad %s --strategy=store
// RUN: %gradc %s -I%S/.. -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.c
// CHECK: double table_value(const double *table, int n, double x);
// CHECK: void table_value_vjp(const double *table, double *table_grad, int n, double x, double *x_grad,
// CHECK-NEXT: double seed);
#include "check_gradient.h"

#include <math.h>

double table_value(const double *table, int n, double x);
GRADC_VJP(table_value) void table_value_vjp(const double *table, double *table_grad, int n,
                                            double x, double *x_grad, double seed);
static void rotate(const double *angle, double *v);
GRADC_VJP(rotate) static void rotate_vjp(const double *angle, double *angle_grad, double *v,
                                         double *v_grad);

/* A polynomial that the derivative treats by Horner's rule. */
double table_value(const double *table, int n, double x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += table[i] * pow(x, i);
    return sum;
}

void table_value_vjp(const double *table, double *table_grad, int n, double x, double *x_grad,
                     double seed)
{
    double slope = 0.0, power = 1.0;
    for (int i = n - 1; i > 0; i--)
        slope = slope * x + table[i] * i;
    if (x_grad)
        *x_grad += seed * slope;
    for (int i = 0; i < n && table_grad; i++, power *= x)
        table_grad[i] += seed * power;
}

/* v = (cos, sin) of an angle that it does not depend on otherwise. */
static void rotate(const double *angle, double *v)
{
    v[0] = cos(*angle);
    v[1] = sin(*angle);
}

static void rotate_vjp(const double *angle, double *angle_grad, double *v, double *v_grad)
{
    (void)v;
    if (angle_grad)
        *angle_grad += v_grad[1] * cos(*angle) - v_grad[0] * sin(*angle);
    v_grad[0] = v_grad[1] = 0.0;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double fixed[3] = {1.0, -0.5, 0.25};
    double sum = 0.0, v[2];
    for (int i = 0; i < 4; i++) {
        sum = 0.5 * sum + table_value(w, 3, sin(sum + i));
        if (sum > 0.337)
            sum += table_value(fixed, 3, w[1] * sum) * table_value(w, 2, 0.5);
    }
    rotate(&w[2], v);
    return sum * v[0] + v[1] * w[0];
}

#ifndef __GRADC__
check_gradient_fn f_grad;
#endif

CHECK_GRADIENT_OF(f, f_grad, 3, {0.3, 0.5, 0.1}, {-0.2, 0.7, 1.3}, {1.1, -0.4, -2.0},
                  {0.9, 1.3, 0.4})
