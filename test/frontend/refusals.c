// What gradc does not differentiate is an error where it stands, never a guess.
// RUN: rm -f %t.c && %gradc %s -I%gradc_include -o %t.c -ferror-limit=0 -verify
// RUN: not test -e %t.c
#define _GNU_SOURCE
#include <complex.h>
#include <gradc/gradc.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct record {
    double x;
};
struct record external(void);
static jmp_buf environment;

GRADC_LOSS double backward_goto(GRADC_WRT double w)
{
    {
    again: // expected-note {{label 'again' is here}}
        w *= 0.5;
    }
    if (w > 1.0)
        goto again; // expected-error {{cannot differentiate a backward goto into a block}}
    return w;
}

GRADC_LOSS double entered_loop(GRADC_WRT double w)
{
    goto test; // expected-error {{cannot differentiate a goto into a block}}
again:
    w *= 0.5;
test: // expected-note {{label 'test' is here}}
    if (w > 1.0)
        goto again;
    return w;
}

GRADC_LOSS double two_labels(GRADC_WRT double w)
{
again:
other: // expected-note {{label 'other' is here}}
    w *= 0.5;
    if (w > 3.0)
        goto other; // expected-error {{cannot differentiate a backward goto into a block}}
    if (w > 1.0)
        goto again;
    return w;
}

GRADC_LOSS double inward_goto(GRADC_WRT double w)
{
    if (w > 1.0)
        goto middle; // expected-error {{cannot differentiate a goto into a block}}
    for (int i = 0; i < 3; i++) {
        w *= 0.5;
    middle: // expected-note {{label 'middle' is here}}
        w += 1.0;
    }
    return w;
}

GRADC_LOSS double case_goto(GRADC_WRT double w, int n)
{
    switch (n) {
    case 0:
        w *= 2.0;
        goto other; // expected-error {{cannot differentiate a goto into a block}}
    case 1:
    other: // expected-note {{label 'other' is here}}
        w += 1.0;
    }
    return w;
}

GRADC_LOSS double expression_goto(GRADC_WRT double w)
{
    w *= ({
        if (w > 2.0)
            goto away; // expected-error {{cannot differentiate a jump out of a statement expression}}
        w;
    });
away:
    return w;
}

GRADC_LOSS double computed_goto(GRADC_WRT double w)
{
    void *p = &&end;
    goto *p; // expected-error {{cannot differentiate computed goto}}
end:
    return w;
}

GRADC_LOSS double duff(GRADC_WRT double w, int n)
{
    switch (n) {
    case 0:
        do {
            w *= 2.0;
    case 1: // expected-error {{cannot differentiate a case label inside another statement}}
            w += 1.0;
        } while (--n > 0);
    }
    return w;
}

GRADC_LOSS double integer_union(GRADC_WRT double w)
{
    union {
        int i;
        unsigned u;
    } u;
    u.i = -1;
    return w * u.u;
}

GRADC_LOSS double bytes(GRADC_WRT const double *w)
{
    const unsigned char *b = (const unsigned char *)w; // expected-error {{cannot differentiate memory that is accessed as another type}}
    return b[0] * w[0];
}

GRADC_LOSS double bits(GRADC_WRT double w)
{
    long l;
    memcpy(&l, &w, sizeof l); // expected-error {{cannot differentiate a copy between objects of different types}}
    return l * w;
}

GRADC_LOSS double invented(GRADC_WRT const double *w, unsigned long address)
{
    return *w * *(const double *)address; // expected-error {{cannot differentiate the conversion of an integer to a pointer}}
}

GRADC_LOSS double void_arithmetic(GRADC_WRT const double *w)
{
    const void *p = w;
    return *(const double *)(p + 8); // expected-error {{cannot differentiate arithmetic on a pointer to void}}
}

