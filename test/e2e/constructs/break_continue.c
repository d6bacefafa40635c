// break, continue and return out of nested loops.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int i = 0; i < 8; i++) {
        double x = w[0] * i;
        if (i == 2)
            continue;
        for (int j = 0; j < 5; j++) {
            x = sin(x) + w[1] * j;
            if (x > 2.5)
                break;
            if (j == i)
                continue;
            sum += x * x * w[0];
            if (sum > 40.0)
                return sum * w[1];
        }
        sum += x * w[1];
        if (i > 5 && x > 0.5)
            break;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.5, 0.25}, {-1.0, 1.0}, {1.5, 0.7}, {3.0, 2.0})
