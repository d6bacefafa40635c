/* Functions of complex.h, and the derivatives of some, by the parts of their arguments and results.
 * Header-only; generated files include it where they use one. Valid in C99; in C++, which has no
 * complex.h of C's, it declares nothing. */
#ifndef GRADC_COMPLEX_H
#define GRADC_COMPLEX_H

#ifndef __cplusplus
#include <complex.h>

/* x + iy, exactly: C99 has no CMPLX. */
#define GRADC_PAIR(real, form)                                                                     \
    static inline real _Complex gradc_pair##form(real x, real y)                                   \
    {                                                                                              \
        const union {                                                                              \
            real parts[2];                                                                         \
            real _Complex z;                                                                       \
        } pair = {{x, y}};                                                                         \
        return pair.z;                                                                             \
    }
GRADC_PAIR(double, )
GRADC_PAIR(float, f)
GRADC_PAIR(long double, l)
#undef GRADC_PAIR

/* Derivatives, in factors that neither cancel near their singularities nor overflow:
 *     casin_slope   1 / sqrt(1 - z^2)
 *     cacosh_slope  1 / (sqrt(z - 1) sqrt(z + 1))
 *     catan_slope   1 / (1 + z^2)
 *     ctan_slope    1 / cos^2 z
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 4.3, 4.4 and 4.6. */
#define GRADC_SLOPES(real, form)                                                                   \
    static inline real _Complex gradc_casin_slope##form(real _Complex z)                           \
    {                                                                                              \
        const real x = creal##form(z), y = cimag##form(z);                                         \
        return 1 / csqrt##form(gradc_pair##form(1 - x, -y)) /                                      \
               csqrt##form(gradc_pair##form(1 + x, y));                                            \
    }                                                                                              \
    static inline real _Complex gradc_cacosh_slope##form(real _Complex z)                          \
    {                                                                                              \
        const real x = creal##form(z), y = cimag##form(z);                                         \
        return 1 / csqrt##form(gradc_pair##form(x - 1, y)) /                                       \
               csqrt##form(gradc_pair##form(x + 1, y));                                            \
    }                                                                                              \
    static inline real _Complex gradc_catan_slope##form(real _Complex z)                           \
    {                                                                                              \
        const real x = creal##form(z), y = cimag##form(z);                                         \
        return 1 / gradc_pair##form(1 - y, x) / gradc_pair##form(1 + y, -x);                       \
    }                                                                                              \
    static inline real _Complex gradc_ctan_slope##form(real _Complex z)                            \
    {                                                                                              \
        const real _Complex c = ccos##form(z);                                                     \
        return 1 / c / c;                                                                          \
    }
GRADC_SLOPES(double, )
GRADC_SLOPES(float, f)
GRADC_SLOPES(long double, l)
#undef GRADC_SLOPES

#define GRADC_PARTS_OF(function, real, name, form)                                                 \
    static inline real gradc_re_##name##form(real x, real y)                                       \
    {                                                                                              \
        return creal##form(function##form(gradc_pair##form(x, y)));                                \
    }                                                                                              \
    static inline real gradc_im_##name##form(real x, real y)                                       \
    {                                                                                              \
        return cimag##form(function##form(gradc_pair##form(x, y)));                                \
    }
#define GRADC_PARTS(function, name)                                                                \
    GRADC_PARTS_OF(function, double, name, )                                                       \
    GRADC_PARTS_OF(function, float, name, f)                                                       \
    GRADC_PARTS_OF(function, long double, name, l)
GRADC_PARTS(clog, clog)
GRADC_PARTS(csqrt, csqrt)
GRADC_PARTS(ctan, ctan)
GRADC_PARTS(ctanh, ctanh)
GRADC_PARTS(casin, casin)
GRADC_PARTS(cacos, cacos)
GRADC_PARTS(catan, catan)
GRADC_PARTS(casinh, casinh)
GRADC_PARTS(cacosh, cacosh)
GRADC_PARTS(catanh, catanh)
GRADC_PARTS(gradc_casin_slope, casin_slope)
GRADC_PARTS(gradc_cacosh_slope, cacosh_slope)
GRADC_PARTS(gradc_catan_slope, catan_slope)
GRADC_PARTS(gradc_ctan_slope, ctan_slope)
#undef GRADC_PARTS
#undef GRADC_PARTS_OF
#endif

#endif
