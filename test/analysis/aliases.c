// Ways for an active value into memory that is read by another name. None may count as constant:
// gradc differentiates through them or refuses.
// RUN: rm -rf %t && split-file %s %t
// RUN: %gradc %t/recursion.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/initialiser.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/returned.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/filled.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/behind_const.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/extern_global.c -I%gradc_include -o %t/x.c -verify
// RUN: %gradc %t/unread_pointee.c -I%gradc_include -o %t/x.c -verify
// RUN: not test -e %t/x.c
// RUN: %gradc %t/print.c -I%gradc_include -Wno-gradient-global -o %t/x.c 2>&1 | count 0

//--- recursion.c
#include <gradc/gradc.h>
double sum;
static void add(int n, double w)
{
    if (n == 0)
        return;
    // expected-error@+1 {{cannot differentiate active values in a global variable of a recursive}}
    sum += w;
    add(n - 1, w);
}
GRADC_LOSS double f(GRADC_WRT double w)
{
    sum = 0.0;
    add(3, w);
    return sum + w;
}

//--- initialiser.c
#include <gradc/gradc.h>
double buffer[4], *place = buffer;
GRADC_LOSS double f(GRADC_WRT double w)
{
    // expected-error@+1 {{cannot differentiate active values in memory that has no shadow}}
    *place = w * w;
    return buffer[0] + w;
}

//--- returned.c
#include <gradc/gradc.h>
double *pick(double *p); // expected-note {{is declared here}}
GRADC_LOSS double f(GRADC_WRT double w)
{
    double b[3] = {0};
    // expected-error@+1 {{no derivative for function 'pick' called with active argument}}
    *pick(b) = w * w;
    return b[0] + w;
}

//--- filled.c
#include <gradc/gradc.h>
void init(double **p); // expected-note {{is declared here}}
GRADC_LOSS double f(GRADC_WRT double w)
{
    double *p;
    // expected-error@+1 {{no derivative for function 'init' called with active argument}}
    init(&p);
    *p = w * w;
    return *p + w;
}

//--- behind_const.c
#include <gradc/gradc.h>
struct view { double *data; };
void overwrite(const struct view *v); // expected-note {{is declared here}}
GRADC_LOSS double f(GRADC_WRT double w)
{
    double b[3] = {w, w, w};
    struct view v = {b};
    // expected-error@+1 {{no derivative for function 'overwrite' called with active argument}}
    overwrite(&v);
    return b[0] + w;
}

//--- extern_global.c
#include <gradc/gradc.h>
extern double total;
void count(double w); // expected-note {{is declared here}}
GRADC_LOSS double f(GRADC_WRT double w)
{
    total = 0.0;
    // expected-error@+1 {{no derivative for function 'count' called with active argument}}
    count(w);
    return total + w;
}

//--- unread_pointee.c
#include <gradc/gradc.h>
double total(double *const *rows); // expected-note {{is declared here}}
GRADC_LOSS double f(GRADC_WRT double *const *rows, GRADC_WRT double w)
{
    // expected-error@+1 {{no derivative for function 'total' called with active argument}}
    return total(rows) + w;
}

//--- print.c
#include <gradc/gradc.h>
#include <stdio.h>
double scale = 2.0;
GRADC_LOSS double f(GRADC_WRT double w)
{
    printf("%g\n", w);
    scale = scale * w;
    return scale * w;
}
