// Functions of math.h whose derivative is zero.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-int-conversion -verify
#include <gradc/gradc.h>
#include <math.h>

// expected-error@+1 {{loss 'whole' has no gradient path to parameter 'w'}}
GRADC_LOSS double whole(GRADC_WRT double w)
{
    return (double)lround(w); // expected-note {{(1) 'lround' makes an integer of it here; integers carry no derivative}}
                              // expected-note@-1 {{keep the value real}}
}

// expected-error@+1 {{loss 'magnitude' has no gradient path to parameter 'w'}}
GRADC_LOSS double magnitude(GRADC_WRT double w)
{
    return logb(w); // expected-note {{(1) rounded by 'logb' here; its derivative is zero almost everywhere}}
                    // expected-note@-1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH}}
}

// Near misses: the exponent beside the mantissa, and neighbours of what is not differentiated.
GRADC_LOSS double parts(GRADC_WRT double w, double x)
{
    int e;
    double m = frexp(w, &e);
    return m * e + nextafter(x, 2.0) * w; // of a constant
}
