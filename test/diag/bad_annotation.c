// Annotations that are misspelt or stand where they mean nothing.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>

// expected-error@+2 {{annotation 'gradc.losss' is unknown, or has no effect here}}
// expected-note@+1 {{did you mean 'gradc.loss'?}}
__attribute__((annotate("gradc.losss"))) double misspelt(double a)
{
    return a;
}

GRADC_LOSS double good(GRADC_WRT double a)
{
    return a;
}

// expected-error@+1 {{annotation 'gradc.loss' is unknown, or has no effect here}}
GRADC_LOSS static double variable;

// expected-error@+1 {{annotation 'gradc.wrt' is unknown, or has no effect here}}
GRADC_WRT double function(double a)
{
    return a * variable;
}

double local(double a)
{
    // expected-error@+1 {{annotation 'gradc.wrt' is unknown, or has no effect here}}
    GRADC_WRT double b = a;
    return b;
}

// Annotations of others are theirs.
__attribute__((annotate("other.tool"))) double foreign(double a)
{
    return a;
}

// What GRADC_RANGE promises must be two numbers in order, of something that has numbers.
#define EPS (1.0 / 4)
// expected-error@+3 {{annotation 'gradc.range:1,0' is unknown, or has no effect here}}
// expected-note@+2 {{GRADC_RANGE takes two numbers, the smaller one first}}
typedef struct {
    double GRADC_RANGE(1, 0) turned;
    // expected-error@+2 {{annotation 'gradc.range:(1.0 / 4),1' is unknown, or has no effect here}}
    // expected-note@+1 {{GRADC_RANGE takes two numbers, the smaller one first}}
    double GRADC_RANGE(EPS, 1) computed;
    // expected-error@+2 {{annotation 'gradc.range:n,1' is unknown, or has no effect here}}
    // expected-note@+1 {{GRADC_RANGE takes two numbers, the smaller one first}}
    double GRADC_RANGE(n, 1) named;
} ranges;

// expected-error@+2 {{annotation 'gradc.positive' is unknown, or has no effect here}}
// expected-note@+1 {{it says nothing of a value that is no number}}
GRADC_LOSS double of_record(GRADC_WRT GRADC_POSITIVE const ranges *r)
{
    return r->turned;
}

// expected-error@+1 {{annotation 'gradc.range:0,1' is unknown, or has no effect here}}
static double helper(GRADC_RANGE(0, 1) double x)
{
    return x;
}

GRADC_LOSS double calls(GRADC_WRT double a)
{
    return helper(a);
}

// One that a macro brings into a function that does not seem to have any.
#define DIFFERENTIATED GRADC_WRT
static double hidden(double x)
{
    DIFFERENTIATED double y = x * x; // expected-error {{annotation 'gradc.wrt' is unknown, or has no effect here}}
    return y;
}

GRADC_LOSS double calls_hidden(GRADC_WRT double a)
{
    return hidden(a);
}
