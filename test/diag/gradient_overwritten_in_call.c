// Values that are replaced before anyone read them, in functions that the loss calls. Their scalar
// variables are no memory any more when they are inlined, unless there is something to say of them.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>

static double square(double x)
{
    return x * x;
}

// What a call gives is known only once it has been inlined.
static double last_square(double a, const double *x)
{
    double y = 0.0;

    for (int i = 0; i < 8; i++)
        // expected-warning@+2 {{active value of 'y' is overwritten before it is used}}
        // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
        y = square(a * x[i]);
    return y;
}

GRADC_LOSS double value_of_a_call(GRADC_WRT double a, const double *x)
{
    // expected-note@+1 {{in call to 'last_square' here}}
    return last_square(a, x);
}

// A branch that takes nothing from the turn before.
static void last_choice(double a, const double *x, double *out)
{
    for (int i = 0; i < 8; i++) {
        double chosen;
        if (x[i] > 0.0)
            chosen = a * x[i];
        else
            chosen = -a;
        // expected-warning@+2 {{active value of 'kept[0]' is overwritten before it is used}}
        // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
        out[0] = chosen;
    }
}

GRADC_LOSS double branch(GRADC_WRT double a, const double *x)
{
    double kept[2] = {0.0, 1.0};

    // expected-note@+1 {{in call to 'last_choice' here}}
    last_choice(a, x, kept);
    return kept[0] * kept[1];
}

// Sums and maxima so far: the last ones are what the loop is for.
static void running(double a, const double *x, double *out)
{
    double sum = 0.0, most = 0.0;
    int i = 0;

    while (i < 8) {
        sum += a * x[i];
        if (a * x[i] > most)
            most = a * x[i];
        out[0] = sum;
        out[1] = most;
        i++;
    }
}

GRADC_LOSS double so_far(GRADC_WRT double a, const double *x)
{
    double kept[2] = {0.0, 0.0};

    running(a, x, kept);
    return kept[0] + kept[1];
}

// Every turn stores the same.
static void same(double a, double *out)
{
    for (int i = 0; i < 8; i++)
        *out = a;
}

GRADC_LOSS double invariant(GRADC_WRT double a)
{
    double kept;

    same(a, &kept);
    return kept * kept;
}

GRADC_LOSS double invariant_here(GRADC_WRT double a)
{
    double kept = 0.0;

    for (int i = 0; i < 8; i++)
        kept = a * a;
    return kept;
}

// The place is named by the caller's array, as far as it was walked.
static void put(double a, double *out, int k)
{
    // expected-note@+2 {{this value is lost}}
    // expected-note@+1 {{this value is lost}}
    out[k] = a;
    // expected-warning@+2 {{active value of 'rows[1][3]' is overwritten before it is used}}
    // expected-warning@+1 {{active value of 'rows[k][1]' is overwritten before it is used}}
    out[k] = 2.0 * a;
}

GRADC_LOSS double walked(GRADC_WRT double a, int k)
{
    double rows[2][4] = {{0.0}};

    // expected-note@+1 {{in call to 'put' here}}
    put(a, rows[1] + 2, 1);
    // expected-note@+1 {{in call to 'put' here}}
    put(a, rows[k], 1);
    return rows[1][3] * rows[0][1];
}
