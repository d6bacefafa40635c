// switch with fall-through, default in the middle, and in a loop.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double choose(double x, double y, int kind)
{
    double r = x;

    switch (kind) {
    case 0:
        r = x * y;
        break;
    case 1:
        r = sin(x);
        /* fall through */
    case 2:
        r = r * r + y;
        break;
    default:
        return x - y * y;
    case 7:
        r += exp(y);
    }
    return r * x;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int i = 0; i < 9; i++) {
        switch (i % 3) {
        case 2:
            continue;
        case 1:
            sum += choose(w[0], w[1], i);
            break;
        default:
            sum *= choose(w[1], w[0] + 0.1 * i, i);
        }
        if (sum > 100.0)
            break;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
