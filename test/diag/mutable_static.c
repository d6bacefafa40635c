// State that the generated file could not share with the source.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

static double keep; // expected-error {{static 'keep' cannot be shared with the generated file}}
static const double table[2] = {1.0, 2.0};

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    keep = w[0] * table[1];
    return keep * keep;
}
