// The bytes of an active value that are read as an integer: never a derivative, so an error.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>
#include <stdint.h>

struct box {
    void *data;
};

static int64_t bits(const void *p)
{
    return *(const int64_t *)p; // expected-error {{bytes of active value reinterpreted as 'long'}}
}

GRADC_LOSS double read(GRADC_WRT double a)
{
    return a * a + 1e-9 * (double)bits(&a); // expected-note {{in call to 'bits' here}}
}

static void put(void *to, double x)
{
    *(double *)to = x; // expected-error {{bytes of active value reinterpreted as 'long'}}
}

GRADC_LOSS double written(GRADC_WRT double a)
{
    int64_t k = 0;
    put(&k, a); // expected-note {{in call to 'put' here}}
    return a * (double)(k >> 52);
}

GRADC_LOSS double field(GRADC_WRT double a)
{
    double v[2] = {a, a * a};
    struct box b = {v};
    const unsigned *u = b.data;
    // expected-error@+1 {{bytes of active value reinterpreted as 'unsigned int'}}
    return a * u[1];
}

// As what it is.
GRADC_LOSS double as_double(GRADC_WRT double a)
{
    double v[2] = {a, a * a};
    struct box b = {v};
    const double *d = b.data;
    return a * d[1];
}

// What is held fixed has bytes like any other constant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    double fixed = gradc_stop(a);
    return a * (double)(bits(&fixed) >> 52);
}

GRADC_LOSS double unused(GRADC_WRT double a)
{
    int64_t k = bits(&a);
    (void)k;
    return a;
}
