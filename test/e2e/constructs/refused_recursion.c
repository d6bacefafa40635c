// What keeps a function that calls itself from being differentiated.
// RUN: rm -rf %t && split-file %s %t
// RUN: %gradc %t/global.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/global.c -I%gradc_include -o %t/x.c --mode=jvp -verify
// RUN: %gradc %t/pointer.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/external.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/updated.c -I%gradc_include -o %t/x.c --mode=hvp -verify
// RUN: %gradc %t/weight.c -I%gradc_include -o %t/x.c --mode=hvp -verify
// RUN: not test -e %t/x.c

//--- global.c
#include <gradc/gradc.h>
double total;
static void add(const double *w, int n)
{
    if (n == 0)
        return;
    // expected-error@+1 {{cannot differentiate active values in a global variable of a recursive}}
    total += w[0];
    add(w + 1, n - 1);
}
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    total = 0.0;
    add(w, 3);
    return total;
}

//--- pointer.c
#include <gradc/gradc.h>
static double one(double x) // expected-note {{'one' may be called, or a function from elsewhere}}
{
    return x * x;
}
static double halves(double (*g)(double), double a, double b, int depth)
{
    const double m = 0.5 * (a + b);
    if (depth == 0)
        // expected-error@+1 {{call through pointer 'g' cannot be differentiated}}
        return g(m) * (b - a);
    return halves(g, a, m, depth - 1) + halves(g, m, b, depth - 1);
}
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return halves(one, w[0], w[1], 3);
}

//--- external.c
#include <gradc/gradc.h>
double outside(double x); // expected-note {{is declared here}}
static double apply(double x, int n)
{
    // expected-error@+1 {{no derivative for function 'outside' called with active argument}}
    return n == 0 ? x : outside(apply(x, n - 1));
}
GRADC_LOSS double f(GRADC_WRT double w)
{
    // expected-note@+1 {{in call to 'apply' here}}
    return apply(w, 3);
}

//--- updated.c
#include <gradc/gradc.h>
static double power(double x, int n)
{
    return n == 0 ? 1.0 : x * power(x, n - 1);
}
// expected-error@+1 {{cannot differentiate twice a recursive function that updates a parameter}}
GRADC_LOSS void f(GRADC_WRT GRADC_OUT double *w)
{
    *w = power(*w, 3);
}

//--- weight.c
#include <gradc/gradc.h>
GRADC_WRT double weight;
static double power(double x, int n)
{
    return n == 0 ? 1.0 : x * power(x * weight, n - 1);
}
// expected-error@+1 {{cannot differentiate a recursive function twice with respect to a global}}
GRADC_LOSS double f(GRADC_WRT double w)
{
    return power(w, 3);
}
