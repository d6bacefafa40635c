// A differentiated global that the loss depends on in none of its branches that can be reached: its
// gradient is there all the same, and zero.
// RUN: env MODES=grad,jvp %check_grad %s -w
// RUN: %gradc %s -w -I%S/.. -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.h
// CHECK: extern double weights_grad[2];
#include "check_gradient.h"

GRADC_WRT double weights[2];
GRADC_WRT double bias;

GRADC_LOSS double loss(void)
{
    const int n = 2;
    if (n % 2 == 0)
        return bias * bias;
    return weights[0] * weights[1] * bias;
}

#ifndef __GRADC__
double loss_grad(void);
double loss_jvp(double *loss_dot);
extern double weights_grad[2], weights_dot[2], bias_grad, bias_dot;

static double value(const double *w)
{
    weights[0] = w[0];
    weights[1] = w[1];
    bias = w[2];
    return loss();
}

static double gradient(const double *w, double *w_grad)
{
    (void)value(w);
    weights_grad[0] = weights_grad[1] = bias_grad = 0.0;
    const double result = loss_grad();
    w_grad[0] += weights_grad[0];
    w_grad[1] += weights_grad[1];
    w_grad[2] += bias_grad;
    return result;
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    (void)value(w);
    weights_dot[0] = v[0];
    weights_dot[1] = v[1];
    bias_dot = v[2];
    return loss_jvp(f_dot);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, 0, 3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0})
