// Returns from nested blocks and loops.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double search(const double *w, double start)
{
    for (int i = 0; i < 10; i++) {
        start = start * w[0] + w[1];
        if (start < -5.0)
            return start * start;
        for (int j = 0; j < i; j++) {
            if (start > 4.0) {
                if (j & 1)
                    return start * w[1];
                break;
            }
            start += 0.1 * j * w[1];
        }
    }
    return sin(start);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    if (w[0] > 2.5)
        return w[0] * w[1] * w[1];
    {
        const double x = search(w, 1.0);
        if (x > 10.0)
            return x * x;
    }
    return search(w, w[1]) + search(w, w[0]);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {1.2, 0.7}, {1.9, -0.4}, {3.0, 1.3}, {-1.5, 2.0})
