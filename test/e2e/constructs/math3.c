// Functions of math.h with integer operands and results, with two results, and Bessel functions:
// values as in the source, bit for bit; what rounds has no derivative.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double split(double x, double *scale)
{
    int exponent, quotient;
    double whole;
    const double mantissa = frexp(x, &exponent);
    const double fraction = modf(3.0 * x + 0.01, &whole);
    const double rest = remquo(x, 0.37, &quotient);

    *scale = ldexp(mantissa, 2 - exponent) + (quotient & 7) + whole;
    return scalbn(fraction, exponent) * rest + scalbln(mantissa * x, 3L);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x = w[0], y = w[1], scale, sum = 0.0;
    const long steps = lround(2.0 + fabs(x)) + lrint(0.3 * y);
    const long long more = llround(y) - llrint(x);

    for (long i = 0; i < steps; i++)
        sum += split(x + 0.3 * (double)i, &scale) * scale * y;
    sum += ilogb(x) * x + logb(y) * y + (double)more * x * y;
    sum += j0(x) * j1(y) + jn(2, x * y) - jn(-1, x);
    return sum + y0(fabs(x)) * y1(fabs(y)) + yn((int)steps, 2.0 + x * x) +
           (double)ldexpf((float)1.5f, (int)more) * x;
}

CHECK_GRADIENT(2, {0.31, 0.52}, {1.2, -0.7}, {2.1, 0.4}, {0.9, -0.3}, {-1.72, 2.2})
