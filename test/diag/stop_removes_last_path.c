// gradc_stop on the only path is meant, or a mistake: a warning.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-stop-removes-last-path 2>&1 | count 0
#include <gradc/gradc.h>

// expected-warning@+1 {{'gradc_stop' removes the only gradient path from 'a'}}
GRADC_LOSS double stopped(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-note@+2 {{(1) held fixed by 'gradc_stop' here}}
    // expected-note@+1 {{remove 'gradc_stop', or mark 'a' GRADC_CONST if this is meant}}
    return gradc_stop(a) * b;
}

GRADC_LOSS double half(GRADC_WRT double a, GRADC_WRT double b)
{
    return gradc_stop(a) * b + a;
}
