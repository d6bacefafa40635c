// Casts to int in the middle of real arithmetic: derivative zero, index kept.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double table[4] = {1.0, 3.0, -2.0, 0.5};
    double sum = 0.0;

    for (int i = 0; i < 6; i++) {
        const double t = w[0] * (i + 1);
        const int k = (int)t;
        const double fraction = t - k;
        sum += fraction * fraction * table[(k % 4 + 4) % 4] * w[1] + (long)(w[1] * 10.0) * w[0];
    }
    return sum;
}

CHECK_GRADIENT(2, {0.37, 0.55}, {1.71, -1.25}, {2.93, 0.18}, {-0.83, 1.03})
