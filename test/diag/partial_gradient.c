// Fields of a struct that receive no gradient, named one by one.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-partial-gradient 2>&1 | count 0
#include <gradc/gradc.h>

struct model {
    double w;
    double b2; // expected-note {{'b2' is never read}}
    double b3; // expected-note {{'b3' is never read}}
    int size;
};

// expected-warning@+1 {{fields 'b2', 'b3' of 'm' receive no gradient}}
GRADC_LOSS double part(GRADC_WRT const struct model *m)
{
    return m->w * m->w * m->size;
}

struct whole {
    double w, b;
};

GRADC_LOSS double all(GRADC_WRT const struct whole *m)
{
    return m->w * m->b;
}

// Nested fields by their path, in the order of the declaration, each with its own reason.
struct layer {
    double scale, shift; // expected-note {{'out.shift' is never read}}
};

struct network {
    struct layer in, out;
    const double *table; // expected-note {{'table' is never read}}
};

// expected-warning@+1 {{fields 'in.shift', 'out.shift', 'table' of 'm' receive no gradient}}
GRADC_LOSS double nested(GRADC_WRT const struct network *m)
{
    // expected-note@+1 {{'in.shift': converted to 'int' here; integers carry no derivative}}
    return m->in.scale * (int)m->in.shift * m->out.scale;
}

// A list leads back to itself: that is no field without a gradient.
struct node {
    double value;
    struct node *next;
};

GRADC_LOSS double list(GRADC_WRT const struct node *l)
{
    double sum = 0.0;

    for (; l; l = l->next)
        sum += l->value * l->value;
    return sum;
}

GRADC_LOSS double first(GRADC_WRT const struct node *l)
{
    return l->value * l->value;
}

struct layers {
    struct {
        double weight[2];
        double offset; // expected-note {{'layer[...].offset' is never read}}
    } layer[3];
};

// expected-warning@+1 {{field 'layer[...].offset' of 'm' receives no gradient}}
GRADC_LOSS double deep(GRADC_WRT const struct layers *m, double x)
{
    double sum = 0.0;

    for (int i = 0; i < 3; i++)
        sum += m->layer[i].weight[0] * x + m->layer[i].weight[1];
    return sum;
}
