// A function that calls itself, with the seed of the caller's.
// RUN: env MODES=vjp %check_grad %s
// RUN: env MODES=vjp %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double fold(const double *w, int n, double x)
{
    return n == 0 ? x : 0.5 * fold(w, n - 1, sin(x * w[n - 1])) * w[0] + fold(w, n - 1, x) * x;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return fold(w, 3, w[1]) + w[2];
}

#ifndef __GRADC__
double f_vjp(const double *w, double *w_grad, double seed);

/* The gradient is what a seed gives, without the seed. */
static double gradient(const double *w, double *w_grad)
{
    const double seed = -2.5;
    double seeded[3] = {0.0, 0.0, 0.0};
    double value = f_vjp(w, seeded, seed);
    for (int i = 0; i < 3; i++)
        w_grad[i] += seeded[i] / seed;
    return value;
}
#endif

CHECK_GRADIENT_OF(f, gradient, 3, {0.3, 0.5, 0.1}, {-0.2, 0.7, 1.3}, {1.1, -0.4, 0.8})
