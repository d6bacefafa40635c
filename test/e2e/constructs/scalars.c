// Every scalar type of C and its conversions, as factors beside what is active; sizeof, _Alignof,
// __typeof__ and _Generic.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum level { LOW = -1, HIGH = 3 };
typedef double real;
typedef const real fixed;

static double of_double(double x)
{
    return x * x;
}

static float of_float(float x)
{
    return 2.0f * x;
}

#define OF(x) _Generic((x), float: of_float, default: of_double)(x)

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    bool positive = w[0] > 0.0;
    char c = 'a' - 90;
    signed char narrow = (signed char)(w[1] * 100.0);
    unsigned char wraps = (unsigned char)(c + 250);
    short s = -2;
    unsigned short us = (unsigned short)(s & 7);
    unsigned u = 3u - 1u;
    long l = (long)u * s;
    unsigned long long ull = (unsigned long long)LOW >> 62;
    int64_t i64 = HIGH;
    size_t size = sizeof(int[3]) / sizeof(int) + _Alignof(char);
    enum level level = positive ? HIGH : LOW;
    fixed half = 0.5f;
    __typeof__(w[0]) x = w[0];
    float single = (float)w[1];
    long double wide = x * (real)half;
    double sum =
        positive + c + narrow + wraps + s + us + (int)u + l + (double)ull + i64 + size + level;
    return sum * x * half + (double)(wide * wide) + OF(x) + 0.0 * OF(single);
}

CHECK_GRADIENT(2, {0.3, 0.505}, {-0.2, 0.705}, {1.1, -0.405})
