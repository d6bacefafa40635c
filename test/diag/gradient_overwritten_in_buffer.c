// Elements of scratch memory, of what is allocated, and of arrays of structures.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-overwritten 2>&1 | count 0
#include <gradc/gradc.h>
#include <stdlib.h>

struct moments {
    double sum, square;
};

GRADC_LOSS double product(GRADC_WRT const double *a, GRADC_WRT const double *b, int n)
{
    double *c = malloc(sizeof *c * n * n), trace = 0.0;

    if (!c)
        return 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                // expected-warning@+2 {{active value of 'c[i * n + j]' is overwritten before it is used}}
                // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
                c[i * n + j] = a[i * n + k] * b[k * n + j];
    for (int i = 0; i < n; i++)
        trace += c[i * (n + 1)];
    free(c);
    return trace;
}

GRADC_LOSS double scratch(GRADC_WRT const double *w, GRADC_WORK double *y, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            // expected-warning@+2 {{active value of 'y[i]' is overwritten before it is used}}
            // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
            y[i] = w[i * n + k];
    // expected-note@+1 {{this value is lost}}
    y[n + 1] = w[0];
    // expected-warning@+1 {{active value of 'y[n + 1]' is overwritten before it is used}}
    y[n + 1] = w[1];
    for (int i = 0; i < n + 2; i++)
        sum += y[i] * y[i];
    return sum;
}

GRADC_LOSS double structures(GRADC_WRT const double *w, const double *x, int n)
{
    struct moments all[4];
    double loss = 0.0;

    for (int i = 0; i < 4; i++) {
        all[i].sum = all[i].square = 0.0;
        for (int k = 0; k < n; k++)
            // expected-warning@+2 {{active value of 'all[i].square' is overwritten before it is used}}
            // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
            all[i].square = w[k] * w[k] * x[i];
    }
    for (int i = 0; i < 4; i++)
        loss += all[i].square + all[i].sum;
    return loss;
}

// Sums, other elements, the last state, and what anybody may read.
void show(const double *y, int n);

GRADC_LOSS double sums(GRADC_WRT const double *w, GRADC_WORK double *y, GRADC_WORK double *shown,
                       int n)
{
    double *c = malloc(sizeof *c * n), sum = 0.0;
    struct moments all[4] = {{0.0, 0.0}};

    for (int i = 0; i < n; i++) {
        c[i] = w[i];
        y[i] = 0.0;
        for (int k = 0; k < n; k++) {
            y[i] += w[k] * i;
            c[k] = c[i] + w[k];
            all[i % 4].sum = all[i % 4].sum + w[k];
            shown[0] = gradc_stop(w[k] * i);
            show(shown, n);
        }
        y[i] = y[i] * w[i];
    }
    for (int i = 0; i < n; i++)
        sum += y[i] + c[i] + all[i % 4].sum;
    free(c);
    return sum + shown[0];
}
