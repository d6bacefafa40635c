// What has no derivative rule is named where it stands, and the next loss is still looked at.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

GRADC_LOSS double jump(GRADC_WRT double x)
{
    double r = 1.0;

    goto middle; // expected-error {{cannot differentiate a goto into a block}}
    while (r > x) {
        r = 0.5 * (r + x / (r + 1.0));
    middle: // expected-note {{label 'middle' is here}}
        r += 0.1;
    }
    return r;
}

GRADC_LOSS double device(GRADC_WRT double x)
{
    volatile double reading = x; // expected-error {{cannot differentiate volatile access to active values}}
    volatile double *register_ = &reading;
    return x * x + *register_; // expected-error {{cannot differentiate volatile access to active values}}
}

// What nobody reads back may be stored.
GRADC_LOSS double shown(GRADC_WRT double x, volatile double *display)
{
    *display = x;
    return x * x;
}

GRADC_LOSS double counter(GRADC_WRT double x, int n)
{
    double y = x;

    for (int i = 0; i < n; i++)
        y *= x;
    return y;
}
