// Losses through pointers that are read back, and two losses in a file.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double norm(const double *v, int n)
{
    double sum = 0.0;
    while (n-- > 0)
        sum += v[n] * v[n];
    return sqrt(sum + 0.1);
}

GRADC_LOSS void first(GRADC_WRT const double w[3], GRADC_OUT double *err)
{
    double trace[3];

    *err = 0.0;
    for (int i = 0; i < 3; i++) {
        trace[i] = w[i] * w[0] + (i ? trace[i - 1] * trace[i - 1] : 0.0);
        *err += trace[i] * sin(w[i]);
        *err *= 1.0 + 0.1 * w[1];
    }
    *err += norm(trace, 3);
}

GRADC_LOSS double second(GRADC_WRT const double w[3], GRADC_WRT double scale)
{
    double v[3] = {w[2], w[0] * scale, scale * scale};
    return norm(v, 3) * norm(w, 2);
}

#ifndef __GRADC__
void first_grad(const double w[3], double w_grad[3], double *err);
double second_grad(const double w[3], double w_grad[3], double scale, double *scale_grad);

static double value(const double *w)
{
    double err;
    first(w, &err);
    return err + second(w, w[1]);
}

static double gradient(const double *w, double *w_grad)
{
    double err, scale_grad = 0.0;
    first_grad(w, w_grad, &err);
    err += second_grad(w, w_grad, w[1], &scale_grad);
    w_grad[1] += scale_grad;
    return err;
}
#endif

CHECK_GRADIENT_OF(value, gradient, 3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6},
                  {0.9, 1.3, -0.5})
