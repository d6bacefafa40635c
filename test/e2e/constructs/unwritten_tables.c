// Tables that are not declared const, though nothing changes them: by name, through pointers, in
// records that lead to them, and within functions.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <string.h>

typedef struct {
    double *coefficients;
    int order;
    double lo, hi;
} series;

static double even[4] = {1.0, -0.5, 0.25, 0.125};
static double odd[] = {0.3, 0.2, -0.7};
static double *rows[2] = {even, odd + 1};
static series first = {even, 3, -1.0, 2.0};
static series second = {.order = 2, .coefficients = odd, .hi = 1.0};
static int lengths[2];
static struct {
    int power;
    double factor;
} terms[] = {{1, 0.5}, {3, -0.2}};

static double clenshaw(const series *s, double x)
{
    double d = 0.0, dd = 0.0, y = (2.0 * x - s->lo - s->hi) / (s->hi - s->lo);

    for (int j = s->order; j >= 1; j--) {
        const double temp = d;
        d = 2.0 * y * d - dd + s->coefficients[j];
        dd = temp;
    }
    return y * d - dd + 0.5 * s->coefficients[0];
}

static double horner(double x, double coefficients[], int n)
{
    double *p = coefficients, sum = *p++;

    do
        sum = sum * x + *p++;
    while (--n);
    return sum;
}

static double *row(int i)
{
    return rows[i];
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    static double weights[2] = {0.75, 1.5};
    double copy[4], sum = clenshaw(&first, w[0]) + clenshaw(&second, w[1]);

    memcpy(copy, even, sizeof even);
    for (unsigned i = 0; i < sizeof terms / sizeof *terms; i++)
        for (int k = lengths[0]; k < terms[i].power; k++)
            sum += terms[i].factor * w[i] * copy[k];
    return sum * weights[1] + horner(w[1], even, 3) * row(1)[1] * (odd == rows[0] ? w[0] : w[1]);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
