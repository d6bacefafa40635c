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
