// What local arrays hold: loops that fill them from end to end leave nothing else in them.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>

GRADC_LOSS double in_place(GRADC_WRT const double *w, int n, int k)
{
    double s[8], z = 0, loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = w[i];
    for (int i = 0; i < n; i++)
        s[i] = exp(s[i]);
    for (int i = 0; i < n; i++)
        z += s[i];
    for (int i = 0; i < n; i++)
        s[i] /= z;
    for (int i = 0; i < n; i++)
        loss -= log(s[i]);
    return loss - log(s[k]);
}

/* Everything below leaves, or may leave, a bad value. */

GRADC_LOSS double overwritten_again(GRADC_WRT const double *w, int n)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        s[i] = w[i];
    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
        loss -= log(s[i]);
    return loss;
}

GRADC_LOSS double negated(GRADC_WRT const double *w, int n)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = exp(w[i]);
    for (int i = 0; i < n; i++) {
        s[i] = -s[i];
        // expected-error@+2 {{argument of 'log' is always negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+1 {{'s[i]' is in [-inf, 0)}}
        loss += log(s[i]);
    }
    return loss;
}

GRADC_LOSS double negated_within(GRADC_WRT const double *w, int n, int m)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++) {
            // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
            // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
            // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
            loss += log(s[i]);
            s[i] = -s[i];
        }
    return loss;
}

GRADC_LOSS double sometimes(GRADC_WRT const double *w, int n)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = w[i];
    for (int i = 0; i < n; i++)
        if (w[i] > 1)
            s[i] = w[i];
    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
        loss += log(s[i]);
    return loss;
}

GRADC_LOSS double in_a_branch(GRADC_WRT const double *w, int n, int mode)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = w[i];
    if (mode)
        for (int i = 0; i < n; i++)
            s[i] = exp(w[i]);
    else
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[0]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[0], 1e-12)', or guard it by an 'if'}}
        loss += log(s[0]);
    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
        loss += log(s[i]);
    return loss;
}

GRADC_LOSS double not_all(GRADC_WRT const double *w, int n)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = w[i];
    for (int i = 1; i < n; i++)
        s[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
        loss += log(s[i]);
    return loss;
}

GRADC_LOSS double by_the_wrong_loop(GRADC_WRT const double *w, int n)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = exp(w[i]);
    for (int i = 0; i < n; i++) {
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
        loss += log(s[i]);
        for (int k = 0; k < n; k++)
            s[k] = -s[k];
    }
    return loss;
}

GRADC_LOSS double in_turns(GRADC_WRT const double *w, int n, int m)
{
    double s[8], loss = 0;
    for (int i = 0; i < n; i++)
        s[i] = exp(w[i]);
    for (int k = 0; k < m; k++) {
        for (int i = 0; i < n; i++)
            // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
            // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
            // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
            loss += log(s[i]);
        for (int i = 0; i < n; i++)
            s[i] = w[i];
    }
    return loss;
}

GRADC_LOSS double by_another_name(GRADC_WRT const double *w, int n)
{
    double s[8], loss = 0;
    double *p = s + 1;
    for (int i = 0; i < n; i++)
        s[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        p[i] = w[i];
    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[i], 1e-12)', or guard it by an 'if'}}
        loss += log(s[i]);
    return loss;
}

GRADC_LOSS double shrinking(GRADC_WRT const double *w, int n, int k)
{
    double s[8], loss = 0;
    for (int m = n; m > 0; m--) {
        for (int i = 0; i < m; i++)
            s[i] = w[i];
        for (int i = 0; i < m; i++)
            s[i] = exp(s[i]);
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'s[k]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(s[k], 1e-12)', or guard it by an 'if'}}
        loss += log(s[k]);
    }
    return loss;
}

// A 0 that memory began with stays one through sums and products of such numbers.
GRADC_LOSS double begun_with_zero(GRADC_WRT const double *w, int n)
{
    double p[8] = {0}, q[8] = {0}, loss = 0.0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            p[i & 7] += exp(w[i + j]);
            q[j & 7] += exp(w[j] - w[i]);
        }
    }
    for (int i = 0; i < n; i++)
        loss += log(p[i] + q[i]) * log(p[i] * q[i]);
    return loss;
}

// The forward recursion of a hidden Markov model, scaled in each turn.
GRADC_LOSS double filtered(GRADC_WRT const double *w, const double *seen, int n, int turns)
{
    double belief[n], next[n], loss = 0.0;
    for (int i = 0; i < n; i++)
        belief[i] = 1.0 / n;
    for (int t = 0; t < turns; t++) {
        double total = 0.0;
        for (int i = 0; i < n; i++) {
            next[i] = 0.0;
            for (int j = 0; j < n; j++)
                next[i] += belief[j] * exp(w[i * n + j]);
            next[i] *= exp(seen[t * n + i]);
            total += next[i];
        }
        for (int i = 0; i < n; i++)
            belief[i] = next[i] / total;
        loss -= log(total);
    }
    return loss;
}

// No term of the sum need be added.
GRADC_LOSS double masked(GRADC_WRT const double *w, const int *mask, int n)
{
    double next[8] = {0}, total = 0.0;
    for (int i = 0; i < n; i++) {
        next[i & 7] += exp(w[i]);
        if (mask[i])
            total += next[i & 7];
    }
    // expected-warning@+3 {{argument of 'log' may be zero; the loss and its gradient would be infinite}}
    // expected-note@+2 {{'total' is in [0, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(total, 1e-12)', or guard it by an 'if'}}
    return log(total);
}

GRADC_LOSS double added_to_zero(GRADC_WRT const double *w, int n)
{
    double next[8], total = 0.0;
    for (int i = 0; i < n; i++) {
        next[i] = 0.0;
        for (int j = 0; j < n; j++)
            next[i] += fabs(w[i * n + j]);
        total += next[i] * next[i];
    }
    // expected-warning@+3 {{argument of 'log' may be zero; the loss and its gradient would be infinite}}
    // expected-note@+2 {{'total' is in [0, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(total, 1e-12)', or guard it by an 'if'}}
    return log(total);
}
