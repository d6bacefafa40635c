// Arrays of several dimensions, and members, that are walked as one row from their first element.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <string.h>

struct layer {
    double weights[2][3];
    double bias[3];
};

static double energy(const double *a, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += a[i] * a[i] * a[n - 1 - i];
    return sum;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double g[2][4], cube[2][2][3], *flat = &g[0][0], *all = &cube[0][0][0], sum = 0.0;
    struct layer layers[2];

    for (int i = 0; i < 8; i++)
        flat[i] = w[i & 1] * i + 0.5;
    for (int i = 0; i < 12; i++)
        all[i] = flat[i & 7] * sin(w[0] + i);
    for (int l = 0; l < 2; l++) {
        double *weights = layers[l].weights[0];
        for (int i = 0; i < 6; i++)
            weights[i] = flat[i + l] * w[1];
        sum += energy(layers[l].weights[0], 6);
    }
    memmove(g[0], g[0] + 1, 6 * sizeof(double));
    for (double *p = g[0]; p != flat + 8; p++)
        *p *= *p * w[0];
    return sum + energy(flat, 8) + energy(all, 12);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 0.3}, {-0.6, -0.8})
