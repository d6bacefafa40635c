// Functions of math.h of one argument.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double x = w[0], y = w[1];
    return sqrt(x) + cbrt(x) * exp(y) + exp2(x * y) + expm1(x) * log(x) + log2(x) + log10(x) * y +
           log1p(x) + sin(x) * cos(y) + tan(y) + asin(y) * acos(y) + atan(x) + sinh(y) * cosh(x) +
           tanh(x * y) + asinh(x) + acosh(x + 1.5) + atanh(y) + erf(x) * erfc(y) + fabs(y) * x +
           floor(x) * y + ceil(y) * x + trunc(x) * y + round(x) * y + rint(y) * x;
}

CHECK_GRADIENT(2, {0.31, 0.52}, {1.2, -0.7}, {2.1, 0.4}, {0.9, -0.3})
