// Copies whose ends are chosen between active memory and memory that happens to be constant.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <string.h>

struct ends {
    double v[2], *at;
};

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double fixed[4] = {1.0, 2.0, 3.0, 4.0}, a[4] = {w[0], w[1], w[0] * w[1], 1.0}, out[4], sum = 0.0;
    struct ends one = {{w[0], 2.0}, a}, two = {{3.0, 1.5}, fixed}, got;

    for (int i = 0; i < 3; i++) {
        memcpy(out, i == 1 ? fixed : a, sizeof out);
        memmove(w[0] > 0.5 ? out : a, (i == 2 ? fixed : out) + 1, 2 * sizeof *out);
        got = i == 0 ? two : one;
        for (int k = 0; k < 2; k++)
            sum += out[k] * got.v[k] * got.at[k + i % 2] * w[1] + a[k] * a[k];
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
