// Scalars and arrays local to a loop body, used nonlinearly, filled by a callee.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static void fill(double out[3], double x, int i)
{
    for (int k = 0; k < 3; k++)
        out[k] = sin(x * (k + 1)) + i;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int i = 0; i < 4; i++) {
        double a[3], b;
        fill(a, w[0] * i + w[1], i);
        b = a[0] * a[1];
        for (int k = 0; k < 3; k++) {
            a[k] = a[k] * a[k] * b;
            b += a[k] * w[1];
        }
        sum += b * b * a[2];
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.0, 0.1})
