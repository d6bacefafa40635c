// switch over active data in nested loops: break, continue, return, and nested switches.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double pick(int kind, double x)
{
    switch (kind) {
    case 0:
        return x * x;
    case 1:
        x += 1.0;
        /* fall through */
    case 2:
        x *= x;
        break;
    case 4:
        for (int i = 0; i < 3; i++) {
            if (x > 2.0)
                break;
            x = x * x + 0.5;
        }
        break;
    }
    return sin(x);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[4] = {w[0], w[1], w[0] * w[1], 1.0}, sum = 0.0;

    for (int i = 0; i < 12; i++) {
        double *p = &a[i & 3], before = *p;
        switch (i % 5) {
        default:
            *p *= before + 0.1;
            /* fall through */
        case 3:
            *p += sin(before) * a[(i + 1) & 3];
            break;
        case 1:
            if (before < 0.2)
                continue;
            switch (i & 3) {
            case 1:
                *p = -*p * *p;
                break;
            default:
                before *= *p;
            }
            sum += before * before;
            break;
        case 2:
            if (sum > 30.0)
                return sum * a[0];
        }
        sum += pick(i % 6, *p) * before;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
