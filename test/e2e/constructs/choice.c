// ?: of values and of pointers, active and constant, and of short circuits.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static const double fixed[2] = {0.7, -1.3};

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double local[2] = {w[0] * w[1], w[1]}, sum = 0.0;

    for (int i = 0; i < 4; i++) {
        const double *p = i == 0 ? w : i == 1 ? local : fixed;
        double x = w[0] > 0.5 ? p[1] * p[0] : p[0];
        sum += x * w[1] + (w[1] > 0.6 && x > 0.1 ? x * x : -x);
        sum += w[0] > 1.0 || sum < 0.0 ? sum * p[i & 1] : 0.0;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
