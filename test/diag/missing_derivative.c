// A call of a function that gradc knows nothing about.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>

extern double magic(double); // expected-note 2 {{'magic' is declared here}}

GRADC_LOSS double missing(GRADC_WRT double a)
{
    return magic(a * a); // expected-error {{no derivative for function 'magic' called with active argument}}
}

static double twice(double a)
{
    // expected-error@+1 {{no derivative for function 'magic' called with active argument}}
    return 2.0 * magic(a);
}

GRADC_LOSS double within(GRADC_WRT double a)
{
    return twice(a); // expected-note {{in call to 'twice' here}}
}

// Inactive calls are left alone, and so is printing.
GRADC_LOSS double inactive(GRADC_WRT double a, double x)
{
    printf("%g\n", a);
    return magic(x) * a;
}
