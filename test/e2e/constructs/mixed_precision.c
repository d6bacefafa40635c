// float and long double between double.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    long double acc = w[0];
    double sum = 0.0;

    for (int i = 0; i < 3; i++) {
        acc = acc * w[1] + sinl(acc) * 0.5L;
        sum += (double)(acc * acc) * w[0];
    }
    return sum + (double)sqrtl(acc * acc + 1.0L);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
