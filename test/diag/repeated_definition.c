// One program holds one definition of a name.
// RUN: rm -rf %t.dir && split-file %s %t.dir
// RUN: %gradc %t.dir/loss.c --with=%t.dir/dense.c --with=%t.dir/scale.c -I%gradc_include -o %t.dir/out.c -verify
// RUN: not test -e %t.dir/out.c
// RUN: %gradc %t.dir/single.c --with=%t.dir/dense.c --with=%t.dir/scale.c -I%gradc_include -o %t.dir/out.c 2>&1 | count 0
//--- both.h
// The text is the same, whichever is taken.
extern inline __attribute__((gnu_inline)) double same_text(double x) { return 2.0 * x; }
//--- loss.c
#include <gradc/gradc.h>
double scaled(double x);
extern double factor;
double own(double x) { return x; } // expected-note {{'own' is defined here, too}}

GRADC_LOSS double f(GRADC_WRT double w) { return scaled(w) * scaled(2.0 * w); }
GRADC_LOSS double g(GRADC_WRT double w) { return factor * w; }
GRADC_LOSS double h(GRADC_WRT double w) { return own(w); }
//--- dense.c
double factor = 1.0; // expected-note {{'factor' is defined here, too}}
double scaled(double x) { return 2.0 * x; } // expected-note {{'scaled' is defined here, too}}
double own(double x) { return 3.0 * x; } // expected-error {{'own' is defined a second time}}
#include "both.h"
double tentative[2];
inline double inlined(double x) { return x; }
int main(void) { return 0; }
//--- scale.c
double factor = 2.0; // expected-error {{'factor' is defined a second time}}
double scaled(double x) { return 3.0 * x; } // expected-error {{'scaled' is defined a second time}}
double tentative[2];
inline double inlined(double x) { return x; }
int main(void) { return 0; }
//--- single.c
// Near misses: what is not reached, variables without a value, inline definitions, a header's text.
#include "both.h"
#include <gradc/gradc.h>
extern double tentative[2];
inline double inlined(double x) { return x; }
extern inline double inlined(double x);

GRADC_LOSS double f(GRADC_WRT double w) { return inlined(w) * tentative[1] * same_text(w); }
