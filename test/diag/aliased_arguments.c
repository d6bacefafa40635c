// A function with a derivative of its own writes through one argument what it reads through another.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

void scale(const double *in, double *out, int n); // expected-note {{'scale' writes through one of them; its derivative would take one adjoint for the other}}
GRADC_VJP(scale) void scale_vjp(const double *in, double *in_grad, double *out, double *out_grad,
                                int n);

GRADC_LOSS double in_place(GRADC_WRT const double *w)
{
    double v[2] = {w[0], w[1]};
    scale(v, v, 2); // expected-error {{'v' and 'v' overlap at this call}}
    return v[0] * v[1];
}

GRADC_LOSS double windows(GRADC_WRT const double *w)
{
    double v[3] = {w[0], w[1], 0.0};
    // expected-error@+2 {{'v' and 'v' overlap at this call}}
    // expected-note@6 {{'scale' writes through one of them; its derivative would take one adjoint for the other}}
    scale(v, v + 1, 2);
    return v[1] * v[2];
}

GRADC_LOSS double apart(GRADC_WRT const double *w)
{
    double v[2];
    scale(w, v, 2);
    return v[0] * v[1];
}
