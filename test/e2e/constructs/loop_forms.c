// Loops of many forms, with zero trips, and bounds that the body's data decide.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

#include <stddef.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[7], sum = 0.0, x = w[0];
    const int b = 3, c = 4;
    size_t n = 7;
    unsigned char tiny = 250;

    for (int t = 0; t <= (c - 1) * b - 1; t += b) {
        x = x * w[1] + t * 0.1;
        sum += x * x;
    }
    for (size_t i = n; i-- > 0;)
        a[i] = sin(x * (double)i) + (i + 1 < n ? a[i + 1] * a[i + 1] : w[0]);
    for (int i = 5; i < 5; i++)
        sum *= a[i];
    for (int i = 6; i >= 0; i -= 2)
        sum += a[i] * a[6 - i];
    for (long i = 1; i < 7; i *= 2)
        a[i] *= a[i - 1] + x;
    for (int i = 0, j = 6; i < j; i++, j--)
        a[i] *= a[j] * a[j];
    while (tiny++ != 0)
        x = x * x * 0.5 + w[1];
    for (unsigned k = 3; k; --k)
        for (unsigned m = k; m != 0; m >>= 1)
            sum += a[m] * x * w[0];
    int guard = 0;
    for (;;) {
        if (guard++ > 4 || sum > 50.0)
            break;
        sum = sum * 1.1 + a[guard] * x;
    }
    do
        sum += x * a[guard & 3];
    while (guard-- > 2);
    for (double s = w[0]; s < 2.0; s += 0.5)
        sum += s * s * x;
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.6}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
