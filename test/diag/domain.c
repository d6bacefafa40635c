// Arguments that may lie outside a function's domain, and those that always do.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-domain 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-singular 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'w'}}
GRADC_LOSS double unknown(GRADC_WRT const double *w, int i)
{
    // expected-note@+1 {{'p' is in [-inf, inf]; it comes from 'w[i]' here}}
    double p = w[i];
    // expected-warning@+2 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+1 {{clip it, as in 'fmax(p, 1e-12)', or guard it by an 'if'}}
    return -log(p);
}

// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'w'}}
GRADC_LOSS double element(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'sqrt' may be negative; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'w[i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(w[i], 1e-12)', or guard it by an 'if'}}
        s += sqrt(w[i]);
    return s;
}

static double nll(double q)
{
    // expected-warning@+2 {{argument of 'log2' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+1 {{clip it, as in 'fmax(q, 1e-12)', or guard it by an 'if'}}
    return -log2(q);
}

// expected-note@+2 {{'p' is in [-inf, inf]}}
// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'p'}}
GRADC_LOSS double in_call(GRADC_WRT double p)
{
    // expected-note@+1 {{in call to 'nll' here}}
    return nll(p);
}

// expected-note@+1 3 {{the argument is in [0, inf]; it comes from 'x' here}}
GRADC_LOSS double zero_only(GRADC_WRT double x)
{
    // expected-warning@+5 2 {{argument of 'log' may be zero; the loss and its gradient would be infinite}}
    // expected-note@+4 {{clip it, as in 'fmax(x * x, 1e-12)', or guard it by an 'if'}}
    // expected-warning@+3 {{argument of 'log10' may be zero; the loss and its gradient would be infinite}}
    // expected-note@+2 {{clip it, as in 'fmax(fabs(x), 1e-12)', or guard it by an 'if'}}
    // expected-note@+1 {{clip it, as in 'fmax(fmax(x, 0), 1e-12)', or guard it by an 'if'}}
    return log(x * x) + log10(fabs(x)) + log(fmax(x, 0));
}

// expected-note@+3 {{'x' is in [0, inf]}}
// expected-note@+2 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
// expected-note@+1 {{'x' is in [-inf, -1)}}
GRADC_LOSS double wrong_guard(GRADC_WRT double x)
{
    if (x >= 0)
        // expected-warning@+2 {{argument of 'log' may be zero; the loss and its gradient would be infinite}}
        // expected-note@+1 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
        return log(x);
    if (x < -1)
        // expected-error@+1 {{argument of 'log1p' is always -1 or less; the loss and its gradient would be NaN}}
        return log1p(x);
    return x;
}

// expected-note@+2 2 {{'x' is in [-inf, inf]}}
// expected-note@+1 2 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
GRADC_LOSS double beyond_one(GRADC_WRT double x)
{
    // expected-warning@+3 {{argument of 'asin' may be outside [-1, 1]; the loss and its gradient would be NaN}}
    // expected-note@+2 2 {{clip it, as in 'fmax(fmin(x, 1 - 1e-12), -1 + 1e-12)', or guard it by an 'if'}}
    // expected-warning@+1 {{argument of 'acos' may be outside [-1, 1]; the loss and its gradient would be NaN}}
    return asin(x) + acos(x);
}

// expected-note@+2 2 {{'x' is in [-inf, inf]}}
// expected-note@+1 2 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
GRADC_LOSS double hyperbolic(GRADC_WRT double x)
{
    // expected-warning@+4 {{argument of 'atanh' may be outside (-1, 1); the loss and its gradient would be NaN}}
    // expected-note@+3 {{clip it, as in 'fmax(fmin(x, 1 - 1e-12), -1 + 1e-12)', or guard it by an 'if'}}
    // expected-warning@+2 {{argument of 'acosh' may be less than 1; the loss and its gradient would be NaN}}
    // expected-note@+1 {{clip it, as in 'fmax(x, 1 + 1e-12)', or guard it by an 'if'}}
    return atanh(x) + acosh(x);
}

// expected-note@+1 {{the argument is in [-1, 1]; it comes from 'x' here}}
GRADC_LOSS double closed_ends(GRADC_WRT double x)
{
    // expected-warning@+2 {{argument of 'atanh' may be -1 or 1; the loss and its gradient would be infinite}}
    // expected-note@+1 {{clip it, as in 'fmax(fmin(fmax(fmin(x, 1), -1), 1 - 1e-12), -1 + 1e-12)', or guard it by an 'if'}}
    return atanh(fmax(fmin(x, 1), -1));
}

// expected-note@+1 {{the argument is in [-inf, -1]; it comes from 'x' here}}
GRADC_LOSS double surely(GRADC_WRT double x)
{
    // expected-error@+1 {{argument of 'sqrt' is always negative; the loss and its gradient would be NaN}}
    return sqrt(-1 - x * x);
}

