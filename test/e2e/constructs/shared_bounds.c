// Loops that count down from a bound which a loop further out computes: its cached value belongs to
// that loop, not to those between.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double state = w[0];
    int n = w[1] > 0.0 ? 5 : 3;
    for (int k = 2; k > 0; k--) {
        int start = (n + k) % 4;
        for (int i = start; i > 0; i--) {
            for (int j = 0; j < n % 3 + 1; j++) {
                double x = 0.1 * state * i;
                for (int l = start; l > 0; l--) {
                    state = sin(state * w[1] + 0.2 * x * l);
                    x = tanh(x * state) + w[0];
                }
            }
        }
    }
    return state;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, -0.7}, {1.1, -0.4})
