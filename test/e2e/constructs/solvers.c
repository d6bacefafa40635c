// Newton iterations, bisection and power iteration until they converge, with their memory.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double solve(double c, double d, int *steps)
{
    double x = 1.0, last;
    do {
        last = x;
        x -= (x * x * x + c * c * x - d) / (3.0 * x * x + c * c);
        ++*steps;
    } while (fabs(x - last) > 1e-13 && *steps < 200);
    return x;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double m[2][2] = {{2.0, w[0]}, {w[0], 1.0 + w[1] * w[1]}}, v[2] = {1.0, 0.3}, trace[40];
    double old = 0.0, value = 1.0, sum = 0.0;
    int steps = 0, n = 0;

    while (fabs(value - old) > 1e-10 && n < 40) {
        const double u[2] = {m[0][0] * v[0] + m[0][1] * v[1], m[1][0] * v[0] + m[1][1] * v[1]};
        old = value;
        value = sqrt(u[0] * u[0] + u[1] * u[1]);
        for (int i = 0; i < 2; i++)
            v[i] = u[i] / value;
        trace[n++] = value * v[0];
    }
    while (n-- > 0)
        sum = sum * 0.5 + trace[n];
    for (int i = 1; i < 4; i++)
        sum += solve(w[0] + i, value * w[1] + 1.0, &steps) * v[i & 1];
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 0.3})
