// A coefficient that is a division of integers: 1/2 is 0.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-integer-division-coefficient 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -fdiagnostics-parseable-fixits 2>&1 | FileCheck %s
#include <gradc/gradc.h>
#include <math.h>

enum { BATCH = 3, LEVELS = 8 };

struct rates {
    double half, third;
};

GRADC_LOSS double kinetic(GRADC_WRT double v, double m, double e)
{
    // CHECK: fix-it:"{{.*}}integer_division_coefficient.c":{[[#@LINE+2]]:14-[[#@LINE+2]]:14}:".0"
    // expected-warning@+1 2 {{integer division '1/2' truncates; gradient is scaled by 0}}
    return (1 / 2 * m * v * v - e) * (1 / 2 * m * v * v - e) + v;
}

GRADC_LOSS double more_than_one(GRADC_WRT double v)
{
    // CHECK: fix-it:{{.*}}{[[#@LINE+3]]:19-[[#@LINE+3]]:19}:".0"
    // expected-warning@+2 {{integer division '10/3' truncates; gradient is scaled by 3}}
    // expected-warning@+1 {{integer division '3/2' truncates; gradient is scaled by 1}}
    return v * (10 / 3) + v / (3 / 2);
}

static double scaled(double x)
{
    // expected-warning@+1 {{integer division '2/5' truncates; gradient is scaled by 0}}
    return 2 / 5 * x;
}

GRADC_LOSS double call(GRADC_WRT double v)
{
    // expected-note@+1 {{in call to 'scaled' here}}
    return v + scaled(v);
}

GRADC_LOSS double field(GRADC_WRT double v)
{
    // expected-warning@+1 {{integer division '1/2' truncates; gradient is scaled by 0}}
    struct rates r = {.half = 1 / 2, .third = 1.0 / 3};
    return r.half * v + r.third * v;
}

GRADC_LOSS double array(GRADC_WRT const double *w)
{
    double scale[4];
    double sum = 0.0;

    for (int i = 0; i < 4; i++)
        // expected-warning@+1 {{integer division '1/4' truncates; gradient is scaled by 0}}
        scale[i] = 1 / 4;
    for (int i = 0; i < 4; i++)
        sum += w[i] + scale[i] * w[i];
    return sum;
}

// expected-note@+1 {{expanded from macro 'HALF'}}
#define HALF (1 / 2)

GRADC_LOSS double macro(GRADC_WRT double v)
{
    // expected-warning@+1 {{integer division '1/2' truncates; gradient is scaled by 0}}
    return HALF * v + v * v;
}

// The numbers can have names. Without a literal, and in a macro, there is no fix-it.
GRADC_LOSS double named(GRADC_WRT double v)
{
    // CHECK: fix-it:{{.*}}{[[#@LINE+2]]:13-[[#@LINE+2]]:13}:".0"
    // expected-warning@+1 {{integer division '1/3' truncates; gradient is scaled by 0}}
    return 1 / BATCH * v + v * v;
}
// CHECK-NOT: fix-it:

GRADC_LOSS double without_literals(GRADC_WRT double v)
{
    // expected-warning@+1 {{integer division '3/8' truncates; gradient is scaled by 0}}
    return BATCH / LEVELS * v + v * v;
}

GRADC_LOSS double exact(GRADC_WRT double v)
{
    return 4 / 2 * v + LEVELS / 4 * v;
}

GRADC_LOSS double real(GRADC_WRT double v)
{
    return 1.0 / 2 * v + 1 / 2.0 * v;
}

GRADC_LOSS double index(GRADC_WRT const double *w)
{
    return w[7 / 2] * w[LEVELS / 3];
}

GRADC_LOSS double bound(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int i = 0; i < 7 / 2; i++)
        sum += w[i];
    return sum;
}

GRADC_LOSS double variable(GRADC_WRT double v, int n)
{
    return (n / 2) * v;
}

// Meant.
GRADC_LOSS double written_out(GRADC_WRT double v)
{
    return 3 * v;
}
