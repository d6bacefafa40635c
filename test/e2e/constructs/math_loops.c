// Every rule of math.h inside a loop over values that are overwritten.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x = w[0], y = w[1], sum = 0.0;

    for (int i = 0; i < 3; i++) {
        const double u = 0.5 + 0.4 * sin(x), v = 0.8 * cos(y);
        x = sqrt(u) + cbrt(u) * exp2(v) + expm1(v) - log2(u) * log10(u) + log1p(u);
        y = tan(v) + asin(v) - acos(v) * atan(u) + sinh(v) * cosh(u);
        x *= tanh(u) + asinh(v) + acosh(1.0 + u) + atanh(v) * erf(u) + erfc(v);
        y += fabs(v) * pow(u, v) + pow(u, 3.0) + pow(u, 2) * pow(v, 2.0) + pow(2.0, v);
        x += atan2(u, v) * hypot(u, v) + fmax(u, v) * fmin(u, v) - fdim(u, v) + fdim(v, u);
        y += fmod(3.0 * u, 0.7) + remainder(v, 0.9) + copysign(u, v) * fma(u, v, u);
        x += floor(u * 3.0) * v + ceil(v) * u + trunc(u) + round(v) * u + rint(u) * v;
        x += nearbyint(u) * v;
        sum += x * y * 0.1;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
