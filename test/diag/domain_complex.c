// Complex logarithms and roots of what may be 0, and of what is kept from it in several ways.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-domain -Wno-singular-derivative 2>&1 | count 0
#include <complex.h>
#include <gradc/gradc.h>
#include <math.h>

GRADC_LOSS double unknown(GRADC_WRT const double *w)
{
    double complex z = w[0] + w[1] * I;
    // expected-warning@+3 {{argument of 'clog' may be zero; the loss and its gradient would be infinite}}
    // expected-note@+2 {{'z.re' is in [-inf, inf]}}
    // expected-note@+1 {{guard it by an 'if' that excludes 0}}
    return creal(clog(z));
}

GRADC_LOSS double root(GRADC_WRT const double *w)
{
    double complex z = w[0] + w[1] * I, r;
    // expected-warning@+3 {{derivative of 'csqrt' is infinite at 0}}
    // expected-note@+2 {{'z.re' is in [-inf, inf]}}
    // expected-note@+1 {{guard it by an 'if' that excludes 0}}
    r = csqrt(z);
    return creal(r) * cimag(r);
}

GRADC_LOSS double nothing(GRADC_WRT const double *w)
{
    // expected-error@+2 {{argument of 'clog' is always zero; the loss and its gradient would be infinite}}
    // expected-note@+1 {{the argument is in [0, 0]}}
    return w[0] * w[0] + creal(clog((w[0] - w[0]) + (w[1] - w[1]) * I));
}

GRADC_LOSS double guarded(GRADC_WRT const double *w)
{
    double complex z = w[0] + w[1] * I;
    return cabs(z) > 0.1 ? creal(clog(z) + csqrt(z)) : 0.0;
}

GRADC_LOSS double positive(GRADC_WRT const double *w)
{
    return creal(clog(exp(w[0]) + w[1] * I)) + cimag(csqrt(exp(w[0]) + w[1] * I)) + creal(clog(w[0] + (2.0 + w[1] * w[1]) * I));
}

GRADC_LOSS double inactive(GRADC_WRT double w, double x)
{
    return w * w * creal(clog(x + 2.0 * x * I));
}
