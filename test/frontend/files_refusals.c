// What cannot be taken from another file is refused where it stands.
// RUN: rm -rf %t.dir && split-file %s %t.dir
// RUN: %gradc %t.dir/loss.c --with=%t.dir/other.c -I%gradc_include -o %t.dir/out.c -verify
// RUN: not test -e %t.dir/out.c
// With --amalgamate nothing in the first file can give way.
// RUN: %gradc %t.dir/whole.c --with=%t.dir/part.c --amalgamate -I%gradc_include -o %t.dir/out.c -verify
// RUN: %gradc %t.dir/whole.c --with=%t.dir/part.c -I%gradc_include -o %t.dir/out.c 2>&1 | FileCheck %s --allow-empty --check-prefix=BESIDE
// BESIDE-NOT: error
//--- loss.h
#define RATE 0.5 // expected-note {{'RATE' is declared here}}
#define depth 3
static inline double scaled(double x) // expected-note {{'scaled' is declared here}}
{
    return 2.0 * x;
}
//--- loss.c
#include "loss.h"
#include <gradc/gradc.h>

enum kind { RELU }; // expected-note {{'RELU' is declared here}}
double a(double), b(double), c(double), d(double), e(double), f(double), g(double), h(double), i(double), j(double), k(double);
double m(double) __asm__("k"); // expected-error {{cannot differentiate a name that an assembler label replaces}}

GRADC_LOSS double of_a(GRADC_WRT double w) { return a(w); } // expected-note {{in call to 'a' here}}
GRADC_LOSS double of_b(GRADC_WRT double w) { return b(w); }
GRADC_LOSS double of_c(GRADC_WRT double w) { return c(w); }
GRADC_LOSS double of_d(GRADC_WRT double w) { return d(w); }
GRADC_LOSS double of_e(GRADC_WRT double w) { return e(w); }
GRADC_LOSS double of_f(GRADC_WRT double w) { return f(w); }
GRADC_LOSS double of_g(GRADC_WRT double w) { return g(w); }
GRADC_LOSS double of_h(GRADC_WRT double w) { return h(w); }
GRADC_LOSS double of_i(GRADC_WRT double w) { return i(w); }
GRADC_LOSS double of_j(GRADC_WRT double w) { return j(w); }
GRADC_LOSS double of_m(GRADC_WRT double w) { return m(w); }
GRADC_LOSS double of_k(GRADC_WRT double w) { return k(w) * scaled(w); }
//--- other.c
#include <gradc/gradc.h>
#include <stdarg.h>

static int calls; // expected-note {{'calls' is declared here}}
double a(double x) { calls++; return x; } // expected-error {{static 'calls' cannot be shared with the generated file}}

double RELU(double x) { return x; } // expected-error {{cannot differentiate 'RELU', which means something else in}}
double b(double x) { return RELU(x); }

double scaled(double x) { return x; } // expected-error {{cannot differentiate 'scaled', which means something else in}}
double c(double x) { return scaled(x); }

extern double RATE; // expected-error {{cannot differentiate 'RATE', which means something else in}}
double d(double x) { return x * RATE; }

// expected-note@+1 {{remove 'static' here}}
static void tell(const char *format, ...) { va_list list; va_start(list, format); va_end(list); }
double e(double x) { tell("", x); return x; } // expected-error {{cannot differentiate a call of a static function with a variable number of arguments}}

struct packed { char c; double x; } __attribute__((packed)); // expected-error {{cannot differentiate a structure of another file with attributes}}
double f(double x) { struct packed p = {1, x}; return p.x; }

struct tree { double depth; }; // expected-error {{cannot differentiate a structure with a member that is a macro in the first file}}
double g(double x) { struct tree t = {x}; return t.depth; }

struct seven { double x; __int128 wide; }; // expected-error {{cannot differentiate a structure of another file that has such members}}
double h(double x) { struct seven s = {.x = x}; return s.x; }

enum mode { OFF, ON };
static const double table[] = {(double)(enum mode)1, 2.0}; // expected-error {{cannot differentiate a table of another file whose values name a type}}
double i(double x) { return x * table[1]; }

typedef double function(double);
typedef function *chooser(int);
double j(double x) { chooser *none = 0; return x * (none == 0); } // expected-error {{cannot differentiate a pointer to a function that takes or returns such a pointer}}

double m(double x) { return x; }

double k(double x) { return x * x; } // in order
//--- whole.c
#include <gradc/gradc.h>
static int calls;
static double same(double x) { calls++; return x; } // expected-note {{'same' is declared here}}
double part(double x);
GRADC_LOSS double of_part(GRADC_WRT double w) { return part(w); }
double count(void) { return same(calls); }
//--- part.c
double same(double x) { return x * x; } // expected-error {{cannot differentiate 'same', which means something else in}}
double part(double x) { return same(x); }
