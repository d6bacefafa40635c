/* Functions that derivatives need and that C lacks. Header-only; generated files include it where
 * they use one. Valid in C99 and C++. */
#ifndef GRADC_SPECIAL_H
#define GRADC_SPECIAL_H

#include <math.h>

/* The digamma function, the derivative of lgamma: reflected to positive arguments (6.3.7), raised
 * by recurrence to where the asymptotic series is exact to long double (6.3.5, 6.3.18). NaN at zero
 * and at negative integers, where it has poles. Source: Abramowitz & Stegun, Handbook of
 * Mathematical Functions, section 6.3. */
static inline long double gradc_digammal(long double x)
{
    const long double pi = 3.141592653589793238462643383279502884L;
    long double result = 0.0L;
    if (x <= 0.0L) {
        if (x == floorl(x))
            return NAN;
        /* The tangent has period pi: only the fraction counts, and it is exact. */
        result = -pi / tanl(pi * (x - floorl(x)));
        x = 1.0L - x;
    }
    for (; x < 16.0L; x += 1.0L)
        result -= 1.0L / x;
    const long double u = 1.0L / (x * x);
    const long double series =
        u * (1.0L / 12 -
             u * (1.0L / 120 -
                  u * (1.0L / 252 -
                       u * (1.0L / 240 -
                            u * (1.0L / 132 -
                                 u * (691.0L / 32760 - u * (1.0L / 12 - u * (3617.0L / 8160))))))));
    return result + logl(x) - 0.5L / x - series;
}

/* The trigamma function, the derivative of digamma: reflected (6.4.7), raised by recurrence
 * (6.4.6), by the asymptotic series (6.4.12). NaN where it has poles. Source: as above,
 * section 6.4. */
static inline long double gradc_trigammal(long double x)
{
    const long double pi = 3.141592653589793238462643383279502884L;
    long double result = 0.0L, sign = 1.0L;
    if (x <= 0.0L) {
        if (x == floorl(x))
            return NAN;
        const long double s = sinl(pi * (x - floorl(x)));
        result = pi * pi / (s * s);
        sign = -1.0L;
        x = 1.0L - x;
    }
    for (; x < 16.0L; x += 1.0L)
        result += sign / (x * x);
    const long double u = 1.0L / (x * x);
    const long double series =
        u * (1.0L / 6 -
             u * (1.0L / 30 -
                  u * (1.0L / 42 -
                       u * (1.0L / 30 -
                            u * (5.0L / 66 -
                                 u * (691.0L / 2730 - u * (7.0L / 6 - u * (3617.0L / 510))))))));
    return result + sign * (1.0L / x + 0.5L * u + series / x);
}

/* The other forms round the form in long double. */
#define GRADC_ROUNDED(name)                                                                        \
    static inline double name(double x)                                                            \
    {                                                                                              \
        return (double)name##l(x);                                                                 \
    }                                                                                              \
    static inline float name##f(float x)                                                           \
    {                                                                                              \
        return (float)name##l(x);                                                                  \
    }
GRADC_ROUNDED(gradc_digamma)
GRADC_ROUNDED(gradc_trigamma)
#undef GRADC_ROUNDED

/* frexp, modf and remquo by single results. */
#define GRADC_SPLIT(real, form)                                                                    \
    static inline real gradc_mantissa##form(real x)                                                \
    {                                                                                              \
        int exponent;                                                                              \
        return frexp##form(x, &exponent);                                                          \
    }                                                                                              \
    static inline int gradc_exponent##form(real x)                                                 \
    {                                                                                              \
        int exponent = 0;                                                                          \
        (void)frexp##form(x, &exponent);                                                           \
        return exponent;                                                                           \
    }                                                                                              \
    static inline real gradc_fraction##form(real x)                                                \
    {                                                                                              \
        real whole;                                                                                \
        return modf##form(x, &whole);                                                              \
    }                                                                                              \
    static inline int gradc_quotient##form(real x, real y)                                         \
    {                                                                                              \
        int quotient = 0;                                                                          \
        (void)remquo##form(x, y, &quotient);                                                       \
        return quotient;                                                                           \
    }
GRADC_SPLIT(double, )
GRADC_SPLIT(float, f)
GRADC_SPLIT(long double, l)
#undef GRADC_SPLIT

#endif
