// Every parameter is cut off: one error, and a note for each.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-missing-all-gradients 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

// expected-error@+1 {{no parameter of loss 'all' receives a gradient}}
GRADC_LOSS double all(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-note@+2 {{'a': converted to 'int' here; integers carry no derivative}}
    // expected-note@+1 {{'b': rounded by 'floor' here; its derivative is zero almost everywhere}}
    return (int)a + floor(b);
}
