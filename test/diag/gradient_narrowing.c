// A value that becomes narrower on its way to the loss; off by default.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify -Wgradient-narrowing
// RUN: %gradc %s -I%gradc_include -fsyntax-only 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wgradient-all -Wno-gradient-narrowing 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>

struct sample {
    float x, y;
};

GRADC_LOSS double cast(GRADC_WRT double a)
{
    // expected-warning@+1 {{active 'double' narrowed to 'float'}}
    return a * (float)exp(a);
}

GRADC_LOSS double implicit(GRADC_WRT double a, GRADC_WRT long double b)
{
    // expected-warning@+1 {{active 'double' narrowed to 'float'}}
    const float f = a;
    // expected-warning@+1 {{active 'long double' narrowed to 'double'}}
    const double d = b;
    return f * d;
}

static float squared(float x)
{
    return x * x;
}

GRADC_LOSS double call(GRADC_WRT double a)
{
    // expected-warning@+1 {{active 'double' narrowed to 'float'}}
    return squared(a);
}

static double mean(const double *w)
{
    float sum = 0.0f;

    for (int i = 0; i < 4; i++)
        // expected-warning@+1 {{active 'double' narrowed to 'float'}}
        sum += w[i];
    return sum / 4.0f;
}

GRADC_LOSS double in_call(GRADC_WRT const double *w)
{
    // expected-note@+1 {{in call to 'mean' here}}
    return mean(w);
}

GRADC_LOSS double field(GRADC_WRT double a)
{
    struct sample s = {0.0f, 0.0f};

    // expected-warning@+1 {{active 'double' narrowed to 'float'}}
    s.x = a;
    return s.x * s.x + s.y;
}

GRADC_LOSS double array(GRADC_WRT const double *w)
{
    float copy[8];
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        // expected-warning@+1 {{active 'double' narrowed to 'float'}}
        copy[i] = w[i];
    for (int i = 0; i < 8; i++)
        sum += copy[i];
    return sum;
}

// expected-note@+1 {{expanded from macro 'F'}}
#define F(x) ((float)(x))

GRADC_LOSS float macro(GRADC_WRT double a)
{
    // expected-warning@+1 {{active 'double' narrowed to 'float'}}
    return F(a) * 2.0f;
}

GRADC_LOSS double widened(GRADC_WRT float a)
{
    return (double)a * a + (double)sqrtf(a * a + 1.0f);
}

GRADC_LOSS float all_float(GRADC_WRT const float *w)
{
    return w[0] * w[1] + expf(w[2]);
}

GRADC_LOSS double printed(GRADC_WRT double a)
{
    const float f = (float)a;
    printf("%g\n", (double)f);
    return a * a;
}

GRADC_LOSS double inactive(GRADC_WRT double a, double y)
{
    return a * (float)y;
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    return a * (float)gradc_stop(a);
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b)
{
    return a * (float)b;
}
