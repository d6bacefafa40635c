/* What inline_header.c includes. */
#ifndef INLINE_HEADER_H
#define INLINE_HEADER_H

#include <math.h>

#define EPS 0x1.8p-3
#define INLINE_NORM(p) sqrt((p).first *(p).first + (p).second * (p).second + EPS)

struct inline_pair {
    double first, second;
};

static inline double inline_soft(double x)
{
    return log1p(exp(-fabs(x))) + fmax(x, 0.0);
}

static const double inline_steps[2] = {0.5, 0.25};
static double inline_never_changed[2] = {1.5, -0.5};

/* A table within a function, and those around it. */
static inline double inline_series(double x)
{
    static const double coefficients[3] = {1.0, -0.5, 0.125};
    double sum = 0.0;

    for (int i = 2; i >= 0; i--)
        sum = sum * x + coefficients[i];
    return sum * inline_steps[1] + x * inline_never_changed[1];
}

/* Recursion of what is not differentiated stays a call. */
static inline int inline_digits(int n)
{
    return n < 10 ? 1 : 1 + inline_digits(n / 10);
}

static inline struct inline_pair inline_pair_of(double x, double y)
{
    const struct inline_pair p = {x * y, inline_soft(y)};
    return p;
}

#endif
