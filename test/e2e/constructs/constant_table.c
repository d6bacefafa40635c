// A constant table stays what it is, whatever function is called or pointer written through: it is
// read again in the reverse sweep, and given to a derivative of the user's.
// RUN: env MODES=grad %check_grad %s
// RUN: env MODES=grad %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static const double knots[4] = {0.25, -0.5, 0.75, 0.125};

double line(const double *knot, double x);
GRADC_VJP(line)
void line_vjp(const double *knot, double *knot_grad, double x, double *x_grad, double seed);

double line(const double *knot, double x)
{
    return knot[0] + knot[1] * x * x;
}

void line_vjp(const double *knot, double *knot_grad, double x, double *x_grad, double seed)
{
    if (knot_grad)
        knot_grad[0] += seed, knot_grad[1] += seed * x * x;
    if (x_grad)
        *x_grad += seed * 2.0 * knot[1] * x;
}

static int depth(int n)
{
    return n <= 1 ? 1 : 1 + depth(n / 2);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = line(knots + 1, w[0]);
    for (int i = 0; i < 3; i++)
        sum += sin(w[1] * knots[i]) * depth(i + 2);
    return sum * w[0];
}

#ifndef __GRADC__
check_gradient_fn f_grad;
#endif
CHECK_GRADIENT_OF(f, f_grad, 2, {0.3, 0.5}, {-0.2, 0.7})
