// Pointers that are swapped, aliased, and walk.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x[3], y[3], *p = x, *q = y, sum = 0.0;
    const double *walk = w;

    for (int i = 0; i < 3; i++) {
        x[i] = *walk++ + i;
        y[i] = w[i] * w[2 - i];
    }
    for (int step = 0; step < 5; step++) {
        for (int i = 0; i < 3; i++)
            q[i] = sin(p[i]) * p[(i + 1) % 3] + 0.3 * q[i];
        double *t = p;
        p = q;
        q = t;
    }
    double *alias = &p[1];
    *alias *= p[0];
    alias[1] += *alias * *alias;
    for (const double *end = p + 3; p != end; p++)
        sum += *p * *p;
    return sum + q[0] * q[2];
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6}, {0.9, 1.3, -0.5})
