// Complex numbers: arithmetic, mixed with reals; in structures, arrays, calls; complex.h. The values
// that compilers and the C library compute may differ in the last bits.
// RUN: %check_grad %s -Wno-float-equality-branch -Wno-domain
// RUN: %check_grad %s -Wno-float-equality-branch -Wno-domain --strategy=store
#define CHECK_ROUNDED 1
#include "check_gradient.h"

#include <complex.h>
#include <math.h>

#ifndef CMPLX
#define CMPLX(x, y) __builtin_complex((double)(x), (double)(y))
#endif

struct wave {
    double amplitude;
    double complex phase[2];
};

static double complex rotate(double complex z, double by)
{
    if (by > 2.0)
        return z;
    return z * cexp(I * by);
}

static double arithmetic(const double *w)
{
    double complex z = w[0] + w[1] * I, u = 1.5 - 0.5 * I, v = 2.0;
    double x = w[0];
    const float complex half = 0.5f + 0.25f * I;
    long double complex wide = half * z;

    z += half * (x - 1) + wide;
    v = z * u - 3 * z / u + conj(z) * w[1];
    v += z;
    v -= x;
    v *= u + w[1];
    v /= z + 3.0;
    x *= v;
    v = -v + ~u / 2 + 1.0 / (z + 2.0) + z / (2.0 * I);
    if (v == u || !v)
        return 0.0;
    __imag__ v += w[1];
    __real__ v = x * __imag__ v;
    return creal(v) + cimag(v * v) + cabs(z + 1.0) + carg(u * z + 3.0);
}

static double memory(const double *w)
{
    struct wave a = {1.0, {1.0 + w[0] * I, w[1]}}, b;
    double complex grid[3] = {I, w[0], 2.0 - w[1] * I}, *p = grid, sum = 0.0;

    b = a;
    for (int i = 0; i < 2; i++) {
        b.phase[i] *= rotate(grid[i] + a.phase[1 - i], w[i]);
        *p++ += b.phase[i];
    }
    for (int i = 0; i < 3; i++)
        sum += grid[i] * (i % 2 ? b.phase[0] : conj(b.phase[1]));
    double *flat = (double *)grid;
    for (int i = 0; i < 6; i++)
        flat[i] *= w[0] + i;
    return creal(sum * grid[1]) + cimag(grid[2]) + b.amplitude;
}

static double functions(const double *w)
{
    const double complex z = w[0] + 0.25 + w[1] * I;
    double complex sum = csqrt(z) + csqrt(-z) + clog(z) + csin(z) * ccos(z) + ctan(z);

    sum += csinh(z) * ccosh(z) + ctanh(z) + cpow(z, 1.5 + w[1] * I) + csqrt(0.0 * I);
    sum += CMPLX(w[0], w[1] * w[0]);
    return creal(sum) * cimag(sum);
}

union parts {
    double complex z;
    double x[2];
};

static double complex square(double complex z)
{
    return z * z;
}

/* Where complex numbers may stand otherwise. */
static double elsewhere(const double *w, int n)
{
    double complex (*op)(double complex) = square;
    double complex braced = {w[0]}, chosen = n ? braced : w[1] * I, last = 0.0;
    union parts parts;

    parts.z = op(chosen + w[1]) + ({ double complex t = w[0] * I; t + n; });
    for (last = parts.z; creal(last) > 1.0 && last != 0.0; last /= 2)
        chosen += (braced, last);
    while (!last)
        last = 1.0;
    return parts.x[0] * parts.x[1] + cimag(chosen) * (__imag__ n + __real__ n) + __imag__ w[0] +
           creal(last) * (double)sizeof last;
}

static double complex trace(int n, double complex a[n][n])
{
    double complex sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += a[i][i];
    return sum;
}

/* Arrays of variable length, of numbers and of records of them. */
static double varied(const double *w, int n)
{
    double complex row[n], square[n][n];
    struct wave waves[n][2];

    for (int i = 0; i < n; i++) {
        row[i] = w[0] * i - I * w[1];
        waves[i][1].amplitude = w[1] * i;
        waves[i][1].phase[0] = row[i] * conj(row[0]);
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            square[i][j] = row[i] * row[j] + waves[j][1].phase[0];
    return creal(trace(n, square) * row[n - 1]) + cimag(square[0][1]) * waves[1][1].amplitude;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return arithmetic(w) + memory(w) + functions(w) + elsewhere(w, 0) + elsewhere(w, 2) +
           varied(w, 3);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
