// Blocks that several arrays share: a part holds what is stored through its own pointer.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct acts {
    double *scores, *probs, *losses;
};

static void softmax(double *probs, const double *scores, int n, int v)
{
    for (int i = 0; i < n; i++) {
        const double *in = scores + i * v;
        double *out = probs + i * v, most = in[0], sum = 0.0;
        for (int j = 1; j < v; j++)
            if (in[j] > most)
                most = in[j];
        for (int j = 0; j < v; j++) {
            out[j] = exp(in[j] - most);
            sum += out[j];
        }
        for (int j = 0; j < v; j++)
            out[j] /= sum;
    }
}

static double mean_loss(const struct acts *a, const double *w, const int *classes, int n, int v)
{
    double mean = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < v; j++)
            a->scores[i * v + j] = w[j] * i;
    softmax(a->probs, a->scores, n, v);
    for (int i = 0; i < n; i++)
        a->losses[i] = -log(a->probs[i * v + classes[i]]);
    for (int i = 0; i < n; i++)
        mean += a->losses[i] / n;
    return mean;
}

// From the heap, each part behind the one before.
GRADC_LOSS double heap(GRADC_WRT const double *w, const int *classes, int n, int v)
{
    struct acts a;
    double *block = malloc((size_t)(2 * n * v + n) * sizeof *block), *rest = block;
    a.scores = rest;
    rest += n * v;
    a.probs = rest;
    rest += n * v;
    a.losses = rest;
    double mean = mean_loss(&a, w, classes, n, v);
    free(block);
    return mean;
}

// From the caller's scratch memory.
GRADC_LOSS double scratch(GRADC_WRT const double *w, const int *classes, int n, int v,
                          GRADC_WORK double *work)
{
    struct acts a = {work + n, work + n + n * v, work};
    return mean_loss(&a, w, classes, n, v);
}

// From a local array.
GRADC_LOSS double local(GRADC_WRT const double *w, const int *classes)
{
    double work[40];
    struct acts a = {work, work + 16, work + 32};
    return mean_loss(&a, w, classes, 4, 4);
}

GRADC_LOSS double halves(GRADC_WRT const double *w, int n, int k, GRADC_WORK double *work)
{
    double *raw = work, *positive = work + n;
    for (int i = 0; i < n; i++)
        raw[i] = tanh(w[i]);
    for (int i = 0; i < n; i++)
        positive[i] = exp(raw[i]);
    return log(positive[k]);
}

GRADC_LOSS double halves_of_known_size(GRADC_WRT const double *w, int k)
{
    double work[16 + 8], *raw = work, *positive = work + 16;
    for (int i = 0; i < 16; i++)
        raw[i] = tanh(w[i]);
    for (int i = 0; i < 8; i++)
        positive[i] = exp(raw[2 * i]);
    return log(positive[k]);
}

// A part that loops fill from end to end holds what the last of them left there.
GRADC_LOSS double in_place(GRADC_WRT const double *w, const double *x, int n, int h, int k,
                           GRADC_WORK double *work)
{
    double *hidden = work, *out = work + h, most, sum = 0.0;
    for (int j = 0; j < h; j++)
        hidden[j] = tanh(w[j] * x[j]);
    for (int i = 0; i < n; i++) {
        out[i] = 0.0;
        for (int j = 0; j < h; j++)
            out[i] += w[h + i * h + j] * hidden[j];
    }
    most = out[0];
    for (int i = 1; i < n; i++)
        most = fmax(most, out[i]);
    for (int i = 0; i < n; i++) {
        out[i] = exp(out[i] - most);
        sum += out[i];
    }
    for (int i = 0; i < n; i++)
        out[i] /= sum;
    return -log(out[k]);
}

// By a table of pointers, in a loop.
GRADC_LOSS double table(GRADC_WRT const double *w, int n)
{
    struct acts a;
    double *block = malloc((size_t)(3 * n) * sizeof *block), *rest = block, mean = 0.0;
    double **parts[] = {&a.scores, &a.probs, &a.losses};
    for (int i = 0; i < 3; i++) {
        *parts[i] = rest;
        rest += n;
    }
    for (int i = 0; i < n; i++)
        a.scores[i] = w[i];
    for (int i = 0; i < n; i++)
        a.probs[i] = exp(a.scores[i]);
    for (int i = 0; i < n; i++)
        a.losses[i] = log(a.probs[i]);
    for (int i = 0; i < n; i++)
        mean += a.losses[i];
    free(block);
    return mean / n;
}

