// Constant tables, a scratch array of file scope, and a differentiated global.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

const double table[3] = {0.5, -1.0, 2.0};
double scratch[3];

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int t = 0; t < 3; t++) {
        for (int i = 0; i < 3; i++)
            scratch[i] = w[i % 2] * table[i] + t;
        sum += scratch[0] * scratch[1] * sin(scratch[2]);
    }
    return sum;
}

CHECK_GRADIENT(2, {0.31, 0.52}, {1.2, -0.7}, {2.1, 0.4}, {0.9, -0.3})
