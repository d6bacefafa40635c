// What a function says of its success tells what it asked for.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>

enum { DONE, SINGULAR, TOO_LARGE };

static int determinant(const double *a, double *det)
{
    *det = a[0] * a[3] - a[1] * a[2];
    if (*det <= 1e-12)
        return SINGULAR;
    if (*det > 1e12)
        return TOO_LARGE;
    return DONE;
}

GRADC_LOSS double asked(GRADC_WRT const double *a)
{
    double det;
    if (determinant(a, &det) != DONE)
        return 0.0;
    return log(det);
}

GRADC_LOSS double kept(GRADC_WRT const double *a)
{
    double det;
    int code = determinant(a, &det);
    if (code)
        return 0.0;
    return log(det);
}

static int volume(const double *a, double *v)
{
    *v = a[0] * a[1] * a[2];
    return *v > 0.0 ? 0 : -1;
}

GRADC_LOSS double negative(GRADC_WRT const double *a)
{
    double v;
    return volume(a, &v) < 0 ? 0.0 : log(v);
}

GRADC_LOSS double of_one_code(GRADC_WRT const double *a)
{
    double det;
    if (determinant(a, &det) == TOO_LARGE)
        return 0.0;
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@10 {{'det' is in [-inf, 1e+12]; it comes from 'a[0]' here}}
    // expected-note@+1 {{clip it, as in 'fmax(det, 1e-12)', or guard it by an 'if'}}
    return log(det);
}

static int checked(const double *a, double *sum)
{
    *sum = a[0] + a[1];
    return a[0] > 0.0 ? 0 : -1;
}

GRADC_LOSS double of_something_else(GRADC_WRT const double *a)
{
    double sum;
    if (checked(a, &sum) < 0)
        return 0.0;
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@60 {{'sum' is in [-inf, inf]; it comes from 'a[1]' here}}
    // expected-note@+1 {{clip it, as in 'fmax(sum, 1e-12)', or guard it by an 'if'}}
    return log(sum);
}
