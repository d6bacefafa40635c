// Pointers chosen by control flow, kept in structs and arrays, and to pointers.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

struct view {
    double *data;
    int n;
};

static void bump(double **slot, double *to)
{
    **slot += *to * **slot;
    *slot = to;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[2] = {w[0], 1.0}, b[2] = {w[1], w[0] * w[1]}, sum = 0.0;
    struct view views[3] = {{a, 2}, {b, 2}, {b + 1, 1}}, kept;
    double *table[2] = {a, b}, *p = a;

    for (int i = 0; i < 3; i++) {
        kept = views[i];
        for (int k = 0; k < kept.n; k++)
            sum += kept.data[k] * kept.data[k];
        if (w[0] > 0.5 && i == 1)
            p = table[i];
        bump(&p, i & 1 ? &b[1] : a + 1);
        table[i & 1] = views[2 - i].data;
        *table[i & 1] *= sin(sum);
    }
    return sum * *p + a[0] * b[1] + a[1] * b[0];
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, 0.4}, {0.9, 1.3})
