// A static variable belongs to the source file; the generated file would have another of its own.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>

static double kept; // expected-note {{'kept' is declared here}}
// expected-note@-1 {{pass it as a parameter, or store 'gradc_stop' of the value}}

static double remember(double x)
{
    // expected-note@+1 {{a later call reads it here}}
    kept += x; // expected-error {{active value stored in static 'kept' outlives the call}}
    return kept;
}

GRADC_LOSS double file(GRADC_WRT double a)
{
    return remember(a) * a; // expected-note {{in call to 'remember' here}}
}

GRADC_LOSS double local(GRADC_WRT double a)
{
    static int calls; // expected-note {{'calls' is declared here}}

    calls++; // expected-error {{static 'calls' cannot be shared with the generated file}}
    return a * calls;
}

// Tables are repeated in the output, and what is not static is the same object there.
static const double table[2] = {1.0, 2.0};
double shared;

GRADC_LOSS double constant(GRADC_WRT double a, int i)
{
    static const int steps[2] = {3, 4};

    shared = a * steps[i];
    return a * table[i] + shared;
}
