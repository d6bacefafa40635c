// A loss that is written through a pointer, and a second loss in the file.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double square(double x)
{
    return x * x;
}

GRADC_LOSS void first(GRADC_WRT const double *w, GRADC_OUT double *err)
{
    *err = w[0];
    for (int i = 0; i < 3; i++)
        *err = *err * w[1] + square(w[0]) * i;
    if (*err > 2.0)
        *err *= *err;
}

GRADC_LOSS double second(GRADC_WRT const double *w)
{
    double e = square(w[0] * w[1]);
    return e * w[1];
}

#ifndef __GRADC__
void first_grad(const double *w, double *w_grad, double *err);
double second_grad(const double *w, double *w_grad);

static double value(const double *w)
{
    double err;
    first(w, &err);
    return err + second(w);
}

static double gradient(const double *w, double *w_grad)
{
    double err;
    first_grad(w, w_grad, &err);
    return err + second_grad(w, w_grad);
}
#endif

CHECK_GRADIENT_OF(value, gradient, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {1.9, 1.3})
