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
