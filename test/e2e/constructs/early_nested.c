// return from loops in callees that are called in loops, before and after writes.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double first_above(const double *a, int n, double bound)
{
    for (int i = 0; i < n; i++) {
        double local = a[i] * a[i];
        for (int k = 0; k < i; k++) {
            local += 0.2 * a[k];
            if (local > bound + 2.0)
                return local * a[k];
        }
        if (local > bound)
            return a[i] * bound;
    }
    return bound * 0.5;
}

static int update(double *a, int n, double x)
{
    if (x < -3.0)
        return 0;
    for (int i = 0; i < n; i++) {
        a[i] = a[i] * 0.7 + x * a[(i + 1) % n];
        if (a[i] > 1.5)
            return i;
    }
    a[0] *= x;
    return n;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[4] = {w[0], w[1], w[0] + w[1], w[0] * w[1]}, sum = 0.0;

    for (int i = 0; i < 5; i++) {
        const double x = first_above(a, 4, 0.1 * i);
        const int stopped = update(a, 4, x);
        if (stopped == 0) {
            sum += x * x;
            continue;
        }
        sum += a[stopped & 3] * x;
        if (sum > 20.0)
            return sum * w[0];
    }
    return sum * a[1];
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
