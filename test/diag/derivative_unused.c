// A derivative that the user wrote and that no loss needs.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-derivative-unused 2>&1 | count 0
#include <gradc/gradc.h>

double used(double x);
GRADC_VJP(used) void used_vjp(double x, double *x_grad, double seed);
double unused(double x);
// expected-warning@+1 {{derivative of 'unused' is never used}}
GRADC_VJP(unused) void unused_vjp(double x, double *x_grad, double seed);

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return used(w[0]) * w[1];
}
