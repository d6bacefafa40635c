// A mask that comes too late: 0 * inf is NaN.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-comparison-value -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-comparison-value -Wno-masked-singularity 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

// expected-note@+1 {{'x' is in [-inf, inf]}}
GRADC_LOSS double comparison(GRADC_WRT double x)
{
    // expected-warning@+2 {{multiplying by a mask does not stop 'inf' of 'log'; gradient may be NaN}}
    // expected-note@+1 {{compute it under an 'if' instead of multiplying by 0}}
    return (x > 0) * log(x);
}

GRADC_LOSS double choice(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double mask = w[i] > 0 ? 1.0 : 0.0;
        // expected-warning@+3 {{multiplying by a mask does not stop 'inf' of 'log'; gradient may be NaN}}
        // expected-note@+2 {{'w[i]' is in [-inf, inf]}}
        // expected-note@+1 {{compute it under an 'if' instead of multiplying by 0}}
        s -= 2 * log(w[i]) * mask;
    }
    return s;
}

// expected-note@+1 {{'x' is in [-inf, inf]}}
GRADC_LOSS double root(GRADC_WRT double x)
{
    // expected-warning@+2 {{multiplying by a mask does not stop 'NaN' of 'sqrt'; gradient may be NaN}}
    // expected-note@+1 {{compute it under an 'if' instead of multiplying by 0}}
    double y = sqrt(x), keep = 0;
    if (x > 1)
        keep = 1;
    return keep * y;
}

/* Silent: computed only where it is finite, or finite everywhere. */

GRADC_LOSS double under_if(GRADC_WRT double x)
{
    double s = 0;
    if (x > 0)
        s = log(x);
    return s + x;
}

GRADC_LOSS double safe_argument(GRADC_WRT double x)
{
    double safe = x > 0 ? x : 1;
    return (x > 0) * log(safe);
}

GRADC_LOSS double finite_anyway(GRADC_WRT double x)
{
    return (x > 0) * exp(x) + (x > 1) * log(1 + x * x);
}

GRADC_LOSS double stopped(GRADC_WRT double x)
{
    return x + (x > 0) * log(gradc_stop(x));
}
