// A derivative that the user wrote must fit its function.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>

double g(const double *x, int n, double a); // expected-note 2 {{'g' is declared here}}
// expected-error@+1 {{derivative 'g_vjp' has type 'void (const double *, double *, int, double, double)', expected 'void (const double *, double *, int, double, double *, double)'}}
GRADC_VJP(g) void g_vjp(const double *x, double *x_grad, int n, double a, double seed);

GRADC_LOSS double f(GRADC_WRT const double *w, int n)
{
    return g(w, n, w[0]); // expected-error {{no derivative for function 'g' called with active argument}}
}

// expected-error@+2 {{annotation 'gradc.vjp:nobody' is unknown, or has no effect here}}
// expected-note@+1 {{no function 'nobody' is declared in this file}}
GRADC_VJP(nobody) void nobody_vjp(double x, double *x_grad, double seed);
