// What two files say of one name must be the same.
// RUN: rm -rf %t.dir && split-file %s %t.dir
// RUN: %gradc %t.dir/loss.c --with=%t.dir/other.c -I%gradc_include -o %t.dir/out.c -verify
// RUN: not test -e %t.dir/out.c
// RUN: %gradc %t.dir/same.c --with=%t.dir/other.c -I%gradc_include -o %t.dir/out.c 2>&1 | count 0
//--- types.h
struct layer { // expected-note {{this structure is used in}}
    double scale;
};
//--- loss.c
#include <gradc/gradc.h>
#include "types.h"

double narrow(const double *w, double x); // expected-error {{'narrow' is declared as 'double (const double *, double)' here, but defined as 'double (const double *, float)' elsewhere}}
double fewer(double x); // expected-error {{'fewer' is declared as 'double (double)' here, but defined as 'double (double, double)' elsewhere}}
float result(double x); // expected-error {{'result' is declared as 'float (double)' here, but defined as 'double (double)' elsewhere}}
double changes(const double *x); // expected-error {{'changes' is declared as 'double (const double *)' here, but defined as 'double (double *)' elsewhere}}
double old(); // expected-error {{'old' is declared as 'double ()' here, but defined as 'double (double)' elsewhere}}
double record(const struct layer *l, double x); // expected-error {{'record' is declared as 'double (const struct layer *, double)' here, but defined as 'double (const struct layer *, double)' elsewhere}}
double many(int n, ...); // expected-error {{'many' is declared as 'double (int, ...)' here, but defined as 'double (int)' elsewhere}}
extern float factor; // expected-error {{'factor' is declared as 'float' here, but defined as 'double' elsewhere}}
extern double table[3]; // expected-error {{'table' is declared as 'double[3]' here, but defined as 'double[2]' elsewhere}}
double nowhere(double x); // expected-note {{'nowhere' is declared here}}
double asks(double x);

GRADC_LOSS double a(GRADC_WRT const double *w) { return narrow(w, w[0]); }
GRADC_LOSS double b(GRADC_WRT const double *w) { return fewer(w[0]); }
GRADC_LOSS double c(GRADC_WRT const double *w) { return result(w[0]); }
GRADC_LOSS double d(GRADC_WRT const double *w) { return changes(w); }
GRADC_LOSS double e(GRADC_WRT const double *w) { return old(w[0]); }
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const struct layer l = {w[0]};
    return record(&l, w[1]);
}
GRADC_LOSS double g(GRADC_WRT const double *w) { return many(1, w[0]); }
GRADC_LOSS double h(GRADC_WRT const double *w) { return w[0] * factor; }
GRADC_LOSS double i(GRADC_WRT const double *w) { return w[0] * table[1]; }
GRADC_LOSS double j(GRADC_WRT const double *w) { return asks(w[0]) + nowhere(w[0]); }
GRADC_LOSS double k(GRADC_WRT const double *w) { return narrow(w, w[1]); }
//--- other.c
struct layer { // expected-note {{this other one is used there}}
    float scale;
};
double narrow(const double *w, float x) { return w[0] * x; } // expected-note {{'narrow' is defined here}}
double fewer(double x, double y) { return x * y; } // expected-note {{'fewer' is defined here}}
double result(double x) { return x; } // expected-note {{'result' is defined here}}
double changes(double *x) { return x[0] * x[0]; } // expected-note {{'changes' is defined here}}
double old(double x) { return x; } // expected-note {{'old' is defined here}}
double record(const struct layer *l, double x) { return l->scale * x; } // expected-note {{'record' is defined here}}
double many(int n) { return n; } // expected-note {{'many' is defined here}}
double factor = 2.0; // expected-note {{'factor' is defined here}}
double table[2] = {1.0, 2.0}; // expected-note {{'table' is defined here}}
double nowhere(int x); // expected-error {{'nowhere' is declared as 'double (int)' here, but declared as 'double (double)' elsewhere}}
double asks(double x) { return nowhere(3) * x; }
double open_array[4] = {1.0, 2.0, 3.0, 4.0};
//--- same.c
// Near misses: a structure of another name or layout that no call passes, an array without its size.
#include <gradc/gradc.h>
struct layer {
    double *first, *second;
};
double fewer(const double x, double y);
extern double open_array[];
typedef double real;
real result(real x);

GRADC_LOSS double f(GRADC_WRT double w)
{
    const struct layer l = {&w, &w};
    return fewer(*l.first, result(w)) * open_array[2];
}
