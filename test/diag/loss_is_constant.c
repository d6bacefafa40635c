// A loss that no parameter influences.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-loss-is-constant 2>&1 | count 0
#include <gradc/gradc.h>

// expected-error@+1 {{value of loss 'constant' does not depend on its parameters}}
GRADC_LOSS double constant(GRADC_WRT double a)
{
    return 3.0; // expected-note {{its value is returned here}}
}

GRADC_LOSS double nearly(GRADC_WRT double a)
{
    return 3.0 + a;
}
