// Allocation inside loops and callees.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stdlib.h>

static double *scaled(const double *w, int n, double s)
{
    double *out = malloc((size_t)n * sizeof *out);
    for (int i = 0; i < n; i++)
        out[i] = w[i] * s + i;
    return out;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int i = 1; i < 4; i++) {
        double *a = scaled(w, 3, sum + i);
        double *b = calloc(3, sizeof(double));
        for (int k = 0; k < 3; k++)
            b[2 - k] += a[k] * a[k] * w[i - 1];
        sum = tanh(0.1 * b[0] * b[1] + b[2]) + 0.1 * sum;
        free(a);
        free(b);
    }
    return sum;
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6}, {0.9, 1.3, -0.5})
