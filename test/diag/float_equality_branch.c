// Choices by equality: where the values are equal, the gradient is that of one side.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-float-equality-branch 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

GRADC_LOSS double equal(GRADC_WRT double x)
{
    // expected-warning@+2 {{branching on '==' of active value gives a one-sided derivative}}
    // expected-note@+1 {{where they are equal, one side alone gives the gradient; compare with '<', or make both sides agree there}}
    if (x == 1.0)
        return 0.0;
    return x * x;
}

GRADC_LOSS double different(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-warning@+2 {{branching on '!=' of active value gives a one-sided derivative}}
    // expected-note@+1 {{where they are equal, one side alone gives the gradient; compare with '<', or make both sides agree there}}
    return a != b ? a * b : a;
}

GRADC_LOSS double also(GRADC_WRT double a, int n)
{
    double s = a;
    // expected-warning@+2 {{branching on '==' of active value gives a one-sided derivative}}
    // expected-note@+1 {{where they are equal, one side alone gives the gradient; compare with '<', or make both sides agree there}}
    if (n > 2 && a == 0)
        s = 3 * a;
    return s;
}

/* Silent: the equality keeps 0 away from where it would do harm. */

GRADC_LOSS double norm(GRADC_WRT const double *w)
{
    double n2 = w[0] * w[0] + w[1] * w[1];
    if (n2 == 0.0)
        return 0.0;
    return sqrt(n2);
}

GRADC_LOSS double unit(GRADC_WRT const double *w)
{
    double length = sqrt(w[0] * w[0] + w[1] * w[1] + 1e-300);
    if (length == 0.0)
        return w[0];
    return w[0] / length;
}

GRADC_LOSS double divisor(GRADC_WRT double a, GRADC_WRT double b)
{
    double d = b == 0 ? 1 : b;
    return a / d;
}

GRADC_LOSS double sinc(GRADC_WRT double x)
{
    return x == 0 ? 1.0 : sin(x) / x;
}

GRADC_LOSS double x_log_x(GRADC_WRT GRADC_RANGE(0, 1) double x)
{
    return x != 0 ? x * log(x) : 0;
}

GRADC_LOSS double by_data(GRADC_WRT double w, const double *y)
{
    return y[0] == 1.0 ? w : w * w;
}

GRADC_LOSS double no_tie(GRADC_WRT double w)
{
    return w > 1.0 ? w : w * w;
}

GRADC_LOSS double no_value(GRADC_WRT double w, int *hits)
{
    if (w == 2.0)
        ++*hits;
    return w * w;
}

GRADC_LOSS double stopped(GRADC_WRT double w)
{
    return gradc_stop(w) == 1.0 ? w : w * w;
}

GRADC_LOSS double test_for_nan(GRADC_WRT double w)
{
    return w != w ? w : w * w;
}

// The pivot is divided by where an exchange of rows has put it.
GRADC_LOSS double determinant(GRADC_WRT const double w[9])
{
    double a[3][3], det = 1.0;

    for (int i = 0; i < 9; i++)
        a[i / 3][i % 3] = w[i];
    for (int k = 0; k < 3; k++) {
        int p = k;
        for (int i = k + 1; i < 3; i++)
            if (a[i][k] * a[i][k] > a[p][k] * a[p][k])
                p = i;
        if (a[p][k] == 0.0)
            return 0.0;
        for (int j = 0; j < 3; j++) {
            const double t = a[k][j];
            a[k][j] = a[p][j];
            a[p][j] = t;
        }
        det *= p == k ? a[k][k] : -a[k][k];
        for (int i = k + 1; i < 3; i++) {
            const double f = a[i][k] / a[k][k];
            for (int j = k; j < 3; j++)
                a[i][j] -= f * a[k][j];
        }
    }
    return det;
}

GRADC_LOSS double other_entry(GRADC_WRT const double *w)
{
    // expected-warning@+2 {{branching on '==' of active value gives a one-sided derivative}}
    // expected-note@+1 {{where they are equal, one side alone gives the gradient; compare with '<'}}
    return w[0] == 1.0 ? w[2] : w[2] / w[1];
}

static double tie(double x, double y)
{
    // expected-warning@+2 {{branching on '==' of active value gives a one-sided derivative}}
    // expected-note@+1 {{where they are equal, one side alone gives the gradient}}
    return x == y ? 2.0 * x : x * y;
}

GRADC_LOSS double in_call(GRADC_WRT double x, GRADC_WRT double y)
{
    return tie(x, y); // expected-note {{in call to 'tie' here}}
}
