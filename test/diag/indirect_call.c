// Calls through pointers that may lead anywhere.
// RUN: rm -f %t.c && %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>
#include <math.h>

typedef double map(double);
struct layer {
    map *activate;
};

static double square(double x) // expected-note 4 {{'square' may be called, or a function from elsewhere}}
{
    return x * x;
}

GRADC_LOSS double given(GRADC_WRT double w, map *op)
{
    return op(w); // expected-error {{call through pointer 'op' cannot be differentiated}}
}

static double apply(const struct layer *l, double x)
{
    return l->activate(x); // expected-error {{call through pointer 'l->activate' cannot be differentiated}}
}

GRADC_LOSS double member(GRADC_WRT double w, const struct layer *l)
{
    return apply(l, w); // expected-note {{in call to 'apply' here}}
}

GRADC_LOSS double either(GRADC_WRT double w, map *op)
{
    map *chosen = op ? op : square;
    return (*chosen)(w); // expected-error {{call through pointer 'chosen' cannot be differentiated}}
}

map *find(const char *name);

GRADC_LOSS double found(GRADC_WRT double w)
{
    return find(0)(w); // expected-error {{call through pointer 'find(0)' cannot be differentiated}}
}

struct node {
    double (*go)(struct node *self, double x);
};

static double go(struct node *self, double x) // expected-note {{'go' may be called, or a function from elsewhere}}
{
    (void)self;
    return x * x;
}

extern void change(struct node *n); // expected-note {{'change' is declared here}}

GRADC_LOSS double changed(GRADC_WRT double w)
{
    struct node n = {go};
    change(&n); // expected-error {{no derivative for function 'change' called with active argument}}
    return n.go(&n, w); // expected-error {{call through pointer 'n.go' cannot be differentiated}}
}

struct pair {
    double x, y;
};

GRADC_LOSS double structure(GRADC_WRT double w, struct pair (*f)(double))
{
    return f(1.0).x * w; // expected-error {{cannot differentiate a call through a pointer that passes a structure}}
}

// Near misses: inactive, known.
GRADC_LOSS double inactive(GRADC_WRT double w, double x, map *op)
{
    return op(x) * w;
}

GRADC_LOSS double known(GRADC_WRT double w, int n)
{
    map *op = n ? square : exp;
    struct layer l = {op};
    return apply(&l, w);
}
