// Statements with attributes, behind pragmas for compilers or for OpenMP: what only advises.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double chosen(double x, int n)
{
    switch (n) {
    case 0:
        x *= 2.0;
        __attribute__((fallthrough));
    case 1:
        x = sin(x);
        break;
    default:
        x += 1.0;
    }
    return x;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;
#pragma GCC unroll 2
    for (int i = 0; i < 4; i++)
        sum += chosen(w[i & 1], i) * w[0];
#pragma omp parallel for reduction(+ : sum)
    for (int i = 0; i < 3; i++) {
#pragma GCC ivdep
        for (int k = 0; k < 2; k++)
            sum += w[k] * w[0] * i;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4})
