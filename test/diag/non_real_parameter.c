// Integers have no derivative; nor has what holds only integers.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>

// expected-error@+1 {{cannot differentiate with respect to 'n' of type 'int'}}
GRADC_LOSS double count(GRADC_WRT int n, double a)
{
    return a * n;
}

struct shape {
    int rows, columns;
};

// expected-error@+1 {{cannot differentiate with respect to 's' of type 'const struct shape *'}}
GRADC_LOSS double area(GRADC_WRT const struct shape *s, GRADC_WRT double a)
{
    return a * s->rows * s->columns;
}

GRADC_LOSS double mixed(GRADC_WRT double a, const struct shape *s)
{
    return a * s->rows;
}