GRADC_LOSS double complex_numbers(GRADC_WRT double w)
{
    double _Complex z = w;
    z++;             // expected-error {{cannot differentiate this operand}}
    z = clog10(z);   // expected-error {{cannot differentiate an external function that returns a complex number}}
    z = z ?: 1.0;    // expected-error {{cannot differentiate this expression}}
    int _Complex k;  // expected-error {{cannot differentiate complex integers and complex _Float16}}
    return creal(z * z);
}

GRADC_LOSS double wide_integers(GRADC_WRT double w)
{
    __int128 k = 3; // expected-error {{cannot differentiate 128-bit integers}}
    return w * 2.0;
}

GRADC_LOSS double quadruple(GRADC_WRT double w)
{
    __float128 q = 3; // expected-error {{cannot differentiate 128-bit floating-point numbers}}
    return w * 2.0;
}

GRADC_LOSS double half(GRADC_WRT double w, _Float16 g)
{
    _Float16 _Complex z;              // expected-error {{cannot differentiate complex integers and complex _Float16}}
    _Float16 h = 1.00048828125001f16; // expected-error {{cannot differentiate a _Float16 literal whose rounding is not known}}
    _Float16 k = g * g ?: g;          // expected-error {{cannot differentiate this expression}}
    return w * 2.0;
}

GRADC_LOSS double vectors(GRADC_WRT double w)
{
    typedef double v4 __attribute__((vector_size(32)));
    v4 a = {w}; // expected-error {{cannot differentiate vector types}}
    return w * 2.0;
}

GRADC_LOSS double atomics(GRADC_WRT double w)
{
    _Atomic double a = w; // expected-error {{cannot differentiate atomic objects}}
    return w * 2.0;
}

GRADC_LOSS double volatiles(GRADC_WRT double w)
{
    double *volatile p = &w, *volatile *q = &p; // expected-error {{cannot differentiate volatile access to something other than a number}}
    return **q * 2.0;
}

// expected-error@+1 {{cannot differentiate volatile access to something other than a number}}
GRADC_LOSS double volatile_parameter(GRADC_WRT double w, volatile struct record r)
{
    return w * r.x;
}

// expected-error@+1 {{cannot differentiate volatile access to something other than a number}}
GRADC_LOSS double volatile_rows(GRADC_WRT double w, volatile double x[2][2])
{
    return w * x[0][0];
}

// expected-error@+1 {{cannot differentiate volatile access to something other than a number}}
GRADC_LOSS double volatile_pointer(GRADC_WRT double w, double *volatile p)
{
    double *volatile *q = &p;
    return w * **q;
}

GRADC_LOSS double volatile_record(GRADC_WRT double w, volatile struct record *p, struct record r)
{
    *p = r; // expected-error {{cannot differentiate volatile access to something other than a number}}
    return w * 2.0;
}

struct flags {
    volatile unsigned ready : 1;
};

GRADC_LOSS double volatile_bits(GRADC_WRT double w, const struct flags *flags)
{
    return w * flags->ready; // expected-error {{cannot differentiate volatile access to something other than a number}}
}

GRADC_LOSS double volatile_complex(GRADC_WRT double w)
{
    volatile double _Complex z, *p = &z;
    z = 2.0 * I; // expected-error {{cannot differentiate volatile access to something other than a number}}
    return w;
}

// expected-error@+1 {{cannot differentiate 128-bit integers}}
GRADC_LOSS double wide_parameter(GRADC_WRT double w, __int128 n)
{
    return w * n;
}

GRADC_LOSS double threads(GRADC_WRT double w)
{
    static _Thread_local double t; // expected-error {{cannot differentiate thread-local storage}}
    t = w;
    return w * 2.0;
}

GRADC_LOSS double assembly(GRADC_WRT double w)
{
    __asm__("" : "+x"(w)); // expected-error {{cannot differentiate asm}}
    return w;
}

double (*chooser(int n))(double);

GRADC_LOSS double pointers(GRADC_WRT double w)
{
    double (*(*g)(int))(double) = chooser; // expected-error {{cannot differentiate a pointer to a function that returns such a pointer}}
    return g(1)(w); // expected-error 0+ {{cannot differentiate}}
}

