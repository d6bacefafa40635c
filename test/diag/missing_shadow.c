// Active values stored into memory of the caller's that has no gradient buffer.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

// expected-error@+2 {{active value stored into constant parameter 'tmp' has no adjoint storage}}
// expected-note@+1 {{mark 'tmp' GRADC_WORK if it is scratch memory}}
GRADC_LOSS double through(GRADC_WRT const double *w, double *tmp)
{
    tmp[0] = w[0] * w[1]; // expected-note {{stored here}}
    return tmp[0] * w[0];
}

// What is written and never read again needs none.
GRADC_LOSS double written(GRADC_WRT const double *w, double *tmp)
{
    tmp[0] = w[0] * w[1];
    return w[0] * w[0] + w[1];
}

struct state {
    double last, first;
};

// expected-error@+2 {{active value stored into constant parameter 's' has no adjoint storage}}
// expected-note@+1 {{mark 's' GRADC_WORK if it is scratch memory}}
GRADC_LOSS double member(GRADC_WRT const double *w, struct state *s)
{
    s->last = w[0] * w[1]; // expected-note {{stored here}}
    return s->last * w[0];
}
