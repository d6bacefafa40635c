// Arguments that alias each other, locals whose address escapes, and arrays read while written.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static void axpy(double *y, const double *x, double a, int n)
{
    for (int i = 0; i < n; i++)
        y[i] += a * x[i] * y[n - 1 - i];
}

static double both(double *a, double *b)
{
    *a = cos(*a * *b);
    *b = sin(*a) * *b;
    return *a + *b;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[6] = {w[0], w[1], 0.5, w[0] * w[1], 0.3, w[1]}, s = w[0], *p = &s, sum = 0.0;

    axpy(a, a, w[0], 6);
    axpy(a + 1, a, s, 4);
    axpy(a, a + 2, *p, 4);
    for (int i = 0; i < 6; i++) {
        double local = a[i], *inner = i & 1 ? &local : p;
        sum += both(inner, &local);
        s = tanh(s);
        sum += both(&a[i], &a[(i * i) % 6]);
        p = i == 2 ? &a[5] : p;
        local *= s;
        *p = sin(*p + local * *inner);
    }
    for (int i = 0; i < 5; i++)
        a[i] = a[i + 1] * (a[i] = a[i] * w[1]);
    return sum + a[0] * a[3] * s;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.4, -0.6}, {-0.6, -0.8})