static double variadic(int n, ...) // expected-note {{remove 'static' here, or have the source included by --amalgamate}}
{
    va_list list;
    va_start(list, n);
    double sum = va_arg(list, double);
    va_end(list);
    return sum;
}

GRADC_LOSS double arguments(GRADC_WRT double w)
{
    return variadic(1, w); // expected-error {{cannot differentiate a call of a static function with a variable number of arguments}}
}

// expected-error@+1 {{cannot differentiate a function with a variable number of arguments}}
GRADC_LOSS double open_ended(GRADC_WRT double w, ...)
{
    return w;
}

GRADC_LOSS double by_value(GRADC_WRT double w)
{
    return external().x * w; // expected-error {{cannot differentiate an external function that returns a structure}}
}

GRADC_LOSS double jumps(GRADC_WRT double w)
{
    if (setjmp(environment)) // expected-error {{cannot differentiate setjmp}}
        return 0.0;
    return w;
}

GRADC_LOSS double leaps(GRADC_WRT double w)
{
    if (w < 0.0)
        longjmp(environment, 1); // expected-error {{cannot differentiate longjmp}}
    return w;
}

GRADC_LOSS double grown(GRADC_WRT double w)
{
    double *p = malloc(sizeof *p);
    float *q = realloc(p, 2 * sizeof *p); // expected-error {{cannot differentiate realloc between objects of different types}}
    p[0] = w + q[0];
    return p[0];
}

GRADC_LOSS double regrown(GRADC_WRT double w, void *p)
{
    p = realloc(p, 2 * sizeof w); // expected-error {{cannot differentiate an allocation whose type is not known}}
    return w;
}

GRADC_LOSS double stack(GRADC_WRT double w)
{
    void *p = __builtin_alloca(16); // expected-error {{cannot differentiate an allocation whose type is not known}}
    return w + (p != 0);
}

GRADC_LOSS double filled(GRADC_WRT double w, unsigned n)
{
    double a[2];
    a[1] = w;
    memset(a, 1, n++); // expected-error {{cannot differentiate memset whose size is not a number of whole objects}}
    return a[0] * w;
}

GRADC_LOSS double partly(GRADC_WRT const double *w, unsigned n)
{
    double a[2];
    memcpy(a, w, n); // expected-error {{cannot differentiate a copy whose size is not a number of whole objects}}
    return a[0] * w[0];
}

GRADC_LOSS double sized_type(GRADC_WRT double w, int n)
{
    typedef double row[n];
    row a; // expected-error {{cannot differentiate an array whose size is not known here}}
    a[0] = w;
    return a[0];
}

enum color { RED, GREEN };

// An enumeration is compatible with an integer type, of which the source does not say which.
GRADC_LOSS double generic(GRADC_WRT double w, enum color color)
{
    return _Generic(color, unsigned: w, default: w * 2.0); // expected-error {{cannot differentiate a _Generic selection between values of one type}}
}

GRADC_LOSS double generic_typeof(GRADC_WRT double w)
{
    return _Generic(&w, __typeof__(&w): w, default: w * 2.0); // expected-error {{cannot differentiate a _Generic selection between values of one type}}
}

GRADC_LOSS double generic_place(GRADC_WRT double w)
{
    _Generic(w, double: w, float: w) = 2.0; // expected-error {{cannot differentiate this left operand}}
    return w;
}

struct link {
    const struct link *other;
};

static double changing;
static double *const way[1] = {&changing}; // expected-error {{cannot differentiate a constant table that leads to a static variable}}
static const struct link there;
static const struct link here = {&there};
static const struct link there = {&here}; // expected-error {{cannot differentiate tables that refer to each other}}
static const struct link own = {&own};

GRADC_LOSS double led_away(GRADC_WRT double w)
{
    *way[0] = w;
    return w;
}

GRADC_LOSS double led_around(GRADC_WRT double w)
{
    return here.other ? w : w * w;
}

GRADC_LOSS double led_back(GRADC_WRT double w)
{
    return own.other ? w : w * w;
}
