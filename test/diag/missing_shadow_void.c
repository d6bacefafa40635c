// Memory that hides its type: active values stored through void pointers need adjoint storage too.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

extern void *allocate(int);
extern void *pool;
extern char bytes[64];

struct arena {
    void *memory;
    int used;
};

// expected-error@+2 {{active value stored into constant parameter 'work' has no adjoint storage}}
// expected-note@+1 {{mark 'work' GRADC_WORK if it is scratch memory}}
GRADC_LOSS double parameter(GRADC_WRT double a, void *work)
{
    double *w = work;
    w[0] = a; // expected-note {{stored here}}
    return w[0] * a;
}

// expected-error@+2 {{active value stored into constant parameter 'work' has no adjoint storage}}
// expected-note@+1 {{mark 'work' GRADC_WORK if it is scratch memory}}
GRADC_LOSS double characters(GRADC_WRT double a, char *work)
{
    void *hidden = work;
    double *w = hidden;
    w[0] = a; // expected-note {{stored here}}
    return w[0] * a;
}

// expected-error@+1 {{active value stored into constant parameter 'r' has no adjoint storage}}
GRADC_LOSS double member(GRADC_WRT double a, struct arena *r)
{
    double *w = r->memory;
    w[0] = a; // expected-note {{stored here}}
    return w[0] * a;
}

GRADC_LOSS double external(GRADC_WRT double a, int n)
{
    double *w = allocate(n);
    w[0] = a; // expected-error {{cannot differentiate active values in memory that has no shadow}}
    return w[0] * a;
}

GRADC_LOSS double global(GRADC_WRT double a)
{
    double *w = pool;
    w[0] = a; // expected-error {{cannot differentiate active values in memory that has no shadow}}
    return w[0] * a;
}

GRADC_LOSS double array(GRADC_WRT double a)
{
    void *hidden = bytes;
    double *w = hidden;
    w[0] = a; // expected-error {{cannot differentiate active values in memory that has no shadow}}
    return w[0] * a;
}

// Reals behind a void pointer that points to reals, and constants in the caller's memory.
GRADC_LOSS double typed(GRADC_WRT double a, void *work, double x)
{
    double own[4];
    void *hidden = own;
    double *w = hidden, *c = work;
    w[0] = a;
    c[0] = x;
    return w[0] * a * c[0];
}
