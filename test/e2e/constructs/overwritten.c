// A differentiated parameter that the loss overwrites.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double loss(GRADC_WRT double *x, int n)
{
    double sum = 0.0;
    for (int i = 1; i < n; i++) {
        x[i] = x[i] * x[i - 1] + sin(x[i]);
        sum += x[i] * x[i];
    }
    x[0] = sum;
    return x[0] * x[n - 1];
}

#ifndef __GRADC__
double loss_grad(double *x, double *x_grad, int n);
double loss_jvp(double *x, double *x_dot, int n, double *loss_dot);
double loss_hvp(double *x, double *x_dot, double *x_grad, double *x_grad_dot, int n);

static double value(const double *w)
{
    double x[3] = {w[0], w[1], w[2]};
    return loss(x, 3);
}

static double gradient(const double *w, double *w_grad)
{
    double x[3] = {w[0], w[1], w[2]}, x_grad[3] = {0.0};
    const double result = loss_grad(x, x_grad, 3);
    for (int i = 0; i < 3; i++)
        w_grad[i] += x_grad[i];
    return result;
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    double x[3] = {w[0], w[1], w[2]}, x_dot[3] = {v[0], v[1], v[2]};
    return loss_jvp(x, x_dot, 3, f_dot);
}

static double product(const double *w, const double *v, double *g, double *g_dot)
{
    double x[3] = {w[0], w[1], w[2]}, x_dot[3] = {v[0], v[1], v[2]};
    return loss_hvp(x, x_dot, g, g_dot, 3);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6})
