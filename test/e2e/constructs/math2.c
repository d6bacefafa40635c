// Functions of math.h of two and three arguments, and a power by a constant.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double x = w[0], y = w[1];
    return pow(x, y) + pow(y + 3.0, 2.0) * pow(x, 3.0) + pow(x, 1.0) * pow(x, 0.5) + atan2(y, x) +
           hypot(x, y) * y + fmax(x, y) * fmin(x * y, 0.3) + fdim(x, y) + fmod(7.3 * x, y + 3.0) +
           remainder(5.1 * x, 1.7) * y + copysign(x, y) * x + fma(x, y, x * x);
}

CHECK_GRADIENT(2, {0.31, 0.52}, {1.2, -0.7}, {2.1, 0.4}, {0.9, -0.3})
