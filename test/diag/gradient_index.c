// An array index computed from an active value.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-index 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

struct cell {
    int row;
    double weight;
};

GRADC_LOSS double nearest(GRADC_WRT double rpm, const double *eta)
{
    // expected-warning@+3 {{array index computed from active value carries no gradient}}
    // expected-note@+2 {{converted to 'int' here; integers carry no derivative}}
    // expected-note@+1 {{interpolate between the entries, or pass the value through 'gradc_stop'}}
    return rpm * eta[(int)(rpm / 100.0)];
}

GRADC_LOSS double pointer(GRADC_WRT double rpm, const double *eta)
{
    // expected-warning@+3 {{array index computed from active value carries no gradient}}
    // expected-note@+2 {{'lround' makes an integer of it here; integers carry no derivative}}
    // expected-note@+1 {{interpolate between the entries, or pass the value through 'gradc_stop'}}
    const double *entry = eta + lround(rpm / 100.0);
    return rpm * *entry;
}

static int bin_of(double x)
{
    // expected-note@+1 {{rounded by 'floor' here; its derivative is zero almost everywhere}}
    return (int)floor(4.0 * x);
}

GRADC_LOSS double call(GRADC_WRT double x, const double *height)
{
    // expected-warning@+2 {{array index computed from active value carries no gradient}}
    // expected-note@+1 {{interpolate between the entries, or pass the value through 'gradc_stop'}}
    return x + height[bin_of(x)];
}

GRADC_LOSS double field(GRADC_WRT double x, const double *height)
{
    struct cell c;

    // expected-note@+1 {{converted to 'int' here; integers carry no derivative}}
    c.row = (int)x;
    c.weight = x;
    // expected-warning@+2 {{array index computed from active value carries no gradient}}
    // expected-note@+1 {{interpolate between the entries, or pass the value through 'gradc_stop'}}
    return c.weight * height[c.row];
}

GRADC_LOSS double array(GRADC_WRT const double *w, const double *table)
{
    int at[8];
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        // expected-note@+1 {{converted to 'int' here; integers carry no derivative}}
        at[i] = (int)w[i];
    for (int i = 0; i < 8; i++)
        // expected-warning@+2 {{array index computed from active value carries no gradient}}
        // expected-note@+1 {{interpolate between the entries, or pass the value through}}
        sum += w[i] * table[at[i]];
    return sum;
}

// expected-note@+1 2 {{expanded from macro 'LOOKUP'}}
#define LOOKUP(table, x) (table)[(int)(x)]

GRADC_LOSS double macro(GRADC_WRT double x, const double *table)
{
    // expected-warning@+3 {{array index computed from active value carries no gradient}}
    // expected-note@+2 {{converted to 'int' here; integers carry no derivative}}
    // expected-note@+1 {{interpolate between the entries, or pass the value through 'gradc_stop'}}
    return x * LOOKUP(table, x);
}

GRADC_LOSS double comparison(GRADC_WRT double x, const double *two)
{
    // expected-warning@+3 {{array index computed from active value carries no gradient}}
    // expected-note@+2 {{compared here; a truth value carries no derivative}}
    // expected-note@+1 {{interpolate between the entries, or pass the value through 'gradc_stop'}}
    return x * two[x > 1.0];
}

// Two entries and the fraction between them.
GRADC_LOSS double linear(GRADC_WRT double rpm, const double *eta)
{
    const double t = rpm / 100.0;
    const int k = (int)t;
    return eta[k] + (t - k) * (eta[k + 1] - eta[k]);
}

GRADC_LOSS double linear_by_floor(GRADC_WRT double x, const double *y)
{
    const double whole = floor(x);
    const double part = x - whole;
    const int k = (int)whole;
    return (1.0 - part) * y[k] + part * y[k + 1];
}

static double at(const double *y, double x)
{
    const int k = (int)x;
    return y[k] + (x - k) * (y[k + 1] - y[k]);
}

GRADC_LOSS double linear_in_call(GRADC_WRT double x, const double *y)
{
    return at(y, 4.0 * x);
}

// Bilinear, in a grid with eight columns.
GRADC_LOSS double bilinear(GRADC_WRT double x, GRADC_WRT double y, const double *z)
{
    const int i = (int)x, j = (int)y;
    const double u = x - i, v = y - j;
    const double *q = z + 8 * j + i;
    return (1.0 - v) * ((1.0 - u) * q[0] + u * q[1]) + v * ((1.0 - u) * q[8] + u * q[9]);
}

GRADC_LOSS double inactive(GRADC_WRT double x, double at, const double *y)
{
    return x * y[(int)at];
}

// Where it is written to does not matter when nobody reads it.
GRADC_LOSS double histogram(GRADC_WRT double x, int *count)
{
    count[(int)x]++;
    return x * x;
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double x, const double *y)
{
    return x * y[(int)gradc_stop(x)];
}

GRADC_LOSS double held(GRADC_WRT double x, GRADC_WRT GRADC_CONST double at, const double *y)
{
    return x * y[(int)at];
}

// A choice without a name.
GRADC_LOSS double unnamed(GRADC_WRT double x, const double *three)
{
    // expected-warning@+3 {{array index computed from active value carries no gradient}}
    // expected-note@+2 {{compared here; a truth value carries no derivative}}
    // expected-note@+1 {{interpolate between the entries, or pass the value through 'gradc_stop'}}
    return x * three[x > 1.0 ? 2 : 1];
}
