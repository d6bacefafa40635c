// Truth values as numbers, compared, added and multiplied: what is written of it has no warning.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

static double count(double x, int n)
{
    double sum = x * (!n + 2) + !(x > 0.2) * x;
    if (!n > 2)
        sum *= x;
    if (!n == n - 1)
        sum += x * x;
    if (!n == 0)
        sum -= 0.5 * x;
    return (x > 0.1) > (n & 1) ? sum * x : sum;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;
    for (int i = 0; i < 4; i++)
        sum += count(w[i & 1], i) * w[0];
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
