// Arrays that are updated in place, and states that overwrite themselves.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[6] = {1.0, w[0], w[1], 0.5, w[0] * w[1], 2.0}, state = w[0], loss = 0.0;

    for (int t = 0; t < 3; t++) {
        for (int i = 1; i < 6; i++)
            a[i] = a[i] * a[i - 1] + 0.1 * a[(i + t) % 6];
        state = tanh(state * w[1] + a[t]);
        a[t] += state;
        loss += state * a[5];
    }
    for (int i = 0; i < 6; i++) {
        a[i] *= a[i];
        loss -= a[i] * a[5 - i] * 0.01;
    }
    return loss;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
