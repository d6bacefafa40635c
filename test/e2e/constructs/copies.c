// memcpy, memmove over overlaps, memset.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <string.h>

struct pair {
    double a, b[2];
};

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x[6], y[6];
    struct pair p[2] = {{w[0], {w[1], 1.0}}, {w[2], {2.0, w[0]}}}, q[2];

    for (int i = 0; i < 6; i++)
        x[i] = w[i % 3] * (i + 1);
    memcpy(y, x, sizeof y);
    memmove(x + 1, x, 4 * sizeof *x);
    memmove(y, y + 2, 3 * sizeof(double));
    memset(x + 3, 0, sizeof(double) * 1);
    memcpy(q, p, sizeof p);
    p[1] = p[0];
    double sum = 0.0;
    for (int i = 0; i < 6; i++)
        sum += x[i] * y[5 - i] * y[i];
    return sum + q[1].a * q[0].b[0] * p[1].a + q[1].b[1] * p[1].b[0];
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6}, {0.9, 1.3, -0.5})