/* Everything below leaves, or may leave, a bad value. */

GRADC_LOSS double of_its_own(GRADC_WRT const double *w, int n, int k)
{
    double block[30], *a = block + 10, *b = block + 20;
    for (int i = 0; i < n; i++) {
        a[i] = exp(w[i]);
        b[i] = w[i];
    }
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'b[k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(b[k], 1e-12)', or guard it by an 'if'}}
    return log(a[k]) + log(b[k]);
}

// With one pointer into a block, a fixed step from its beginning, what is behind it is no array of
// its own.
GRADC_LOSS double shifted(GRADC_WRT const double *w, int n, int k)
{
    double block[30], *a = block + 1;
    for (int i = 0; i < n; i++)
        block[i] = w[i];
    a[0] = 1.0;
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'a[k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(a[k], 1e-12)', or guard it by an 'if'}}
    return log(a[k]);
}

// Filled again with what may be anything.
GRADC_LOSS double filled_again(GRADC_WRT const double *w, int n, int k, GRADC_WORK double *work)
{
    double *raw = work, *out = work + n;
    for (int i = 0; i < n; i++)
        raw[i] = out[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        out[i] -= 1.0;
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'out[k]' is in (-1, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(out[k], 1e-12)', or guard it by an 'if'}}
    return raw[k] + log(out[k]);
}

GRADC_LOSS double single(GRADC_WRT const double *w, int n, int k)
{
    double block[30], *a = block + 10, *b = block + 20;
    for (int i = 0; i < n; i++)
        a[i] = b[i] = exp(w[i]);
    block[12] = w[0];
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'a[k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(a[k], 1e-12)', or guard it by an 'if'}}
    return log(a[k]) + b[k];
}

GRADC_LOSS double walked(GRADC_WRT const double *w, int n, int k)
{
    double block[30], *a = block + 10, *b = block + 20, *end = b;
    for (int i = 0; i < n; i++)
        a[i] = b[i] = exp(w[i]);
    for (double *p = block; p < end; p++)
        *p -= 1.0;
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'a[k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(a[k], 1e-12)', or guard it by an 'if'}}
    return log(a[k]) + b[k];
}

GRADC_LOSS double chosen(GRADC_WRT const double *w, int n, int k)
{
    double block[30], *a = block + 10, *b = block + 20, *c = k > 3 ? a : b;
    for (int i = 0; i < n; i++)
        a[i] = b[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        c[i] = w[i];
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'a[k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(a[k], 1e-12)', or guard it by an 'if'}}
    return log(a[k]) + b[k];
}

GRADC_LOSS double copied(GRADC_WRT const double *w, int n, int k)
{
    double block[30], *a = block + 10, *b = block + 20;
    for (int i = 0; i < n; i++)
        a[i] = b[i] = exp(w[i]);
    memcpy(block, w, sizeof block);
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'a[k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(a[k], 1e-12)', or guard it by an 'if'}}
    return log(a[k]) + b[k];
}

// Rows of an array of arrays are walked over by the first index, too.
GRADC_LOSS double rows(GRADC_WRT const double *w, int n, int k)
{
    double m[3][10];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < n; j++)
            m[i][j] = w[j];
    for (int j = 0; j < n; j++)
        m[1][j] = m[2][j] = exp(w[j]);
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'m[1][k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(m[1][k], 1e-12)', or guard it by an 'if'}}
    return log(m[1][k]) + m[2][k];
}

// A pointer that moves on while it is used is no part's.
GRADC_LOSS double moving(GRADC_WRT const double *w, int n, int k)
{
    double block[30];
    struct acts a = {block, block + 10, block + 20};
    for (int i = 0; i < n; i++)
        a.probs[i] = a.losses[i] = exp(w[i]);
    for (int i = 0; i < n; i++) {
        *a.scores = w[i];
        a.scores++;
    }
    // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'a.probs[k]' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(a.probs[k], 1e-12)', or guard it by an 'if'}}
    return log(a.probs[k]) + a.losses[k];
}
