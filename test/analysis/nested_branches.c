// What is known of memory is put together where branches meet, in time and space that do not double
// with each branch around: 32 of them, that write to a variable and to an array.
// RUN: timeout 60 %gradc %s -I %gradc_include -fsyntax-only 2>&1 | FileCheck %s --allow-empty
#include <gradc/gradc.h>

#include <math.h>

static void put(double *place, double value)
{
    *place += value;
}

#define NEST1(c, body) if (x > (c)) { put(&sum, x); body fill(part, x); } else { put(&sum, -x); }
#define NEST2(c, body) NEST1(c, NEST1((c) + 1, body))
#define NEST4(c, body) NEST2(c, NEST2((c) + 2, body))
#define NEST8(c, body) NEST4(c, NEST4((c) + 4, body))
#define NEST16(c, body) NEST8(c, NEST8((c) + 8, body))
#define NEST32(c, body) NEST16(c, NEST16((c) + 16, body))

static void fill(double *part, double x)
{
    for (int i = 0; i < 4; i++)
        part[i] = exp(x + i);
}

// CHECK-NOT: {{error|warning}}
GRADC_LOSS double f(GRADC_WRT double x)
{
    double part[4] = {0.0}, sum = 0.0;

    fill(part, x);
    NEST32(0, )
    return sum + part[1] / part[3];
}
