// Diagonals of matrices that loops fill by themselves, as factorisations do.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Into another matrix; gives up where the matrix is not positive.
static int factor(int n, const double *a, double *l)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double s = a[i * n + j];
            for (int k = 0; k < j; k++)
                s -= l[i * n + k] * l[j * n + k];
            if (i != j)
                l[i * n + j] = s / l[j * n + j];
            else if (s > 0.0)
                l[i * n + i] = sqrt(s);
            else
                return -1;
        }
    return 0;
}

GRADC_LOSS double log_determinant(GRADC_WRT const double *w, int n)
{
    double *l = malloc(sizeof(double) * n * n), sum = 0.0;
    if (factor(n, w, l) == 0)
        for (int i = 0; i < n; i++)
            sum += log(l[i + i * n]);
    free(l);
    return sum;
}

// In place, once for each turn.
static void factor_in_place(int n, double a[n][n])
{
    for (int j = 0; j < n; j++) {
        for (int k = 0; k < j; k++)
            a[j][j] -= a[j][k] * a[j][k];
        a[j][j] = sqrt(fmax(a[j][j], 1e-9));
        for (int i = j + 1; i < n; i++) {
            for (int k = 0; k < j; k++)
                a[i][j] -= a[i][k] * a[j][k];
            a[i][j] /= a[j][j];
        }
    }
}

GRADC_LOSS double each_turn(GRADC_WRT const double w[9], const double (*x)[9], int turns)
{
    double sum = 0.0;
    for (int t = 0; t < turns; t++) {
        double a[3][3];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                a[i][j] = w[3 * i + j] * x[t][3 * j + i];
        factor_in_place(3, a);
        for (int i = 0; i < 3; i++)
            sum += 2.0 * log(a[i][i]);
    }
    return sum;
}

// Log-scales on the diagonal, as parameters of a covariance are kept.
GRADC_LOSS double unpacked(GRADC_WRT const double *w, int n)
{
    double l[n][n], sum = 0.0;
    for (int i = 0, k = n; i < n; i++) {
        l[i][i] = exp(w[i]);
        for (int j = 0; j < i; j++)
            l[i][j] = w[k++];
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            sum += i == j ? log(l[i][i]) : l[i][j] * l[i][j];
    return sum;
}

/* Everything below leaves, or may leave, a bad value. */

GRADC_LOSS double filled_again(GRADC_WRT const double w[9])
{
    double a[3][3], sum = 0.0;
    for (int i = 0; i < 3; i++)
        a[i][i] = exp(w[i]);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            a[i][j] = w[3 * i + j];
    for (int i = 0; i < 3; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'a[i][i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(a[i][i], 1e-12)', or guard it by an 'if'}}
        sum += log(a[i][i]);
    return sum;
}

GRADC_LOSS double copied_over(GRADC_WRT const double w[9])
{
    double a[3][3], sum = 0.0;
    for (int i = 0; i < 3; i++)
        a[i][i] = exp(w[i]);
    memcpy(a, w, sizeof a);
    for (int i = 0; i < 3; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'a[i][i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(a[i][i], 1e-12)', or guard it by an 'if'}}
        sum += log(a[i][i]);
    return sum;
}

GRADC_LOSS double sometimes(GRADC_WRT const double w[9], int is_scaled)
{
    double a[3][3], sum = 0.0;
    memcpy(a, w, sizeof a);
    if (is_scaled)
        for (int i = 0; i < 3; i++)
            a[i][i] = exp(w[i]);
    for (int i = 0; i < 3; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'a[i][i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(a[i][i], 1e-12)', or guard it by an 'if'}}
        sum += log(a[i][i]);
    return sum;
}

GRADC_LOSS double beside_it(GRADC_WRT const double w[9])
{
    double a[9], sum = 0.0;
    for (int i = 0; i < 3; i++) {
        a[i * 3 + i] = exp(w[i]);
        for (int j = 0; j < i; j++)
            a[i * 3 + j] = w[3 + j];
    }
    for (int i = 1; i < 3; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'a[i * 3 + i - 1]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(a[i * 3 + i - 1], 1e-12)', or guard it by an 'if'}}
        sum += log(a[i * 3 + i - 1]);
    return sum;
}

// What the loop leaves there is what counts.
GRADC_LOSS double taken_back(GRADC_WRT const double w[9])
{
    double a[3][3], sum = 0.0;
    for (int i = 0; i < 3; i++) {
        a[i][i] = exp(w[i]);
        sum += a[i][i];
        a[i][i] -= 1.0;
    }
    for (int i = 0; i < 3; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'a[i][i]' is in (-1, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(a[i][i], 1e-12)', or guard it by an 'if'}}
        sum += log(a[i][i]);
    return sum;
}

// Two matrices in one block: the diagonal of one says nothing of the other's.
GRADC_LOSS double in_one_block(GRADC_WRT const double *a, int n)
{
    double block[50], *l = block, *m = block + 3, sum = 0.0;
    for (int i = 0; i < n; i++) {
        l[i * n + i] = a[i];
        m[i * n + i] = exp(a[i]);
    }
    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
        // expected-note@+2 {{'l[i * n + i]' is in [-inf, inf]}}
        // expected-note@+1 {{clip it, as in 'fmax(l[i * n + i], 1e-12)', or guard it by an 'if'}}
        sum += log(l[i * n + i]);
    return sum;
}
