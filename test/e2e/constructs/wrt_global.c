// Differentiation by a global variable, twice.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %gradc %s -I%S/.. -I%gradc_include --mode=hvp -o %t.c && FileCheck %s --input-file=%t.h
// CHECK-DAG: /* The gradient of the loss with respect to a global is added here. */{{[[:space:]]}}extern double weights_grad[2];
// CHECK-DAG: /* The direction of derivatives, as far as it is a global's. */{{[[:space:]]}}extern double weights_dot[2];
// CHECK-DAG: /* The derivative of that gradient along the direction is added here. */{{[[:space:]]}}extern double weights_grad_dot[2];
// CHECK: double loss_hvp(const double *x);
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
double loss_hvp(const double *x);
extern double weights_grad_dot[2];

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

static double product(const double *w, const double *v, double *w_grad, double *w_grad_dot)
{
    for (int i = 0; i < 2; i++) {
        weights[i] = w[i];
        weights_dot[i] = v[i];
        weights_grad[i] = weights_grad_dot[i] = 0.0;
    }
    const double result = loss_hvp(data);
    for (int i = 0; i < 2; i++) {
        w_grad[i] += weights_grad[i];
        w_grad_dot[i] += weights_grad_dot[i];
    }
    return result;
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {1.9, 1.3})
