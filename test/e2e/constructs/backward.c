// Loops that count down, by steps, with several counters, and not at all.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stddef.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[10], sum = 0.0;
    const size_t n = 10;
    const int b = 3, c = 4;

    for (size_t i = n; i-- > 0;)
        a[i] = w[i % 2] * (double)(i + 1);
    for (int i = 8; i >= 0; i -= 2)
        a[i] *= a[i + 1] * 0.1;
    for (int i = 0, j = 9; i < j; i++, j--)
        sum += sin(a[i]) * a[j];
    for (int t = 0; t <= (c - 1) * b - 1; t += b)
        sum *= 1.0 + 0.1 * a[t] * w[0];
    for (int i = 5; i < 5; i++)
        sum = a[i] * 1e9;
    for (unsigned i = 9; i > 6; i--)
        sum += a[i] * a[i] * w[1];
    for (long i = -3; i != 2; i++)
        sum += a[i + 3] * (double)i * w[0] * w[0];
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
