// A call of a function that gradc knows nothing about.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>

extern double magic(double); // expected-note {{'magic' is declared here}}

GRADC_LOSS double missing(GRADC_WRT double a)
{
    return magic(a * a); // expected-error {{no derivative for function 'magic' called with active argument}}
}

// Inactive calls are left alone, and so is printing.
GRADC_LOSS double inactive(GRADC_WRT double a, double x)
{
    printf("%g\n", a);
    return magic(x) * a;
}
