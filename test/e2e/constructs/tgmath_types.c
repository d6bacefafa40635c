// The macros of tgmath.h that have derivatives, for all real and complex types.
// RUN: %check_grad %s -w
#include "check_gradient.h"

#include <complex.h>
#include <tgmath.h>

/* Of one argument, real or complex. */
#define BOTH(x)                                                                                    \
    (acos(x) + asin(x) + atan(x) + acosh((x) + 2) + asinh(x) + atanh(x) + cos(x) + sin(x) +        \
     tan(x) + cosh(x) + sinh(x) + tanh(x) + exp(x) + log(x) + pow(x, 1.5f) + sqrt(x))
/* The others, of positive reals below 1. */
#define REAL(x, y)                                                                                 \
    (atan2(x, y) + cbrt(x) + ceil(x) * (y) + copysign(x, y) + erf(x) + erfc(x) + exp2(x) +         \
     expm1(x) + fabs(x) + fdim(x, y) + floor(x) * (y) + fma(x, y, x) + fmax(x, y) + fmin(x, y) +   \
     fmod(x, y) + frexp(x, &exponent) + hypot(x, y) + ilogb(x) * (y) + ldexp(x, 3) +               \
     lgamma((x) + 1) + llrint(x) * (y) + llround(x) * (y) + log10(x) + log1p(x) + log2(x) +        \
     logb(x) * (y) + lrint(x) * (y) + lround(x) * (y) +    \
     nearbyint(x) * (y) + remainder(x, y) + remquo(x, y, &exponent) + rint(x) * (y) +              \
     round(x) * (y) + scalbn(x, 2) + scalbln(x, 2L) + tgamma((x) + 1) + trunc(x) * (y) + carg(x) + \
     cimag(x) + conj(x) + cproj(x) + creal(x))
#define PARTS(z) (carg(z) + cimag(z) + conj(z) * cproj(z) + creal(z) + fabs(z))

/* The sums of a real type; the second factor keeps the imaginary part. */
#define SUM(real, suffix)                                                                          \
    static double sum##suffix(const double *w)                                                     \
    {                                                                                              \
        int exponent;                                                                              \
        const real x = (real)w[0], y = (real)w[1];                                                 \
        const real complex z = x + y * I, sum = BOTH(z) + PARTS(z) + REAL(x, y);                   \
        return (double)(creal(sum) * (cimag(sum) + BOTH(x)));                                      \
    }
SUM(float, f)
SUM(double, d)
SUM(long double, l)

GRADC_LOSS double wide(GRADC_WRT const double *w)
{
    return sumd(w) + suml(w);
}

GRADC_LOSS double twice(GRADC_WRT const double *w)
{
    return 2.0 * sumd(w);
}

GRADC_LOSS double narrow(GRADC_WRT const double *w)
{
    return 2.0 * sumf(w);
}

#ifndef __GRADC__
check_gradient_fn wide_grad, twice_grad, narrow_grad;
check_tangent_fn wide_jvp, narrow_jvp;
check_product_fn wide_hvp;

/* Powers of complex numbers are rounded in another way than the library does. Differences of float
 * are coarse. */
int main(void)
{
    static const double points[] = {0.31, 0.57, 0.73, 0.21, 0.41, 0.93, 0.15, 0.35};
    const struct check_subject by_differences = {wide, wide_grad, 0,        1e-7,
                                                 2,    wide_jvp,  wide_hvp, 1};
    const struct check_subject by_double = {narrow, narrow_grad, twice_grad, 1e-4,
                                            2,      narrow_jvp,  0,          1};
    return check_gradient(&by_differences, points, 4) | check_gradient(&by_double, points, 4);
}
#endif
