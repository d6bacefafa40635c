// Functions that call themselves, differentiated twice: products with the Hessian and all of it, of
// losses that are returned and written, by arrays and reals, with scratch memory.
// RUN: env MODES=grad,hvp,hessian,jacobian %check_grad %s
// RUN: %gradc %s -I%S/.. -I%gradc_include --mode=hvp -o %t.c && FileCheck %s --input-file=%t.h
// RUN: %gradc %s -I%S/.. -I%gradc_include --mode=hessian -o %t.c && not grep -q 'product' %t.h
#include "check_matrix.h"

#include <math.h>
#include <string.h>

static double horner(const double *c, int n, double x)
{
    return n == 0 ? 0.5 : c[0] + sin(x) * horner(c + 1, n - 1, x * c[0]);
}

// CHECK: /* Returns what f returns. Adds its gradient with respect to w to *w_grad, and the derivative of
// CHECK-NEXT: * that along the direction of all _dot to *w_grad_dot.
// CHECK: double f_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot, double b,
// CHECK-NEXT: double b_dot, double *b_grad, double *b_grad_dot);
GRADC_LOSS double f(GRADC_WRT const double w[4], GRADC_WRT double b)
{
    return horner(w, 4, b) * w[1] + b * b;
}

static void scan(int depth, double x, double *state)
{
    state[depth] = depth ? x * state[depth] + cos(x) : x * x;
    if (depth)
        scan(depth - 1, state[depth] * 0.7, state);
}

/* Written, through scratch memory. */
GRADC_LOSS void g(int n, GRADC_WRT const double w[n], GRADC_WORK double state[n],
                  GRADC_OUT double *err)
{
    for (int i = 0; i < n; i++)
        state[i] = w[i] * w[0];
    scan(n - 1, w[0], state);
    *err = 0.0;
    for (int i = 0; i < n; i++)
        *err += state[i] * state[i];
    *err *= w[1];
}

#ifndef __GRADC__
double f_grad(const double *w, double *w_grad, double b, double *b_grad);
double f_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot, double b,
             double b_dot, double *b_grad, double *b_grad_dot);
double f_hessian(const double *w, double *w_grad, double b, double *b_grad, double *hessian);
double f_jacobian(const double *w, double b, double *jacobian);
void g_grad(int n, const double *w, double *w_grad, double *state, double *state_adj, double *err);
void g_hvp(int n, const double *w, const double *w_dot, double *w_grad, double *w_grad_dot,
           double *state, double *state_dot, double *state_adj, double *state_adj_dot, double *err,
           double *err_dot);
void g_hessian(int n, const double *w, double *w_grad, double *state, double *state_adj,
               double *err, double *hessian);

static void f_value(const double *x, double *y)
{
    memset(y, 0, 5 * sizeof *y);
    f_grad(x, y, x[4], y + 4);
}

static void f_matrix(const double *x, double *m)
{
    double y[5] = {0.0}, expected[5], row[5];
    const double value = f_hessian(x, y, x[4], y + 4, m);
    f_value(x, expected);
    f_jacobian(x, x[4], row);
    for (int i = 0; i < 5; i++)
        if (!(fabs(y[i] - expected[i]) < 1e-12 && fabs(row[i] - expected[i]) < 1e-12))
            m[i] = NAN;
    if (!(fabs(value - f(x, x[4])) < 1e-14))
        m[0] = NAN;
}

static void f_product(const double *x, const double *x_dot, double *y_dot)
{
    double y[5] = {0.0};
    f_hvp(x, x_dot, y, y_dot, x[4], x_dot[4], y + 4, y_dot + 4);
}

static void g_value(const double *x, double *y)
{
    double state[4], state_adj[4] = {0.0}, err;
    memset(y, 0, 4 * sizeof *y);
    g_grad(4, x, y, state, state_adj, &err);
}

static void g_matrix(const double *x, double *m)
{
    double y[4] = {0.0}, state[4], state_adj[4] = {0.0}, err, expected;
    g_hessian(4, x, y, state, state_adj, &err, m);
    g(4, x, state, &expected);
    if (!(fabs(err - expected) <= 1e-14 * fabs(expected)))
        m[0] = NAN;
}

static void g_product(const double *x, const double *x_dot, double *y_dot)
{
    double y[4] = {0.0}, state[4], state_dot[4], adj[4] = {0.0}, adj_dot[4] = {0.0}, err, err_dot;
    g_hvp(4, x, x_dot, y, y_dot, state, state_dot, adj, adj_dot, &err, &err_dot);
    double slope = 0.0;
    for (int i = 0; i < 4; i++)
        slope += y[i] * x_dot[i];
    if (!(fabs(slope - err_dot) <= 1e-12 * (1.0 + fabs(slope))))
        y_dot[0] = NAN;
}
#endif

CHECK_MATRICES({"f", 5, 5, f_value, f_matrix, f_product, .is_symmetric = 1},
               {"g", 4, 4, g_value, g_matrix, g_product, .is_symmetric = 1})
