// The real that GRADC_STRAIGHT_THROUGH takes the gradient of is read from memory and nowhere else
// used: no trace of the reading may be left outside of the branch that it stands in.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static int depth(int n)
{
    return n <= 1 ? 1 : 1 + depth(n / 2);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double v[3] = {w[0], w[1] * w[0], 0.5};
    double sum = 0.0;
    for (int i = 0; i < 3; i++) {
        double x = v[0];
        if (i != 1)
            x = GRADC_STRAIGHT_THROUGH(v[depth(i) % 3] + 0.25, v[depth(i) % 3]);
        v[i] += sin(x) * w[1];
        sum += v[i] * x;
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4})
