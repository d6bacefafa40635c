// An error in one loss, or in what it calls, does not keep the next from being looked at; nothing is
// written all the same.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

static double jump(double x)
{
    goto middle; // expected-error {{cannot differentiate a goto into a block}}
    while (x < 10.0) {
        x *= 2.0;
    middle: // expected-note {{label 'middle' is here}}
        x += 1.0;
    }
    return x;
}

static double between(double x)
{
    return jump(x) + 1.0;
}

GRADC_LOSS double broken(GRADC_WRT double a, GRADC_WRT double unused)
{
    return between(a);
}

// expected-error@+1 {{cannot differentiate with respect to 'n' of type 'int'}}
GRADC_LOSS double count(GRADC_WRT int n, double a)
{
    return a * n;
}

// expected-error@+1 {{annotation 'gradc.work' is unknown, or has no effect here}}
GRADC_LOSS double scratch(GRADC_WRT double a, GRADC_WORK double work)
{
    return a * work;
}

// expected-error@+1 {{loss 'rank' returns 'int'; its derivative is always zero}}
GRADC_LOSS int rank(GRADC_WRT double a)
{
    return a > 0.0;
}

// expected-warning@+2 {{parameter 'b' never influences loss 'last'; its gradient is always zero}}
// expected-note@+1 2 {{}}
GRADC_LOSS double last(GRADC_WRT double a, GRADC_WRT double b)
{
    return a * a;
}
