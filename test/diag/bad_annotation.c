// Annotations that are misspelt or stand where they mean nothing.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>

// expected-error@+2 {{annotation 'gradc.losss' is unknown, or has no effect here}}
// expected-note@+1 {{did you mean 'gradc.loss'?}}
__attribute__((annotate("gradc.losss"))) double misspelt(double a)
{
    return a;
}

GRADC_LOSS double good(GRADC_WRT double a)
{
    return a;
}

// expected-error@+1 {{annotation 'gradc.loss' is unknown, or has no effect here}}
GRADC_LOSS static double variable;

// expected-error@+1 {{annotation 'gradc.wrt' is unknown, or has no effect here}}
GRADC_WRT double function(double a)
{
    return a * variable;
}

double local(double a)
{
    // expected-error@+1 {{annotation 'gradc.wrt' is unknown, or has no effect here}}
    GRADC_WRT double b = a;
    return b;
}

// Annotations of others are theirs.
__attribute__((annotate("other.tool"))) double foreign(double a)
{
    return a;
}
