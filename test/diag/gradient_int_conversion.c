// A real that becomes an integer and is used as a number again.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-int-conversion 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>

struct gear {
    int teeth;
    double ratio;
};

GRADC_LOSS double cast(GRADC_WRT double a, double y)
{
    // expected-warning@+2 {{conversion of active 'double' to 'int' stops the gradient}}
    // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
    const double miss = 0.25 * (int)(4.0 * a) - y;
    // expected-note@+1 {{used as a number again here}}
    return miss * miss + a * a;
}

// No cast is written where the type of the variable does it.
GRADC_LOSS double implicit(GRADC_WRT double a, GRADC_WRT float b)
{
    // expected-warning@+2 {{conversion of active 'double' to 'int' stops the gradient}}
    // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
    const int n = a;
    // expected-warning@+2 {{conversion of active 'float' to 'unsigned long' stops the gradient}}
    // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
    const unsigned long m = b;
    // expected-note@+1 2 {{used as a number again here}}
    return a * n + b * m;
}

static int to_ticks(double price)
{
    // expected-warning@+2 {{conversion of active 'double' to 'int' stops the gradient}}
    // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
    return (int)(100.0 * price);
}

GRADC_LOSS double call(GRADC_WRT double price, double fill)
{
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{in call to 'to_ticks' here}}
    return price * fill - 0.01 * to_ticks(price) * price;
}

GRADC_LOSS double field(GRADC_WRT double size)
{
    struct gear g;

    // expected-warning@+2 {{conversion of active 'double' to 'int' stops the gradient}}
    // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
    g.teeth = (int)(size / 0.3);
    g.ratio = size;
    // expected-note@+1 {{used as a number again here}}
    return g.ratio * g.teeth;
}

GRADC_LOSS double array(GRADC_WRT const double *w, int n)
{
    int level[16];
    double sum = 0.0;

    for (int i = 0; i < 16; i++)
        // expected-warning@+2 {{conversion of active 'double' to 'int' stops the gradient}}
        // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is}}
        level[i] = (int)(8.0 * w[i]);
    for (int i = 0; i < 16; i++)
        // expected-note@+1 {{used as a number again here}}
        sum += w[i] * level[i];
    return sum / n;
}

// expected-note@+1 {{expanded from macro 'STEPS'}}
#define STEPS(x, size) ((int)((x) / (size)))

GRADC_LOSS double macro(GRADC_WRT double a)
{
    // expected-warning@+3 {{conversion of active 'double' to 'int' stops the gradient}}
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
    return a * STEPS(a, 0.5);
}

// A function of the library can make the integer.
GRADC_LOSS double library(GRADC_WRT double a)
{
    // expected-warning@+3 {{conversion of active 'double' to 'long' stops the gradient}}
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
    return a * (double)lround(a);
}

// The fraction has the derivative of the value itself.
GRADC_LOSS double fraction(GRADC_WRT double t)
{
    const double part = t - (int)t;
    return part * part;
}

GRADC_LOSS double scaled_fraction(GRADC_WRT double t)
{
    const long turns = (long)(t / 6.25);
    return sin(t - 6.25 * (double)turns);
}

GRADC_LOSS double printed(GRADC_WRT double t)
{
    printf("%d\n", (int)t);
    return t * t;
}

GRADC_LOSS double compared(GRADC_WRT double t)
{
    return (int)t > 3 ? t * t : t;
}

GRADC_LOSS double count(GRADC_WRT double t)
{
    double power = 1.0;
    for (int i = 0; i < (int)t; i++)
        power *= t;
    return power;
}

// What does not depend on a parameter is nobody's business.
GRADC_LOSS double inactive(GRADC_WRT double t, double y)
{
    return t * (int)y;
}

GRADC_LOSS double unused(GRADC_WRT double t)
{
    const int n = (int)t;
    (void)n;
    return t;
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    return a * (int)gradc_stop(a);
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b)
{
    return a * (int)b;
}

// Whether the integer is a certain one, as a number.
GRADC_LOSS double asked(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;
    int full = 0;

    for (int i = 0; i < n; i++) {
        // expected-warning@+2 {{conversion of active 'double' to 'int' stops the gradient}}
        // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
        const int level = (int)(4.0 * w[i]);
        if (level == 3)
            full++;
        // expected-note@+3 {{used as a number again here}}
        // expected-warning@+2 {{conversion of active 'double' to 'int' stops the gradient}}
        // expected-note@+1 {{keep the value real, or pass it through 'gradc_stop' if this is meant}}
        sum += w[i] + ((int)w[i] > 7);
    }
    return sum + full; // expected-note {{used as a number again here}}
}

// As a mask; and kept within bounds, on the way to a fraction.
GRADC_LOSS double mask(GRADC_WRT double x, const double *y, int n)
{
    int k = (int)x;

    if (k < 0)
        k = 0;
    if (k > n - 2)
        k = n - 2;
    const double part = x - k;
    return ((int)x == 3) * x + (1.0 - part) * y[k] + part * y[k + 1];
}
