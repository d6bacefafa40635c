// The derivative that the user wrote is called when the sweep comes back: what its function read
// must still be there.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

double norm(const double *x, int n);
GRADC_VJP(norm) void norm_vjp(const double *x, double *x_grad, int n, double seed);

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double v[2] = {w[0], w[1]};
    // expected-error@+1 {{cannot differentiate a call of 'norm' whose arguments are overwritten later}}
    double first = norm(v, 2);
    v[0] *= w[1];
    return first * v[0];
}
