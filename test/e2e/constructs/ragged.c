// Inner loops whose bounds depend on outer counters or on data.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const int lengths[4] = {3, 0, 5, 2};
    double acc = 1.0, sum = 0.0;

    for (int i = 0; i < 4; i++) {
        double local = w[0];
        for (int j = 0; j < lengths[i]; j++) {
            local = local * w[1] + sin(acc);
            for (int k = j; k < i; k++)
                acc += local * acc * 0.05;
        }
        for (int j = 0; j <= i; j++)
            sum += local * local * acc;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
