// A loss in float throughout, against a gradient by hand.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static float dot(const float *a, const float *b)
{
    float sum = 0.0f;
    for (int i = 0; i < 2; i++)
        sum += a[i] * b[i];
    return sum;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const float x[2] = {(float)w[0], (float)w[1]}, y[2] = {x[1], 2.0f};
    return expf(dot(x, y)) * x[0];
}

#ifndef __GRADC__
static double by_hand(const double *w, double *w_grad)
{
    const double e = exp(w[0] * w[1] + 2.0 * w[1]);
    w_grad[0] += e + w[0] * e * w[1];
    w_grad[1] += w[0] * e * (w[0] + 2.0);
    return e * w[0];
}
#endif

CHECK_GRADIENT_BY(by_hand, 1e-5, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
