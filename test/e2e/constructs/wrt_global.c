// Differentiation by a global variable.
// RUN: env MODES=grad,jvp %check_grad %s
// RUN: env MODES=grad,jvp %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_WRT double weights[2];

GRADC_LOSS double loss(const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < 3; i++)
        sum += sin(weights[0] * x[i]) * weights[1];
    return sum * weights[1];
}

#ifndef __GRADC__
double loss_grad(const double *x);
extern double weights_grad[2];
double loss_jvp(const double *x, double *loss_dot);
extern double weights_dot[2];

static const double data[3] = {0.5, -1.0, 2.0};

static double value(const double *w)
{
    weights[0] = w[0];
    weights[1] = w[1];
    return loss(data);
}

static double gradient(const double *w, double *w_grad)
{
    weights[0] = w[0];
    weights[1] = w[1];
    weights_grad[0] = weights_grad[1] = 0.0;
    const double result = loss_grad(data);
    w_grad[0] += weights_grad[0];
    w_grad[1] += weights_grad[1];
    return result;
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    weights[0] = w[0];
    weights[1] = w[1];
    weights_dot[0] = v[0];
    weights_dot[1] = v[1];
    return loss_jvp(data, f_dot);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, 0, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {1.9, 1.3})
