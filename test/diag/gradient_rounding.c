// What goes through floor and its kin, and is used on.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-rounding 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>

struct filter {
    double tap[4];
    double gain;
};

GRADC_LOSS double floors(GRADC_WRT double a, double y)
{
    // expected-warning@+2 {{derivative of 'floor' is zero almost everywhere}}
    // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or pass it through 'gradc_stop' if}}
    const double miss = floor(a) - y;
    // expected-note@+1 {{used as a number again here}}
    return miss * miss + 0.1 * a * a;
}

GRADC_LOSS double kinds(GRADC_WRT double a)
{
    // expected-warning@+7 {{derivative of 'ceil' is zero almost everywhere}}
    // expected-note@+6 5 {{used as a number again here}}
    // expected-note@+5 5 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or pass it through 'gradc_stop' if}}
    // expected-warning@+4 {{derivative of 'round' is zero almost everywhere}}
    // expected-warning@+3 {{derivative of 'trunc' is zero almost everywhere}}
    // expected-warning@+2 {{derivative of 'rint' is zero almost everywhere}}
    // expected-warning@+1 {{derivative of 'nearbyint' is zero almost everywhere}}
    return a * ceil(a) + a * round(a) + a * trunc(a) + a * rint(a) + a * nearbyint(a);
}

static double sixteenths(double x)
{
    // expected-warning@+2 {{derivative of 'round' is zero almost everywhere}}
    // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or pass it through 'gradc_stop' if}}
    return round(16.0 * x) / 16.0;
}

GRADC_LOSS double call(GRADC_WRT const struct filter *f, const double *x)
{
    double sum = f->gain;

    for (int k = 0; k < 4; k++)
        // expected-note@+2 {{used as a number again here}}
        // expected-note@+1 {{in call to 'sixteenths' here}}
        sum += sixteenths(f->tap[k]) * x[k] + f->tap[k];
    return sum;
}

GRADC_LOSS double array(GRADC_WRT const double *w, const double *x)
{
    double coarse[8];
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        // expected-warning@+2 {{derivative of 'floor' is zero almost everywhere}}
        // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or pass it through 'gradc_stop'}}
        coarse[i] = floor(w[i]);
    for (int i = 0; i < 8; i++)
        // expected-note@+1 {{used as a number again here}}
        sum += coarse[i] * w[i] * x[i];
    return sum;
}

GRADC_LOSS double field(GRADC_WRT double a)
{
    struct filter f;

    // expected-warning@+2 {{derivative of 'trunc' is zero almost everywhere}}
    // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or pass it through 'gradc_stop' if}}
    f.gain = trunc(a);
    // expected-note@+1 {{used as a number again here}}
    return f.gain * a;
}

// expected-note@+1 {{expanded from macro 'SNAP'}}
#define SNAP(x, grid) (floor((x) / (grid)) * (grid))

GRADC_LOSS double macro(GRADC_WRT double a)
{
    // expected-warning@+3 {{derivative of 'floor' is zero almost everywhere}}
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or pass it through 'gradc_stop' if}}
    return a * SNAP(a, 0.25);
}

// Only what is taken off leaves the fraction.
GRADC_LOSS double twice(GRADC_WRT double a)
{
    // expected-warning@+3 {{derivative of 'floor' is zero almost everywhere}}
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or pass it through 'gradc_stop' if}}
    return a + floor(a);
}

// What is left after rounding has the derivative of the value itself.
GRADC_LOSS double fraction(GRADC_WRT double a)
{
    return a - floor(a);
}

GRADC_LOSS double wrap(GRADC_WRT double angle, double period)
{
    const double a = angle - period * floor(angle / period + 0.5);
    return a * a;
}

GRADC_LOSS double wrap_difference(GRADC_WRT const double *heading, double wanted)
{
    const double d = heading[0] - wanted;
    const double w = d - 6.28 * round(d / 6.28);
    return w * w;
}

// To the next multiple from below; a minus can stand anywhere.
GRADC_LOSS double wrap_above(GRADC_WRT double a, GRADC_WRT double b)
{
    return a + 6.28 * ceil(-a / 6.28) + (b + -0.5 * floor(2.0 * b)) * b;
}

static double unit(double x)
{
    return x - floor(x);
}

GRADC_LOSS double fraction_of_call(GRADC_WRT double a)
{
    return sin(unit(a) * 6.28);
}

// Its value is that of the rounded number, its derivative that of the number.
GRADC_LOSS double straight_through(GRADC_WRT double a)
{
    const double fixed = gradc_stop(a);
    return a * (a + (round(fixed) - fixed));
}

GRADC_LOSS double printed(GRADC_WRT double a)
{
    printf("%g\n", floor(a));
    return a * a;
}

GRADC_LOSS double branch(GRADC_WRT double a)
{
    return floor(a) > 2.0 ? a * a : a;
}

GRADC_LOSS double inactive(GRADC_WRT double a, double y)
{
    return a * floor(y);
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    return a * floor(gradc_stop(a));
}

GRADC_LOSS double stopped_after(GRADC_WRT double a)
{
    return a * gradc_stop(floor(a));
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b)
{
    return a * floor(b);
}
