// By-value scalars, several differentiated parameters, constant ones between.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double loss(GRADC_WRT double a, const double *x, GRADC_WRT const double b[2], int n,
                       GRADC_WRT double c)
{
    double sum = c;

    for (int i = 0; i < n; i++) {
        sum += a * x[i] * b[i & 1] * sin(c);
        a *= 1.1 + c;
    }
    return sum * a;
}

#ifndef __GRADC__
double loss_grad(double a, double *a_grad, const double *x, const double b[2], double *b_grad,
                 int n, double c, double *c_grad);

double loss_jvp(double a, double a_dot, const double *x, const double b[2], const double b_dot[2],
                int n, double c, double c_dot, double *loss_dot);
double loss_hvp(double a, double a_dot, double *a_grad, double *a_grad_dot, const double *x,
                const double b[2], const double b_dot[2], double b_grad[2], double b_grad_dot[2],
                int n, double c, double c_dot, double *c_grad, double *c_grad_dot);

static const double data[3] = {0.5, -1.0, 2.0};

static double value(const double *w)
{
    return loss(w[0], data, w + 1, 3, w[3]);
}

static double gradient(const double *w, double *w_grad)
{
    return loss_grad(w[0], w_grad, data, w + 1, w_grad + 1, 3, w[3], w_grad + 3);
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    return loss_jvp(w[0], v[0], data, w + 1, v + 1, 3, w[3], v[3], f_dot);
}

static double product(const double *w, const double *v, double *g, double *g_dot)
{
    return loss_hvp(w[0], v[0], g, g_dot, data, w + 1, v + 1, g + 1, g_dot + 1, 3, w[3], v[3],
                    g + 3, g_dot + 3);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 4, {0.3, 0.5, 0.2, 0.1}, {-0.2, 0.7, 1.0, 0.4},
                  {1.1, -0.4, 0.6, -0.3})
