// Control flow, expressions, memory and functions of the library, run before and after.
// RUN: sh %S/Inputs/roundtrip.sh %gradc %gradc_include %cc %s %t
#include "roundtrip.h"

#include <assert.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct S {
    double x, y;
    int k;
    double v[3];
};
PROGRAM(ctl)
{
    double s = 0;
    for (int i = 0;; i++) {
        if (i > n)
            break;
        if (i == 2)
            continue;
        s += i * a;
        if (s > 100)
            return s;
        for (int j = 0; j < i; j++) {
            if (j == 3)
                break;
            if (j == 1)
                continue;
            if (s < -50)
                return b;
            s += j;
        }
    }
    int k = n;
    while (1) {
        k--;
        if (k < 0)
            break;
        s += k;
    }
    do {
        s += 1;
        if (s > 40)
            break;
        if (k++ < 2)
            continue;
        s = fabs(s) * 1.5;
    } while (s < 30);
    if (a > 0) {
        if (b > 0)
            return s;
        s += 3;
    } else if (n > 2)
        s -= 1;
    else {
        s += b;
    }
    s += a > b ? a : b;
    s += n > 2 && a > 0 || b < 0;
    s += n ?: 7;
    s += (a > 0 ? n : 2.5) + (n && p[0] > 0 ? *p : -*p);
    for (;;) {
        do {
            if (n > 0) {
                n--;
                continue;
            } else
                break;
        } while (1);
        break;
    }
    return s;
}
PROGRAM(sw)
{
    double s = a;
    switch (n) {
    case 0:
        s += 1;
    case 1:
        s *= 2;
        break;
    case 2:
    case 3:
        s -= b;
        if (s > 0)
            break;
        s = 7;
    default:
        s += 100;
    case 8:
        s++;
    }
    switch (n & 3) {
    case 1:
        return s;
    case 2: {
        double t = s;
        s = t * t;
        break;
    }
    case 0:
        for (int i = 0; i < 5; i++) {
            switch (i) {
            case 3:
                continue;
            case 4:
                break;
            default:
                s += i;
            }
            if (i == 2)
                break;
        }
    }
    switch ((unsigned char)(n - 1)) {
    case 255:
        s += 9;
        break;
    case 0 ... 2:
        s += 5;
        break;
    }
    switch (n - 2u) {
    case -1:
        s += 3;
        break;
    case 0xfffffffe:
        s += 11;
        break;
    default:
        s += 1;
    }
    switch ((long long)n - 3) {
    case -3:
        s += 17;
        break;
    case 2:
        s *= 3;
    }
    switch (n)
    default:
        s += 2;
    switch (n) {
        int q;
    case 1:
        q = 3;
        s += q;
        break;
    default:
        q = 4;
        s += q;
    }
    switch (n) {
    }
    return s;
}
PROGRAM(swdecl)
{
    double s = a;
    switch (n) {
    case 0:;
        double t = b;
        s += t;
    case 1:
        t = 2;
        s += t;
        break;
    default:
        t = 5;
        s *= t;
    }
    return s;
}
PROGRAM(swmany)
{
    double s = a;
    int i;
    for (i = 0; i < 40; i++)
        switch (i) {
        case 0:
            s += 1;
            break;
        case 1:
            s *= 2;
            break;
        case 2:
            s += 3;
            break;
        case 3:
            s += 4;
            break;
        case 4:
            s += 5;
            break;
        case 5:
            s += 6;
            break;
        case 6:
            s += 7;
            break;
        case 7:
            s += 8;
            break;
        case 8:
            s += 9;
            break;
        case 9:
            s += 10;
            break;
        case 10:
            s += 11;
            break;
        case 11:
            s += 12;
            break;
        case 12:
            s += 13;
            break;
        case 13:
            s += 14;
            break;
        case 14:
            s += 15;
            break;
        case 15:
            s += 16;
            break;
        case 16:
            s += 17;
            break;
        case 17:
            s += 18;
            break;
        case 18:
            if (n > 3)
                return s;
            break;
        case 19:
            continue;
        default:
            s += .5;
        }
    return s;
}
PROGRAM(cl)
{
    double *q = n > 2 ? (double[]){a, b, 3} : (double[]){b, a, 1, 4};
    double *r = (double[4]){[1] = a};
    const double *z = n && p ? (double[]){7, 8} : p;
    double s = q[0] * 3 + q[1] + q[2] + r[1] + r[0] + z[0];
    if (n > 1) {
        double t[2] = {a, b};
        s += t[1];
        r = (double[]){s};
        s += *r;
    }
    for (int i = 0; i < n; i++) {
        double *l = (double[]){i, s};
        s += l[0] * 2 + l[1];
        l[0] = 100;
    }
    return s + *(&(double){b}) + ((struct { double x, y; }){a, b}).y;
}
PROGRAM(expr)
{
    int i = n;
    double s = ({
        double t = a;
        t += b;
        t * 2;
    });
    s += ({
             int q = 3;
             if (n > q)
                 q = n;
             q;
         }) +
         (i++, i * 2) + (i = 3) + -(-a) + +b + ~i + !i + !!i;
    s += _Generic(n, int : a, default : 3.f);
    s += (a == b) + (a != b) + (a <= b) - (a >= b) * 2 + (n < 3) * 4;
    assert(n >= 0);
    s += (double)(n / 2) * (n % 3) + (n << 3) - (-n >> 1) + (n ^ 5) + (n | 8) + (n & 6);
    i = n > 2 ? i++ : ++i;
    s += i;
    s += n > 2 ? a > 1 ? 1 : 2 : 3;
    if (!(a > 0 && (b > 0 || n > 2)) || n == 5)
        s++;
    if (p)
        s += 2;
    if (!p)
        s += 5;
    if (p != NULL && *p)
        s++;
    double *q = NULL;
    q = n > 1 ? p : q;
    if (q)
        s += *q;
    s += p && n;
    s += sizeof(int) + sizeof s + _Alignof(double) + (unsigned)sizeof(p);
    _Bool t = p;
    s += t;
    (void)s;
    ;
    s += (p + 3 - p) + (p + 3 > p) + (&p[2] == p + 2);
    s += "abc"[n % 3];
    return s;
}
PROGRAM(mem)
{
    double x[4] = {1, 2, 3, 4}, y[4], z[2][2];
    memcpy(y, x, sizeof x);
    memcpy(z, y, sizeof(z));
    memmove(x + 1, x, 3 * sizeof *x);
    memset(y, 0, sizeof y / 2);
    memcpy(p, x, (size_t)(n & 3) * sizeof(double));
    memset(p + 4, 0, n * sizeof *p);
    double *h = malloc(sizeof(double) * (n + 1)), *c = calloc((size_t)n + 1, sizeof *c);
    struct S1 {
        double d;
        int i;
    } *ss = malloc(3 * sizeof(struct S1));
    double(*mm)[3] = malloc((n + 1) * sizeof *mm), **pp = malloc(n * sizeof *pp + sizeof(double *));
    for (int i = 0; i <= n; i++) {
        h[i] = a * i;
        c[i] += h[i];
        mm[i][2] = i;
    }
    pp[0] = h;
    ss[1].d = a;
    ss[1].i = n;
    ss[2] = ss[1];
    double s = h[n] + c[n / 2] + ss[2].d * ss[2].i + mm[n][2] + pp[0][n] + x[3] + y[0] + y[3] +
               z[1][0] + p[0] + p[4];
    free(h);
    free(c);
    free(ss);
    free(mm);
    free(pp);
    free(NULL);
    struct S1 u = {a, 1}, w;
    memcpy(&w, &u, sizeof w);
    memset(&u, 0, sizeof u);
    return s + w.d + u.d;
}
static const double tab[3] = {1, 2, 3};
static const int perm[4] = {2, 0, 1};
double glob = 3;
double garr[2][2] = {{1, 2}, {3, 4}};
extern double glob;
static inline double sq(double x)
{
    return x * x;
}
#define SQ(x) ((x) * (x))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LOOP(i, n) for (int i = 0; i < (n); i++)
#define SWAP(T, x, y)                                                                              \
    do {                                                                                           \
        T t_ = x;                                                                                  \
        x = y;                                                                                     \
        y = t_;                                                                                    \
    } while (0)
