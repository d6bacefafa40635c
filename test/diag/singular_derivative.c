// Arguments that are allowed, but where the derivative is infinite.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-singular-derivative 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

GRADC_LOSS double distance(GRADC_WRT const double *a, GRADC_WRT const double *b)
{
    // expected-note@+1 {{'d2' is in [0, inf]; it comes from 'a[0]' here}}
    double dx = a[0] - b[0], dy = a[1] - b[1];
    double d2 = dx * dx + dy * dy;
    // expected-warning@+2 {{derivative of 'sqrt' is infinite at 0; nothing here excludes 0}}
    // expected-note@+1 {{clip it, as in 'fmax(d2, 1e-12)', or guard it by an 'if'}}
    return sqrt(d2);
}

// expected-note@+2 {{the argument is in [-1, 1]; it comes from 'x' here}}
// expected-note@+1 {{the argument is in [0, inf]; it comes from 'x' here}}
GRADC_LOSS double clipped_to_the_edge(GRADC_WRT double x)
{
    // expected-warning@+4 {{derivative of 'acos' is infinite at -1; nothing here excludes -1}}
    // expected-note@+3 {{clip it, as in 'fmax(fmin(fmax(fmin(x, 1), -1), 1 - 1e-12), -1 + 1e-12)', or guard it by an 'if'}}
    // expected-warning@+2 {{derivative of 'sqrt' is infinite at 0; nothing here excludes 0}}
    // expected-note@+1 {{clip it, as in 'fmax(fmax(x, 0), 1e-12)', or guard it by an 'if'}}
    return acos(fmax(fmin(x, 1), -1)) + sqrt(fmax(x, 0));
}

// expected-note@+3 {{'x' is in [-inf, inf]}}
// expected-note@+2 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
// expected-note@+1 {{the argument is in [0, inf]; it comes from 'x' here}}
GRADC_LOSS double roots(GRADC_WRT double x)
{
    // expected-warning@+4 {{derivative of 'cbrt' is infinite at 0; nothing here excludes 0}}
    // expected-note@+3 {{guard it by an 'if' that excludes 0}}
    // expected-warning@+2 {{derivative of 'pow' is infinite at 0; nothing here excludes 0}}
    // expected-note@+1 {{clip it, as in 'fmax(fabs(x), 1e-12)', or guard it by an 'if'}}
    return cbrt(x) + pow(fabs(x), 0.5);
}

// expected-note@+2 {{'x' is in [1, inf]}}
// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
GRADC_LOSS double at_least(GRADC_WRT double x)
{
    if (x >= 1)
        // expected-warning@+2 {{derivative of 'acosh' is infinite at 1; nothing here excludes 1}}
        // expected-note@+1 {{clip it, as in 'fmax(x, 1 + 1e-12)', or guard it by an 'if'}}
        return acosh(x);
    return x;
}

// expected-note@+1 {{the range of 'v' is promised here}}
GRADC_LOSS double promised(GRADC_WRT GRADC_RANGE(0, INFINITY) const double *v)
{
    // expected-warning@+3 {{derivative of 'sqrt' is infinite at 0; nothing here excludes 0}}
    // expected-note@+2 {{'v[0]' is in [0, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(v[0], 1e-12)', or guard it by an 'if'}}
    return sqrt(v[0]) + sqrt(v[1] + 1e-9) + pow(v[2], 1.5);
}

/* Silent from here on. */

GRADC_LOSS double regularised(GRADC_WRT const double *a)
{
    return sqrt(a[0] * a[0] + a[1] * a[1] + 1e-12) + sqrt(1 + a[0] * a[0]);
}

GRADC_LOSS double guarded(GRADC_WRT const double *a)
{
    double d2 = a[0] * a[0] + a[1] * a[1];
    if (d2 > 0)
        return sqrt(d2);
    return d2;
}

GRADC_LOSS double guarded_by_equality(GRADC_WRT const double *a)
{
    double d2 = a[0] * a[0] + a[1] * a[1];
    return d2 == 0.0 ? 0.0 : sqrt(d2);
}

GRADC_LOSS double not_at_the_edge(GRADC_WRT double x)
{
    return acos(tanh(x)) + asin(0.5 * sin(x)) + acosh(2 + x * x) + cbrt(exp(x)) + fabs(x);
}

GRADC_LOSS double only_measured(GRADC_WRT const double *a)
{
    double length = sqrt(a[0] * a[0]);
    return length > 1 ? a[0] : a[1];
}

GRADC_LOSS double stopped(GRADC_WRT const double *a)
{
    return a[0] * sqrt(gradc_stop(a[0] * a[0]));
}

// What is compared is the root, when its derivative is already infinite.
GRADC_LOSS double normalised(GRADC_WRT const double *a)
{
    // expected-warning@+3 {{derivative of 'sqrt' is infinite at 0; nothing here excludes 0}}
    // expected-note@+2 {{the argument is in [0, inf]; it comes from 'a[0]' here}}
    // expected-note@+1 {{clip it, as in 'fmax(a[0] * a[0] + a[1] * a[1], 1e-12)', or guard it by an 'if'}}
    const double length = sqrt(a[0] * a[0] + a[1] * a[1]);

    // expected-note@+1 {{this comes too late; compare the argument of 'sqrt' instead}}
    if (length < 1e-9)
        return 0.0;
    return a[0] / length;
}

GRADC_LOSS double normalised_in_time(GRADC_WRT const double *a)
{
    const double square = a[0] * a[0] + a[1] * a[1];

    return square < 1e-18 ? 0.0 : a[0] / sqrt(square);
}
