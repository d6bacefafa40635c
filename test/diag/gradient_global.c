// Active values that one call leaves for the next.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-global 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-error=gradient-global 2>&1 | FileCheck %s
// CHECK: warning: active value stored in global 'level' outlives the call [-Wgradient-global]
#include <gradc/gradc.h>
#include <stdio.h>

struct filter {
    double last, gain;
};

// expected-note@+2 {{'level' is declared here}}
// expected-note@+1 {{pass it as a parameter, or store 'gradc_stop' of the value}}
double level;
// expected-note@+2 {{'state' is declared here}}
// expected-note@+1 {{pass it as a parameter, or store 'gradc_stop' of the value}}
struct filter state;
// expected-note@+2 {{'history' is declared here}}
// expected-note@+1 {{pass it as a parameter, or store 'gradc_stop' of the value}}
double history[4];
// expected-note@+2 {{'total' is declared here}}
// expected-note@+1 {{pass it as a parameter, or store 'gradc_stop' of the value}}
double total;
double shown;
double buffer[8];
long calls;
GRADC_CONST double offset;

GRADC_LOSS double smooth(GRADC_WRT double alpha, double x)
{
    // expected-error@+2 {{active value stored in global 'level' outlives the call}}
    // expected-note@+1 {{a later call reads it here}}
    level = level + alpha * (x - level);
    return level * level;
}

static double filtered(double x, double k)
{
    // expected-note@+1 {{a later call reads it here}}
    const double y = state.last + k * (x - state.last);
    // expected-error@+1 {{active value stored in global 'state' outlives the call}}
    state.last = y;
    return y;
}

GRADC_LOSS double field(GRADC_WRT double k, double x)
{
    // expected-note@+1 {{in call to 'filtered' here}}
    return filtered(x, k) * k;
}

GRADC_LOSS double array(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int i = 0; i < 4; i++)
        // expected-note@+1 {{a later call reads it here}}
        sum += w[i] * history[i];
    for (int i = 0; i < 4; i++)
        // expected-error@+1 {{active value stored in global 'history' outlives the call}}
        history[i] = w[i];
    return sum;
}

// expected-note@+1 {{expanded from macro 'KEEP'}}
#define KEEP(x) (total += (x))

GRADC_LOSS double macro(GRADC_WRT double a)
{
    // expected-error@+2 {{active value stored in global 'total' outlives the call}}
    // expected-note@+1 {{a later call reads it here}}
    KEEP(a);
    return total * a;
}

// Scratch memory: set before it is read.
GRADC_LOSS double scratch(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        buffer[i] = w[i] * w[i];
    for (int i = 0; i < 8; i++)
        sum += buffer[i];
    return sum;
}

// A record for others to look at, and a counter.
GRADC_LOSS double recorded(GRADC_WRT double a)
{
    calls++;
    shown = a * a;
    return shown + a;
}

GRADC_LOSS double printed(GRADC_WRT double a, double x)
{
    printf("before: %g\n", shown);
    shown = a * x;
    return a * x;
}

// What is stored does not depend on a parameter.
GRADC_LOSS double inactive(GRADC_WRT double a, double x)
{
    const double before = buffer[0];
    buffer[0] = x;
    return a * before;
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    const double before = buffer[1];
    buffer[1] = gradc_stop(a);
    return a * before;
}

GRADC_LOSS double held(GRADC_WRT double a)
{
    const double before = offset;
    offset = a;
    return a * before;
}
