// Functions that call themselves, directly and by way of another.
// RUN: %gradc %s -I%gradc_include -o %t.c -Runbounded-recursion -verify
// RUN: %gradc %s -I%gradc_include -o %t.c 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -o %t.c --mode=jvp -Runbounded-recursion 2>&1 | count 0
#include <gradc/gradc.h>

static double power(double x, int n)
{
    // expected-remark@+2 {{recursion of 'power' needs a tape of unknown depth}}
    // expected-note@+1 {{'power' calls 'power' here}}
    return n == 0 ? 1.0 : x * power(x, n - 1);
}

static double odd(double x, int n);

static double even(double x, int n)
{
    // expected-note@+1 {{'even' calls 'odd' here}}
    return n == 0 ? x : odd(x * x, n - 1);
}

static double odd(double x, int n)
{
    // expected-remark@+2 {{recursion of 'even' needs a tape of unknown depth}}
    // expected-note@+1 {{'odd' calls 'even' here}}
    return n == 0 ? 1.0 : x + even(x, n - 1);
}

/* Without active values there is nothing to remember. */
static int digits(int n)
{
    return n < 10 ? 1 : 1 + digits(n / 10);
}

GRADC_LOSS double f(GRADC_WRT const double *w, int n)
{
    return power(w[0], n) * even(w[1], n) * digits(n);
}