GRADC_LOSS double empty_sum(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        if (w[i] > 2)
            s += w[i];
    // expected-warning@+3 {{argument of 'log' may be zero; the loss and its gradient would be infinite}}
    // expected-note@+2 {{'s' is in [0, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(s, 1e-12)', or guard it by an 'if'}}
    return log(s);
}

GRADC_LOSS double triangle(GRADC_WRT const double *w, int n)
{
    double loss = 0;
    for (int i = 0; i < n; i++) {
        double s = 0;
        for (int j = 0; j < i; j++)
            s += exp(w[j]);
        // expected-warning@+3 {{argument of 'log' may be zero; the loss and its gradient would be infinite}}
        // expected-note@+2 {{'s' is in [0, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s, 1e-12)', or guard it by an 'if'}}
        loss += log(s);
    }
    return loss;
}

// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'w'}}
GRADC_LOSS double overwritten(GRADC_WRT double *w)
{
    double s = 0;
    if (w[0] > 0) {
        w[1] = w[2];
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'w[0]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(w[0], 1e-12)', or guard it by an 'if'}}
        s = log(w[0]);
    }
    return s;
}

// expected-note@+2 3 {{'x' is in [-inf, inf]}}
// expected-note@+1 3 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
GRADC_LOSS double power(GRADC_WRT double x, GRADC_WRT double y)
{
    // expected-warning@+3 {{argument of 'pow' may be negative; the loss and its gradient would be NaN}}
    // expected-note@+2 3 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    // expected-warning@+1 2 {{argument of 'pow' may be negative or zero; the loss and its gradient would be NaN}}
    return pow(x, 1.5) + pow(x, -0.5) + pow(x, y);
}

// expected-note@+2 {{'x' is in [-inf, inf]}}
// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
GRADC_LOSS double gamma_function(GRADC_WRT double x)
{
    // expected-warning@+2 {{argument of 'lgamma' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+1 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    return lgamma(x);
}

// expected-note@+3 {{the divisor is in [0, 1]; it comes from 'p' here}}
// expected-note@+2 2 {{the range of 'p' is promised here}}
// expected-note@+1 {{'p' is in [0, 1]}}
GRADC_LOSS double promise(GRADC_WRT GRADC_RANGE(0, 1) double p, GRADC_WRT double x)
{
    // expected-warning@+3 2 {{divisor may be zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    // expected-note@+1 {{clip it, as in 'fmax(p, 1e-12)', or guard it by an 'if'}}
    return x / (1 - p) + x / p;
}

// expected-note@+2 {{the divisor is in [0, inf]; it comes from 'x' here}}
// expected-note@+1 {{the argument is in [0, inf]; it comes from 'x' here}}
GRADC_LOSS double relu_divisor(GRADC_WRT double x)
{
    // expected-warning@+3 2 {{divisor may be zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    // expected-note@+1 {{clip it, as in 'fmax(x > 0 ? x : 0.0, 1e-12)', or guard it by an 'if'}}
    return x / fmax(x, 0) + fmod(3.0, x > 0 ? x : 0.0);
}

// expected-note@+1 {{the divisor is in [0, 0]; it comes from 'x' here}}
GRADC_LOSS double no_difference(GRADC_WRT double x)
{
    // expected-error@+1 {{divisor is always zero; the loss and its gradient would be NaN}}
    return x / (x - x);
}

// expected-note@+2 2 {{'x' is in [-inf, inf]}}
// expected-note@+1 2 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
GRADC_LOSS double single(GRADC_WRT float x)
{
    // expected-warning@+4 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+3 {{clip it, as in 'fmaxf(x, 1e-6f)', or guard it by an 'if'}}
    // expected-warning@+2 {{argument of 'sqrt' may be negative; the loss and its gradient would be NaN}}
    // expected-note@+1 {{clip it, as in 'fmaxf((x), 1e-6f)', or guard it by an 'if'}}
    return logf(x) + sqrtf((x));
}

// expected-note@+1 {{the argument is in (-2.14748e+09, inf]; it comes from 'n' here}}
GRADC_LOSS double not_a_count(GRADC_WRT double x, int n, int k)
{
    // expected-warning@+2 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+1 {{clip it, as in 'fmax(n - k + exp(x), 1e-12)', or guard it by an 'if'}}
    return log(n - k + exp(x));
}

// The active part is positive; it is the other that is not known.
// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'time'}}
GRADC_LOSS double of_the_data(GRADC_WRT double log_scale, const double *time, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{the argument is in [-inf, inf]; it comes from 'time[i]' here}}
        // expected-note@+1 {{clip it, as in 'fmax(time[i] / exp(log_scale), 1e-12)', or guard it by an 'if'}}
        sum += log(time[i] / exp(log_scale));
    return sum;
}

// A sign is no count.
GRADC_LOSS double signed_unit(GRADC_WRT double w, const double *x)
{
    int sign = x[0] > x[1] ? 1 : -1;
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@229 {{the argument is in (-1, inf]; it comes from 'w' here}}
    // expected-note@+1 {{clip it, as in 'fmax(sign + exp(w), 1e-12)', or guard it by an 'if'}}
    return log(sign + exp(w));
}
