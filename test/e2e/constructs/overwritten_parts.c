// Differentiated parameters that are overwritten in loops, in part, and read after it.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double loss(GRADC_WRT double a[4], GRADC_WRT double *b, GRADC_WRT double c)
{
    double sum = c;

    for (int t = 0; t < 3; t++) {
        for (int i = 1; i < 4; i++)
            a[i] = a[i] * a[i - 1] + c;
        if (t == 1)
            a[0] = 0.5;
        *b *= a[t + 1];
        c = c * *b + a[0];
        sum += c * a[3];
    }
    return sum * a[2] + *b;
}

#ifndef __GRADC__
double loss_grad(double a[4], double a_grad[4], double *b, double *b_grad, double c,
                 double *c_grad);

static double value(const double *w)
{
    double a[4] = {w[0], w[1], w[2], w[0]}, b = w[1];
    return loss(a, &b, w[2]);
}

static double gradient(const double *w, double *w_grad)
{
    double a[4] = {w[0], w[1], w[2], w[0]}, b = w[1], a_grad[4] = {0.0}, b_grad = 0.0;
    const double result = loss_grad(a, a_grad, &b, &b_grad, w[2], w_grad + 2);
    w_grad[0] += a_grad[0] + a_grad[3];
    w_grad[1] += a_grad[1] + b_grad;
    w_grad[2] += a_grad[2];
    return result;
}
#endif

CHECK_GRADIENT_OF(value, gradient, 3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6},
                  {0.9, 1.3, -0.5})
