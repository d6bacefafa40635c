// What is known behind calls that do not return: nothing comes from the branch that makes one.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wbranch-without-gradient -verify
// RUN: %gradc %s -I%gradc_include -w --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// CHECK-DAG: declare @exit noreturn
// CHECK-DAG: declare @stop_it noreturn
// CHECK-DAG: declare @complain variadic noreturn
#include <assert.h>
#include <gradc/gradc.h>
#include <math.h>
#include <stdlib.h>

_Noreturn void stop_it(const char *why);
void complain(const char *why, ...) __attribute__((noreturn));
void warn(const char *why);

GRADC_LOSS double guarded(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;

    assert(w[0] > 0.0);
    for (int i = 0; i < n; i++) {
        if (w[i] <= 0.0)
            exit(1);
        sum += log(w[i]);
    }
    return sum + log(w[0]);
}

static double checked(double x)
{
    if (!(x > 0.0))
        complain("%g is not positive", x);
    return x;
}

GRADC_LOSS double in_call(GRADC_WRT double x)
{
    return log(checked(x));
}

// expected-note@+2 {{'x' is in [0, inf]}}
// expected-note@+1 {{or promise its range}}
GRADC_LOSS double too_weak(GRADC_WRT double x)
{
    if (x < 0.0)
        stop_it("negative");
    // expected-warning@+2 {{argument of 'log' may be zero; the loss and its gradient would be infinite}}
    // expected-note@+1 {{clip it}}
    return log(x);
}

// expected-note@+2 {{'x' is in [-inf, inf]}}
// expected-note@+1 {{or promise its range}}
GRADC_LOSS double goes_on(GRADC_WRT double x)
{
    if (x <= 0.0)
        warn("negative");
    // expected-warning@+2 {{argument of 'log' may be negative or zero}}
    // expected-note@+1 {{clip it}}
    return log(x);
}

// expected-note@+2 {{'x' is in [-inf, inf]}}
// expected-note@+1 {{or promise its range}}
GRADC_LOSS double only_sometimes(GRADC_WRT double x, int n)
{
    for (int i = 0; i < n; i++)
        if (x <= 0.0)
            abort();
    // expected-warning@+2 {{argument of 'log' may be negative or zero}}
    // expected-note@+1 {{clip it}}
    return log(x);
}

GRADC_LOSS double set_or_left(GRADC_WRT double x, int kind)
{
    double y, z;

    switch (kind) {
    case 0:
        y = x;
        break;
    case 1:
        y = x * x;
        break;
    default:
        assert(0);
    }
    if (kind == 1)
        z = exp(x);
    else
        abort();
    return y * z;
}

GRADC_LOSS double constant_or_left(GRADC_WRT double x, int kind)
{
    double y = 0.0;

    if (kind == 1)
        y = exp(x);
    else
        abort();
    return y;
}

// A name that tells of no such thing.
struct noreturn_log;
void write_log(struct noreturn_log *to, double x);

GRADC_LOSS double logged(GRADC_WRT double x, struct noreturn_log *to)
{
    if (x <= 0.0)
        write_log(to, 1.0);
    // expected-warning@+4 {{argument of 'log' may be negative or zero; the loss and its gradient would be NaN}}
    // expected-note@-5 {{'x' is in [-inf, inf]}}
    // expected-note@+2 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    // expected-note@-7 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 'x'}}
    return log(x);
}
