// A file in which nothing is to be differentiated is an error: no empty output.
// RUN: %exits 1 %gradc %s -I%gradc_include -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
// RUN: %gradc %s -I%gradc_include --loss=square --wrt=a -fsyntax-only 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -DMARKED 2>&1 | count 0
// CHECK: gradc: error: nothing to differentiate in this file
#include <gradc/gradc.h>

double square(double a)
{
    return a * a;
}

#ifdef MARKED
GRADC_LOSS double cube(GRADC_WRT double a)
{
    return a * square(a);
}
#endif
