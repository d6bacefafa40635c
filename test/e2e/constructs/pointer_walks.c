// Pointers that walk, are swapped, compared, stored, kept in arrays, and passed by address.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static void advance(double **p, const double *by)
{
    *(*p)++ *= *by;
}

static double *larger(double *a, double *b)
{
    return *a > *b ? a : b;
}

static void swap(double **a, double **b)
{
    double *t = *a;
    *a = *b;
    *b = t;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[4] = {w[0], w[1], w[0] * w[1], 0.7}, b[4] = {0.5, w[0], 0.2, w[1]};
    double *p = a, *q = b, *table[4], **t = table, sum = 0.0;

    while (p < a + 4) {
        advance(&p, q);
        *q = *q * *q + p[-1];
        q++;
    }
    for (int i = 0; i < 4; i++)
        *t++ = i & 1 ? &a[3 - i] : &b[i];
    for (int i = 0; i < 6; i++) {
        double *big = larger(table[i & 3], table[(i + 1) & 3]);
        *big = sin(*big) * *table[(i + 2) & 3] + 0.3;
        swap(&table[i & 3], &table[(i * 2 + 1) & 3]);
        sum += *table[0] * *big;
    }
    p = a;
    q = a + 3;
    while (p < q)
        sum += *p++ * *q--;
    for (double **r = table; r != t; ++r)
        sum += **r * (*r)[0] * (double)(t - r);
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