PROGRAM(mac)
{
    double s = 0, t = b;
    static const double loc[2] = {5, 6};
    enum { Q = 3 };
    enum E { A, B = 4, C } e = C;
    typedef struct {
        double d;
    } D;
    D d = {a};
    LOOP(i, n) LOOP(j, 3) s += SQ(a + i) * tab[j] + MAX(i, j);
    SWAP(double, s, t);
    s += tab[perm[n & 3]] + loc[1] + glob + garr[1][0] + sq(a) + Q + e + B + d.d;
    if (n)
        SWAP(double, s, t);
    else
        s = 3;
    return s - t * 2;
}
PROGRAM(mth)
{
    float f = (float)a;
    long double l = b;
    double s = sin(a) + cosf(f) + (double)sqrtl(l * l) + fabsf(f) + fmin(a, b) + fmaxf(f, 1.f) +
               pow(fabs(a), b) + exp(-fabs(a)) + log1p(a * a) + hypot(a, b) + atan2(b, a) +
               copysign(a, b) + floor(a) + ceilf(f) + trunc(b) + round(a) + fmod(a, 3) +
               fma(a, b, 1) + cbrt(a) + tanh(b) + erf(a) + tgamma(2.5) + lgamma(3) + exp2(b) +
               expm1(b / 9) + log2(3) + log10(7) + asinh(a) + acosh(2 + b * b) + atanh(b / 9) +
               rint(a) + nearbyint(b) + fdim(a, b) + remainder(a, 3) + ldexp(a, 3) + abs(n - 4) +
               labs(n - 3L) + fabs(a) + isnan(a) + isinf(b) + isfinite(a) + signbit(b);
    return s;
}

ROUNDTRIP(RUN(ctl), RUN(sw), RUN(swdecl), RUN(swmany), RUN(cl), RUN(expr), RUN(mem), RUN(mac),
          RUN(mth));
