// What has no derivative rule is named where it stands, and the next loss is still looked at.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

GRADC_LOSS double jump(GRADC_WRT double x)
{
    double r = 1.0;

again:
    r = 0.5 * (r + x / (r + 1.0));
    if (r > x)
        goto again; // expected-error {{cannot differentiate goto}}
    return r;
}

GRADC_LOSS double device(GRADC_WRT double x)
{
    volatile double reading = x; // expected-error {{cannot differentiate volatile access}}
    return x * x + reading;
}

static double apply(double (*f)(double), double x)
{
    return f(x); // expected-error {{cannot differentiate a call through a pointer}}
}

static double cube(double x)
{
    return x * x * x;
}

GRADC_LOSS double through(GRADC_WRT double x)
{
    // expected-error@+1 {{cannot differentiate a function that is used as a value}}
    return apply(cube, x);
}

GRADC_LOSS double counter(GRADC_WRT double x, int n)
{
    double y = x;

    for (int i = 0; i < n; i++)
        y *= x;
    return y;
}
