// Divisors that nothing keeps from being zero; off unless asked for.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wunproved-division -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wgradient-all -Wno-unproved-division 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

// expected-note@+2 {{'b' is in [-inf, inf]}}
// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'b'}}
GRADC_LOSS double ratio(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-warning@+2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+1 {{guard it by an 'if' that excludes 0}}
    return a / b;
}

// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'w'}}
GRADC_LOSS double normalised(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += w[i] * w[i];
    // expected-warning@+5 2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+4 {{'s' is in [0, inf]}}
    // expected-note@+3 {{clip it, as in 'fmax(s, 1e-12)', or guard it by an 'if'}}
    // expected-note@+2 {{'w[1]' is in [-inf, inf]}}
    // expected-note@+1 {{guard it by an 'if' that excludes 0}}
    return w[0] / s + pow(w[1], -2);
}

/* Silent. */

GRADC_LOSS double by_count(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += w[i];
    return s / n;
}

GRADC_LOSS double by_data(GRADC_WRT double a, double b)
{
    return a / b;
}

GRADC_LOSS double guarded(GRADC_WRT double a, GRADC_WRT double b)
{
    if (b != 0)
        return a / b;
    return a;
}

GRADC_LOSS double guarded_by_size(GRADC_WRT double a, GRADC_WRT double b)
{
    if (fabs(b) < 1e-9)
        return a + b;
    double c = -2 * b;
    return a / b + a / c + a / (b * b);
}

GRADC_LOSS double either_side(GRADC_WRT double a, GRADC_WRT double b)
{
    if (b > 1 || b < -1)
        return a / b + 3 * b;
    return a;
}

GRADC_LOSS double positive(GRADC_WRT double a, GRADC_WRT double b)
{
    return a / (1 + b * b) + a / exp(b) + a / (1 + exp(-b)) + a / cosh(b) + a / (2 + sin(b));
}

GRADC_LOSS double promised(GRADC_WRT double a, GRADC_WRT GRADC_POSITIVE double b)
{
    return a / b + a / (b + 1) + a / sqrt(b);
}

GRADC_LOSS double softmax(GRADC_WRT const double *w, int n)
{
    double e[8], s = 0, r = 0;
    for (int i = 0; i < n; i++)
        s += e[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        r += i * (e[i] / s);
    return r;
}

GRADC_LOSS double stopped(GRADC_WRT double a, GRADC_WRT double b)
{
    return b + a / gradc_stop(b);
}
