// Expressions with a stable form; off unless asked for.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wunstable-expression -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wunstable-expression -Wno-unstable-expression 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

GRADC_LOSS double softplus(GRADC_WRT double x)
{
    // expected-warning@+2 2 {{'log(1 + exp(x))' overflows for large arguments}}
    // expected-note@+1 2 {{the stable form: fmax(x, 0) + log1p(exp(-fabs(x)))}}
    return log(1 + exp(x)) + log1p(exp(x));
}

GRADC_LOSS double two_exponentials(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-warning@+2 {{'log(exp(a) + exp(b))' overflows for large arguments}}
    // expected-note@+1 {{the stable form: subtract the largest exponent first, m + log(exp(a - m) + exp(b - m))}}
    return log(exp(a) + exp(b));
}

GRADC_LOSS double many_exponentials(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += exp(w[i]);
    // expected-warning@+2 {{'log(exp(a) + exp(b))' overflows for large arguments}}
    // expected-note@+1 {{the stable form: subtract the largest exponent first, m + log(exp(a - m) + exp(b - m))}}
    return log(s);
}

GRADC_LOSS double log_softmax(GRADC_WRT const double *w)
{
    double s = exp(w[0]) + exp(w[1]);
    // expected-warning@+2 {{'log(exp(a) / sum)' overflows for large arguments}}
    // expected-note@+1 {{the stable form: a - log(sum), with the largest exponent subtracted first}}
    return log(exp(w[0]) / s);
}

GRADC_LOSS double small(GRADC_WRT double x)
{
    // expected-warning@+4 {{'log(1 + x)' loses digits near x = 0}}
    // expected-note@+3 {{the stable form: log1p(x)}}
    // expected-warning@+2 {{'exp(x) - 1' loses digits near x = 0}}
    // expected-note@+1 {{the stable form: expm1(x)}}
    return log(1 + x * x) + (exp(x) - 1);
}

GRADC_LOSS double length(GRADC_WRT const double *a)
{
    // expected-warning@+2 {{'sqrt(x * x + y * y)' overflows for large arguments}}
    // expected-note@+1 {{the stable form: hypot(x, y)}}
    return sqrt(1e-12 + a[0] * a[0]) + sqrt(exp(a[0]) * exp(a[0]) + a[1] * a[1]);
}

/* Silent: the stable forms, and arguments that are never large. */

GRADC_LOSS double log_sum_exp(GRADC_WRT const double *w, int n)
{
    double m = w[0], s = 0;
    for (int i = 1; i < n; i++)
        m = fmax(m, w[i]);
    for (int i = 0; i < n; i++)
        s += exp(w[i] - m);
    return m + log(s);
}

GRADC_LOSS double stable_softplus(GRADC_WRT double x)
{
    return fmax(x, 0) + log1p(exp(-fabs(x)));
}

GRADC_LOSS double bounded(GRADC_WRT double x)
{
    return log(exp(tanh(x)) + exp(sin(x))) + expm1(x) + hypot(exp(x), 1);
}

GRADC_LOSS double inactive(GRADC_WRT double w, double x)
{
    return w * log(1 + exp(x));
}

GRADC_LOSS double stopped(GRADC_WRT double w)
{
    return w + log(1 + exp(gradc_stop(w)));
}

static double largest_of(const double *w, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += exp(w[i]);
    // expected-warning@+2 {{'log(exp(a) + exp(b))' overflows for large arguments}}
    // expected-note@+1 {{the stable form: subtract the largest exponent first}}
    return log(sum);
}

GRADC_LOSS double in_call(GRADC_WRT const double *w, int n)
{
    return largest_of(w, n); // expected-note {{in call to 'largest_of' here}}
}
