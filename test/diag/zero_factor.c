// A product with 0 takes the gradient away.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-zero-factor 2>&1 | count 0
#include <gradc/gradc.h>

GRADC_LOSS double weight(GRADC_WRT const double *w, GRADC_WRT const double *b, int n)
{
    // expected-note@+1 {{the factor is made here}}
    const double decay = 0.0;
    double s = 0, r = 0;
    for (int i = 0; i < n; i++) {
        s += b[i] * b[i];
        r += w[i] * w[i];
    }
    // expected-warning@+1 {{factor is always zero here; the gradient of 'w' is always zero}}
    return s + decay * r;
}

typedef struct {
    double a, b;
} model;

GRADC_LOSS double field(GRADC_WRT const model *m, double x)
{
    // expected-warning@+2 {{factor is always zero here; the gradient of 'm.b' is always zero}}
    // expected-note@+1 {{the factor is made here}}
    return m->a * x + (x - x) * m->b;
}

/* Silent: another path, or a factor that is not always 0. */

GRADC_LOSS double other_path(GRADC_WRT double w)
{
    return 0 * w + w * w;
}

GRADC_LOSS double sometimes(GRADC_WRT double w, GRADC_WRT double x, int mode)
{
    double scale = 0;
    if (mode == 1)
        scale = 1;
    return scale * w + x;
}

GRADC_LOSS double half(GRADC_WRT double w)
{
    return (1 / 2.0) * w;
}

GRADC_LOSS double starts_at_zero(GRADC_WRT double w, int n)
{
    double t = 0, s = w;
    for (int i = 0; i < n; i++) {
        s += t * w;
        t += 0.5;
    }
    return s;
}

GRADC_LOSS double held(GRADC_WRT double x, GRADC_CONST double w)
{
    return 0 * w + x;
}

static double penalty(double w, double weight)
{
    return weight * w * w; // expected-warning {{factor is always zero here; the gradient of 'w' is always zero}}
}

GRADC_LOSS double in_call(GRADC_WRT double x, GRADC_WRT double w)
{
    // expected-note@+2 {{the factor is made here}}
    // expected-note@+1 {{in call to 'penalty' here}}
    return x * x + penalty(w, 0.0);
}
