// What a loop ends with follows from why it ended.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>

GRADC_LOSS double raised(GRADC_WRT double x)
{
    double t = x;
    while (t <= 0.0)
        t += 1.0;
    return log(t);
}

GRADC_LOSS double wrapped(GRADC_WRT double x)
{
    double t = x;
    while (t > 0.9)
        t -= 1.8;
    while (t < -0.9)
        t += 1.8;
    return log1p(t);
}

// A break asks for nothing.
GRADC_LOSS double left(GRADC_WRT double x, int most)
{
    double t = x;
    for (int i = 0; t <= 0.0; i++) {
        if (i == most)
            break;
        t += 1.0;
    }
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'t' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(t, 1e-12)', or guard it by an 'if'}}
    return log(t);
}
