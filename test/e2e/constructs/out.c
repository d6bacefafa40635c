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

void first_jvp(const double *w, const double *w_dot, double *err, double *err_dot);
double second_jvp(const double *w, const double *w_dot, double *second_dot);
void first_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot,
               double *err, double *err_dot);
double second_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot);

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

static double tangent(const double *w, const double *v, double *f_dot)
{
    double err, first_dot, second_dot;
    first_jvp(w, v, &err, &first_dot);
    const double rest = second_jvp(w, v, &second_dot);
    *f_dot = first_dot + second_dot;
    return err + rest;
}

static double product(const double *w, const double *v, double *g, double *g_dot)
{
    double err, err_dot, expected;
    first_hvp(w, v, g, g_dot, &err, &err_dot);
    first_jvp(w, v, &err, &expected);
    return fabs(err_dot - expected) < 1e-12 ? err + second_hvp(w, v, g, g_dot) : NAN;
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {1.9, 1.3})
