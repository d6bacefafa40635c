// A parameter that never reaches the loss beside one that does.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-parameter-unused 2>&1 | count 0
// RUN: not %gradc %s -I%gradc_include -Werror=parameter-unused -o %t.c
// RUN: not test -e %t.c
#include <gradc/gradc.h>

// expected-warning@+3 {{parameter 'b' never influences loss 'unused'; its gradient is always zero}}
// expected-note@+2 {{the value of 'b' is never used}}
// expected-note@+1 {{mark 'b' GRADC_CONST if this is meant}}
GRADC_LOSS double unused(GRADC_WRT double a, GRADC_WRT double b)
{
    return a * a;
}

GRADC_LOSS double used(GRADC_WRT double a, GRADC_WRT double b)
{
    return a * a + b;
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_CONST double b)
{
    return a * a;
}
