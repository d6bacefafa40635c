// Conditions with side effects, mixed kinds of truth, chains, comma, and negations.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static int positive(double *x)
{
    *x *= 1.1;
    return *x > 0.0;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x = w[0], y = w[1], z, sum = 0.0;
    int k = 0, flags = 5;

    for (int i = 0; i < 6; i++) {
        if (positive(&x) && (positive(&y) || !positive(&x)) && k++ < 4)
            sum += x * y;
        else if ((z = x * y, z > -0.5) || (k += 2) > 3)
            sum -= z * z;
        sum += x > y ? x > 0.5 ? x * x : y * x : (y *= 1.2, y) * 0.5;
        flags = (flags >> 1) ^ (x < y);
        sum += flags & 1 ? (x += 0.1 * y) : (y -= 0.1 * x * x);
        k = !k ? 3 : k - (sum > 1.0);
        sum += (double)(x > 0.0 && y > 0.0) * x + !(y > x) * y;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
