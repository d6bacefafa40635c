// ++ and assignments inside indices and conditions.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[8] = {0}, x, sum = 0.0;
    int i = 0, n = 6;

    a[i++] = w[0];
    a[i++] = w[0] * w[1];
    a[i] = a[i - 1] * a[0];
    x = sin(a[i]);
    a[++i] = x;
    while (n-- > 2)
        a[n] *= a[n - 2 < 0 ? 0 : n - 2] + w[1];
    if ((x = a[2] * w[0]) > 0.0 && (sum += x) < 100.0)
        sum *= x;
    else
        sum -= x, x = sum * w[1];
    i = 0;
    do {
        sum += a[i] * (x *= w[0] + i);
    } while (++i < 4);
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
