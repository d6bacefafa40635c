// What influences a loss like a parameter but is not marked.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-not-differentiated 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -fdiagnostics-parseable-fixits 2>&1 | FileCheck %s
#include <gradc/gradc.h>

struct layer {
    double w[4], bias;
    int size;
};

// expected-warning@+2 {{'rate' influences loss 'global' like a parameter but is not marked}}
// expected-note@+1 {{mark it GRADC_WRT, or GRADC_CONST if it is held fixed}}
double rate = 0.1;
double gravity = 9.81;
GRADC_CONST double frozen;
const double limit = 3.0;
double last_loss;

void train(double step)
{
    // expected-note@+1 {{'rate' is changed here, like a parameter}}
    rate -= step;
    frozen += step;
}

// CHECK: fix-it:"{{.*}}not_differentiated.c":{[[#@LINE+4]]:48-[[#@LINE+4]]:48}:"GRADC_WRT "
// expected-warning@+3 {{'bias' influences loss 'pointer' like a parameter but is not marked}}
// expected-note@+2 {{'w' is marked GRADC_WRT}}
// expected-note@+1 {{mark it GRADC_WRT, or GRADC_CONST if it is held fixed}}
GRADC_LOSS double pointer(GRADC_WRT double *w, double *bias, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < 4; i++)
        // expected-note@+1 {{'bias' is read here}}
        sum += w[i] * x[i] + bias[i];
    return sum;
}

// expected-note@+1 {{'a' is marked GRADC_WRT}}
GRADC_LOSS double global(GRADC_WRT double a)
{
    // expected-note@+1 {{'rate' is read here}}
    return a * a * rate;
}

static double forward(const struct layer *m, const double *x)
{
    // expected-note@+1 {{'m' is read here}}
    double sum = m->bias;

    for (int i = 0; i < m->size; i++)
        sum += m->w[i] * x[i];
    return sum;
}

// expected-warning@+3 {{'m' influences loss 'call' like a parameter but is not marked GRADC_WRT}}
// expected-note@+2 {{'x' is marked GRADC_WRT}}
// expected-note@+1 {{mark it GRADC_WRT, or GRADC_CONST if it is held fixed}}
GRADC_LOSS double call(GRADC_WRT const double *x, struct layer *m)
{
    // expected-note@+1 {{in call to 'forward' here}}
    return forward(m, x);
}

// expected-warning@+3 {{'mean' influences loss 'array' like a parameter but is not marked}}
// expected-note@+2 {{'w' is marked GRADC_WRT}}
// expected-note@+1 {{mark it GRADC_WRT, or GRADC_CONST if it is held fixed}}
GRADC_LOSS double array(GRADC_WRT const double *w, double mean[4])
{
    double centred[4];
    double sum = 0.0;

    for (int i = 0; i < 4; i++)
        // expected-note@+1 {{'mean' is read here}}
        centred[i] = w[i] - mean[i];
    for (int i = 0; i < 4; i++)
        sum += centred[i] * centred[i];
    return sum;
}

// expected-note@+1 {{expanded from macro 'AT'}}
#define AT(m, i) ((m)[(i)])

// expected-warning@+3 {{'scale' influences loss 'macro' like a parameter but is not marked}}
// expected-note@+2 {{'w' is marked GRADC_WRT}}
// expected-note@+1 {{mark it GRADC_WRT, or GRADC_CONST if it is held fixed}}
GRADC_LOSS double macro(GRADC_WRT const double *w, double *scale)
{
    // expected-note@+1 {{'scale' is read here}}
    return w[0] * AT(scale, 0);
}

// Data is const, and passed by value or held in constants.
GRADC_LOSS double data(GRADC_WRT const double *w, const double *x, double y, const struct layer *m)
{
    return w[0] * x[0] * m->bias - y * limit;
}

// Nothing in this file changes it.
GRADC_LOSS double setting(GRADC_WRT double a)
{
    return a * gravity;
}

GRADC_LOSS double integers(GRADC_WRT const double *w, int *order)
{
    return w[order[0]] * w[order[1]];
}

// Written first, so that what is in it on entry does not count.
GRADC_LOSS double scratch(GRADC_WRT const double *w, double *tmp)
{
    double sum = 0.0;

    for (int i = 0; i < 4; i++)
        tmp[i] = 2.0;
    for (int i = 0; i < 4; i++)
        sum += w[i] * tmp[i];
    return sum;
}

GRADC_LOSS double shown(GRADC_WRT double a, double *out)
{
    *out = a;
    last_loss = a * a;
    return a * a;
}

GRADC_LOSS double compared(GRADC_WRT double a, double *threshold)
{
    return a > *threshold ? a * a : a;
}

// Meant.
GRADC_LOSS double held(GRADC_WRT double a, GRADC_CONST double *b)
{
    return a * *b * frozen;
}

GRADC_LOSS double work(GRADC_WRT double a, GRADC_WORK double *b)
{
    *b = a * a;
    return *b * a;
}

GRADC_LOSS double marked(GRADC_WRT double a, GRADC_WRT double *b)
{
    return a * *b;
}

GRADC_LOSS double stopped(GRADC_WRT double a, double *b)
{
    return a * gradc_stop(*b);
}
