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
