// The macros of tgmath.h are the functions of math.h for the type of their arguments.
// RUN: %check_grad %s -w
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <tgmath.h>

static double in_long(long double x, int n)
{
    return (double)(sqrt(1.0L + x * x) * pow(x * x + 1.0L, 1.5) + fma(x, 2.0, 1.0) + ldexp(x, n));
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    int exponent;
    const double x = w[0], y = w[1];
    double sum = sin(x) * exp(y) + atan2(x, 2) + hypot(x, y) + fmax(x, y) + fabs(x - y);

    sum += frexp(x, &exponent) * y + scalbn(x, 2) + fmod(7.3 * x, y + 3) + lround(x) * y;
    sum += floor(x) * y + carg(x) * y + tanh(x) + erf(y) + lgamma(3 + x) + copysign(x, y);
    return sum + in_long(x * y, exponent) + cbrt(2.5 + x);
}

CHECK_GRADIENT(2, {0.31, 0.52}, {1.2, -0.7}, {2.1, 0.4}, {0.9, -0.3})
