// Loops whose end depends on data; a bound that changes in the loop.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x = w[0] + 2.0, sum = 0.0;
    int n = 3;

    while (fabs(x * x - w[1]) > 1e-12)
        x = 0.5 * (x + w[1] / x);
    for (int i = 0; i < n; i++) {
        sum += x * i * w[0];
        if (i == 1)
            n += 2;
    }
    double y = w[0];
    do {
        y = y * y * 0.5 + 0.3 * w[1];
        sum += y;
    } while (y > 0.4 && sum < 20.0);
    return sum * x;
}

CHECK_GRADIENT(2, {0.3, 1.5}, {0.2, 2.7}, {1.1, 0.4}, {0.9, 1.3})
