// Bytes of active values that a union shows as another type.
// RUN: rm -f %t.c && %gradc %s -I%gradc_include -o %t.c -verify
// RUN: not test -e %t.c
#include <gradc/gradc.h>
#include <string.h>

union number {
    double real;
    long long bits;
    float half[2];
};

struct tagged {
    int kind;
    union number value;
};

GRADC_LOSS double flipped(GRADC_WRT double w)
{
    union number u;
    u.real = w * w;     // expected-note {{accessed as 'double' here}}
    u.bits ^= 1LL << 3; // expected-error {{bytes of active value reinterpreted as 'long long'}}
    return u.real * w;
}

GRADC_LOSS double halved(GRADC_WRT double w)
{
    union number u;
    u.real = w * w;       // expected-note {{accessed as 'double' here}}
    return w * u.half[0]; // expected-error {{bytes of active value reinterpreted as 'float'}}
}

GRADC_LOSS double replaced(GRADC_WRT double w, long long bits)
{
    union number u;
    u.real = w * w; // expected-note {{accessed as 'double' here}}
    if (bits)
        u.bits = bits; // expected-error {{bytes of active value reinterpreted as 'long long'}}
    return u.real * w;
}

GRADC_LOSS double copied(GRADC_WRT double w)
{
    struct tagged a, b;
    a.kind = 1;
    a.value.real = w * w; // expected-note {{accessed as 'double' here}}
    b = a;                // expected-error {{bytes of active value reinterpreted as 'union number'}}
    return b.value.real * w;
}

GRADC_LOSS double moved(GRADC_WRT const double *w, long k)
{
    union {
        const double *p;
        long l;
    } u;
    u.p = w;      // expected-note {{accessed as 'const double *' here}}
    u.l += 8 * k; // expected-error {{bytes of active value reinterpreted as 'long'}}
    return u.p[0] * u.p[0];
}

// Near misses: one type only; bits of what is constant.
GRADC_LOSS double single(GRADC_WRT double w)
{
    struct tagged a;
    a.kind = 1;
    a.value.real = w * w;
    return a.kind ? a.value.real : 0.0;
}

GRADC_LOSS double constant(GRADC_WRT double w, double x)
{
    union number u;
    u.real = x;
    u.bits ^= 1LL << 3;
    return u.real * w;
}
