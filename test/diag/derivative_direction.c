// A derivative serves one direction, and is checked against what that direction asks for.
// RUN: split-file %s %t
// RUN: %gradc %t/forward.c -I%gradc_include -o %t/out.c -verify
// RUN: %gradc %t/forward.c -I%gradc_include --mode=jvp -o %t/out.c
// RUN: %gradc %t/backward.c -I%gradc_include --mode=jvp -o %t/out.c -verify
// RUN: %gradc %t/backward.c -I%gradc_include -o %t/out.c
// RUN: %gradc %t/slopes.c -I%gradc_include --mode=jvp,grad -o %t/out.c
// RUN: %gradc %t/slopes.c -I%gradc_include --mode=hvp -o %t/out.c -verify
// RUN: %gradc %t/width.c -I%gradc_include --mode=jacobian --width=1 --direction=forward -o %t/out.c
// RUN: %gradc %t/width.c -I%gradc_include --mode=jacobian --direction=forward -o %t/out.c -verify
// RUN: %gradc %t/signature.c -I%gradc_include -fsyntax-only -verify

//--- forward.c
#include <gradc/gradc.h>
double g(double x);
GRADC_JVP(g) double g_jvp(double x, double x_dot, double *g_dot);
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return g(w[0]); // expected-error {{a call of 'g' backward: its derivative is for the forward sweep}}
}

//--- backward.c
#include <gradc/gradc.h>
double g(const double *x);
GRADC_VJP(g) void g_vjp(const double *x, double *x_grad, double seed);
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return g(w); // expected-error {{a call of 'g' forward: its derivative is for the reverse sweep}}
}

//--- slopes.c
#include <gradc/gradc.h>
double g(const double *table, double x);
GRADC_VJP(g)
void g_vjp(const double *table, double *table_grad, double x, double *x_grad, double seed); // expected-note {{is declared here}}
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double table[2] = {1.0, 2.0};
    return g(table, w[0]); // expected-error {{no derivative for function 'g_vjp' called with active argument}}
}

//--- width.c
#include <gradc/gradc.h>
void g(double x, double *y);
GRADC_JVP(g) void g_jvp(double x, double x_dot, double *y, double *y_dot);
GRADC_LOSS double f(GRADC_WRT const double w[3])
{
    double y[2];
    g(w[0], y); // expected-error {{cannot differentiate a call of 'g', which writes through its arguments, along several directions at once; use --width=1}}
    return y[0] * w[1] + w[2];
}

//--- signature.c
#include <gradc/gradc.h>
double g(const double *x, double a); // expected-note 2 {{'g' is declared here}}
// expected-error@+1 {{derivative 'g_jvp' has type 'double (const double *, double *, double, double, double *)', expected 'double (const double *, const double *, double, double, double *)'}}
GRADC_JVP(g) double g_jvp(const double *x, double *x_dot, double a, double a_dot, double *g_dot);
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return g(w, w[1]); // expected-error {{no derivative for function 'g' called with active argument}}
}
