// All compound assignments, comma, conversions between int and real.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

enum { SCALE = 3 };
#define SQUARE(x) ((x) * (x))

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x = w[0], y = w[1];
    float single = (float)SCALE;
    int k = 7;
    unsigned char small = 250;

    x += y * SCALE;
    x -= SQUARE(y);
    x *= (k /= 2, k + w[0]);
    x /= 1.5 + y * y;
    k <<= 2;
    k |= 1;
    k ^= 5;
    k %= 6;
    small += 10;
    y += k > 3 ? small * x : (double)single / k;
    x = -y + +x * !k;
    return x * y + (1 / 2) * x + 1 / 2.0 * y;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
