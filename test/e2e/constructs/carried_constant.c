// A variable that no iteration changes: its constant is needed in the loop and behind it. And what
// compilers warn about: comparisons of arrays, of a value with itself, assignments to itself.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stddef.h>

static double use(const double *p, const double *q, double x)
{
    if (!p)
        return x;
    if (p == q)
        x *= 2.0;
    if (q && p < q + 2)
        x = sin(x);
    return x * p[0];
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double y = w[0] * w[1], sum = 0.0, z = 0.3, a[3] = {w[0], w[1], 0.5}, b[3] = {w[1], 0.2, y};
    int n = 3;

    for (int i = 0, e = 3; i < e; i++, e -= 1) {
        for (int j = 0; j < 2; j++) {
            if (y > 1.7)
                return sum * z;
            if (n % 3 == 1)
                z -= 0.1;
        }
        sum += w[0];
    }
    for (int i = 0; i < 3; i++) {
        sum += use(a, a, sum) + use(a, b, a[i]) * use(b, NULL, y);
        b[i] += tanh(sum) * (a == b ? 2.0 : a[2 - i]);
        y = n > 2 ? y : z;
    }
    return sum + y + z * b[1];
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8}, {1.5, 1.4})
