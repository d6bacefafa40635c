// Integer functions with real arguments: abs for fabs.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-int-function 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -fdiagnostics-parseable-fixits 2>&1 | FileCheck %s
#include <gradc/gradc.h>
#include <math.h>
#include <stdlib.h>

struct pose {
    double x, y;
};

GRADC_LOSS double plain(GRADC_WRT double a, double y)
{
    // CHECK: fix-it:"{{.*}}gradient_int_function.c":{[[#@LINE+2]]:12-[[#@LINE+2]]:15}:"fabs"
    // expected-warning@+1 {{'abs' takes 'int'; active 'double' argument is truncated}}
    return abs(a - y) + a * a;
}

GRADC_LOSS double others(GRADC_WRT float a, GRADC_WRT long double b)
{
    // CHECK: fix-it:{{.*}}{[[#@LINE+4]]:29-[[#@LINE+4]]:33}:"fabsf"
    // CHECK: fix-it:{{.*}}{[[#@LINE+3]]:53-[[#@LINE+3]]:58}:"fabsl"
    // expected-warning@+2 {{'labs' takes 'long'; active 'float' argument is truncated}}
    // expected-warning@+1 {{'llabs' takes 'long long'; active 'long double' argument is truncated}}
    return (double)(a * a + labs(a)) + (double)(b * llabs(b));
}

static double distance(const struct pose *p, const struct pose *q)
{
    // CHECK: fix-it:{{.*}}{[[#@LINE+2]]:12-[[#@LINE+2]]:15}:"fabs"
    // expected-warning@+1 {{'abs' takes 'int'; active 'double' argument is truncated}}
    return abs(p->x - q->x) + fabs(p->y - q->y);
}

GRADC_LOSS double call(GRADC_WRT struct pose p, struct pose q)
{
    // expected-note@+1 {{in call to 'distance' here}}
    return distance(&p, &q) + p.x * p.y;
}

GRADC_LOSS double array(GRADC_WRT const double *w)
{
    int size[8];
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        // CHECK: fix-it:{{.*}}{[[#@LINE+2]]:19-[[#@LINE+2]]:22}:"fabs"
        // expected-warning@+1 {{'abs' takes 'int'; active 'double' argument is truncated}}
        size[i] = abs(w[i]);
    for (int i = 0; i < 8; i++)
        sum += w[i] + size[i];
    return sum;
}

// CHECK-NOT: fix-it

GRADC_LOSS double real(GRADC_WRT double a)
{
    return fabs(a) + fabsf((float)a);
}

GRADC_LOSS double integer(GRADC_WRT double a, int n)
{
    return a * abs(n);
}

GRADC_LOSS double index(GRADC_WRT const double *w, const int *offset)
{
    return w[abs(offset[0])];
}

GRADC_LOSS double compared(GRADC_WRT double a)
{
    return abs((int)a) > 3 ? a : a * a;
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    return a * abs((int)gradc_stop(a));
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b)
{
    return a * abs((int)b);
}
