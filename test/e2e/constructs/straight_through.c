// The value of one expression with the gradient of another.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %gradc %s -I%S/.. -I%gradc_include -fsyntax-only 2>&1 | count 0
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;
    for (int i = 0; i < 2; i++) {
        double x = w[i] * 3.0, q = GRADC_STRAIGHT_THROUGH(round(x), x * x);
        float y = GRADC_STRAIGHT_THROUGH((float)(w[i] > 0.0), (float)sin(x));
        sum += q * q * w[1] + y;
    }
    return sum;
}

#ifndef __GRADC__
/* By the chain rule, with the derivative of x * x in the place of that of round(x). */
static double reference(const double *w, double *w_grad)
{
    for (int i = 0; i < 2; i++) {
        double x = w[i] * 3.0, q = round(x);
        w_grad[i] += 2.0 * q * w[1] * 2.0 * x * 3.0 + cos(x) * 3.0;
        w_grad[1] += q * q;
    }
    return f(w);
}
#endif

CHECK_GRADIENT_BY(reference, 1e-6, 2, {0.31, 0.52}, {-0.22, 0.7}, {1.1, -0.4}, {0.9, 1.3})
