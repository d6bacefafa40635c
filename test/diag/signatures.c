// What a loss must return and must have; nothing changes these errors.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: not %gradc %s -I%gradc_include -fsyntax-only -Wno-non-real-loss 2>&1 | FileCheck %s
// CHECK: warning: '-Wno-non-real-loss' has no effect: non-real-loss is always an error
// CHECK: error: loss 'whole' returns 'int'; its derivative is always zero [non-real-loss]
#include <gradc/gradc.h>

// expected-error@+1 {{loss 'whole' returns 'int'; its derivative is always zero}}
GRADC_LOSS int whole(GRADC_WRT double a)
{
    return (int)(a * a);
}

// expected-error@+1 {{loss 'pointer' returns 'double *'; its derivative is always zero}}
GRADC_LOSS double *pointer(GRADC_WRT double *a)
{
    return a;
}

// expected-error@+1 {{loss 'nothing' returns 'void'; its derivative is always zero}}
GRADC_LOSS void nothing(GRADC_WRT double *a)
{
    a[0] *= a[1];
}

GRADC_LOSS int through_pointer(GRADC_WRT double a, GRADC_OUT double *loss)
{
    *loss = a * a;
    return 0;
}

// expected-error@+1 {{loss 'unmarked' has no parameter marked GRADC_WRT}}
GRADC_LOSS double unmarked(double a, const double *x)
{
    return a * x[0];
}

// expected-error@+1 {{loss 'none' has no parameter marked GRADC_WRT}}
GRADC_LOSS double none(void)
{
    return 1.0;
}

// What is held fixed is no parameter.
// expected-error@+1 {{loss 'held' has no parameter marked GRADC_WRT}}
GRADC_LOSS double held(GRADC_WRT GRADC_CONST double a)
{
    return a * a;
}

GRADC_LOSS long double wide(GRADC_WRT long double a)
{
    return a * a;
}
