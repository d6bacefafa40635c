// Memory that the derivative of a call needs, and that is freed too early. Where gradc makes the
// derivative itself it keeps what it needs, and nothing is said.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>
#include <stdlib.h>

double norm(const double *x, int n);
GRADC_VJP(norm) void norm_vjp(const double *x, double *x_grad, int n, double seed);

GRADC_LOSS double early(GRADC_WRT const double *w, int n)
{
    double *p = malloc(n * sizeof *p);
    for (int i = 0; i < n; i++)
        p[i] = w[i] * w[i];
    // expected-note@+1 {{it is used here, and again by the derivative of 'norm'}}
    double result = norm(p, n);
    free(p); // expected-error {{'free(p)' before the reverse sweep needs 'p'}}
    return result;
}

GRADC_LOSS double own(GRADC_WRT const double *w, int n)
{
    double *p = malloc(n * sizeof *p), sum = 0.0;
    for (int i = 0; i < n; i++)
        p[i] = w[i] * w[i];
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i];
    free(p);
    return sum;
}
