// Integers have no derivative; nor has what holds only integers.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>

// expected-error@+1 {{cannot differentiate with respect to 'n' of type 'int'}}
GRADC_LOSS double count(GRADC_WRT int n, double a)
{
    return a * n;
}
