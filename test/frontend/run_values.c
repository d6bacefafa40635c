// Numbers, arrays and structures, run before and after a trip through IR.
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
struct N {
    struct S s;
    struct S t[2];
    struct {
        double q;
        union {
            int i;
            unsigned u;
        } w;
    };
};
typedef double vec3[3];
typedef double mat[3][4];
enum E { E0, E1 = 5, E2, EM = -2 };
PROGRAM(conv)
{
    char c = (char)n;
    unsigned char uc = (unsigned char)(250 + n);
    short s = (short)(n * 9000);
    unsigned u = (unsigned)n - 3u;
    long l = -n;
    unsigned long long ull = 1ULL << (n + 50);
    float f = (float)a;
    long double ld = b;
    bool t = a;
    double x = c + uc + s;
    x += u + l + ull;
    x *= f + ld;
    uc++;
    x += uc;
    c += 200;
    x += c;
    s *= 3;
    x += s;
    u >>= 3;
    x += u;
    l >>= 1;
    x += l;
    ull -= 7;
    x += ull;
    t += 2;
    x += t;
    t--;
    x += t;
    t--;
    x += t;
    x += (unsigned char)-n;
    x += -u;
    x += ~uc;
    x += !a + !n;
    x += n / 3u - (n % 3 ? 1 : 2) + 1 / 3 + 'a' + '\377' + 0x7fffffff + 0x80000000 + 077 +
         100000000000;
    x += (5 > 3) + (bool)0.5 + (int)2.9 + (u > -1) + (n > -1) + ((unsigned short)65535 + 1);
    return x + f * 0.1 + f * 0.1f;
}
PROGRAM(lit)
{
    return a * 0x1.8p3 + 1e-300 * b + M_PI * DBL_EPSILON + FLT_EPSILON * 1.1f + 0.1L * a + 1e308 +
           .5 + 5. + 1e1f + 0x1p-1074 * a + INT_MIN + (double)ULLONG_MAX + LONG_MIN +
           INFINITY * 0 * n + CHAR_MIN;
}
PROGRAM(comp)
{
    int i = n;
    float f = 1;
    double d = a;
    i += 1.5;
    i += a;
    f += d;
    d -= f;
    d *= i;
    d /= 3;
    i <<= 2;
    i >>= 1;
    i &= 7;
    i |= 1;
    i ^= n;
    i %= 5;
    i *= 1.7;
    i -= 0.9;
    i /= 2.5;
    f *= 1.1;
    f /= 3.3;
    f -= 1e-9;
    double *q = p;
    q += 2;
    q -= 1;
    *q++ *= 2;
    ++*q;
    (*q)--;
    --*q++;
    p[n & 3] += p[(n + 1) & 3]++;
    p[i = 2] = i;
    p[i++] = 3;
    d = (i += 2, i * 2);
    d += (f = 1.3) + (i = 2.7);
    return d + f + i + *q;
}
PROGRAM(incs)
{
    double x[8] = {a};
    int i = 0;
    x[i++] += p[1];
    x[i++] = p[3];
    while (i-- > 0)
        x[i & 3] *= 2;
    if (n++ > 3 && --n)
        x[0] += n;
    for (const double *q = p; q < p + n; q++)
        x[1] += *q++ * q[-1];
    int m = n;
    do
        x[2] += m;
    while (--m > 0);
    for (i = 0; i < 8; x[i++] += 1)
        ;
    for (i = 0, m = 9; i < m; i++, m--)
        x[i & 7] += m;
    return x[0] + x[1] + x[2] + x[7];
}
PROGRAM(arrays)
{
    double m[3][4] = {{1, 2}, [2] = {[1] = a, b}};
    mat w = {0};
    double c[2][3][2] = {1, 2, 3, 4, 5, 6, {{7}, 8, 9}};
    double(*r)[4] = m;
    double *flat = &m[0][0];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++)
            w[i][j] = m[i][j] * (i + 1) + r[i][j] + (*(m + i))[j] + *(*(r + i) + j) + 2 [m[i]];
    double(*r2)[4] = r + 1;
    r2--;
    r2++;
    vec3 v = {a, b, 1};
    vec3 *pv = &v;
    flat[5] = 7;
    double(*pm)[3][4] = &m;
    return w[2][1] + w[2][2] + r2[0][0] + r2[-1][1] + (*pv)[1] + c[1][0][0] + c[1][1][0] +
           c[0][2][1] + (*pm)[1][1] + sizeof m + sizeof m[0] / sizeof m[0][0] +
           (&m[2][3] - &m[0][0] > 0 ? 1 : 0) + (&m[2] - &m[0]) + (flat == m[0]);
}
PROGRAM(vla)
{
    int k = n + 1;
    double v[k];
    double w[k][k + 1];
    k = 0;
    for (int i = 0; i < n + 1; i++) {
        v[i] = a * i;
        for (int j = 0; j < n + 2; j++)
            w[i][j] = v[i] + j * b;
    }
    double(*r)[n + 2] = w;
    double s = 0;
    for (int i = 0; i <= n; i++)
        for (int j = 0; j < n + 2; j++)
            s += r[i][j] * w[n - i][j];
    r++;
    r--;
    double *q = w[n];
    s += q[1] + (*r)[0] + *w[0] + sizeof v / sizeof *v;
    return s;
}
static double sumv(int n, const double x[n][3])
{
    double s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 3; j++)
            s += x[i][j] * (i + j);
    return s;
}
static double sumw(int n, int m, const double x[n][m])
{
    double s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            s += x[i][j] * (i + j);
    return s;
}
static double sz(double x[3], double y[static 2])
{
    return sizeof(x) * 100 + sizeof y + sizeof x[0] + (sizeof x / sizeof *x) * y[1];
}
PROGRAM(vlap)
{
    return sumv(2, (const double(*)[3])p) + sumw(n & 3, 2, (const double(*)[2])p) + sz(p, p + 1);
}
static struct S mk(double x, int k)
{
    struct S s = {x, .k = k, .v = {[1] = x * 2}};
    s.y = x + k;
    return s;
}
static struct S upd(struct S s)
{
    s.x *= 2;
    s.v[2] = s.x;
    return s;
}
static void by(struct S *s, double d)
{
    s->x += d;
    s->v[s->k & 1] -= d;
}
static double get(const struct S *s)
{
    return s->x + s->y + s->v[0] + s->v[1] * s->v[2] + s->k;
}
PROGRAM(structs)
{
    struct S s = mk(a, n), t = s, z = {0};
    struct S u[2] = {s, {b, 1, 2, {3}}};
    struct N q = {.s = t, .t[1].v[2] = 5, .q = a, .w.i = 3};
    t = upd(s);
    by(&t, b);
    by(&u[1], a);
    u[0] = u[1];
    u[1] = t;
    z = n > 2 ? s : t;
    q.t[0] = upd(upd(q.s));
    q.s = (struct S){1, a, .v[1] = b};
    struct S *ps = &q.t[0];
    ps->v[n % 3]++;
    (*ps).y--;
    ps++;
    ps->x += mk(b, 2).v[1] + upd(s).x;
    struct S sw = s;
    s = t;
    t = sw;
    s = s;
    t = mk(t.x, (int)t.y);
    z = (n, s);
    u[n & 1] = *ps;
    struct S *pp = n ? &s : &t;
    pp->x += 1;
    return get(&s) + 2 * get(&t) + 3 * get(&z) + get(u) + get(u + 1) + get(&q.s) + get(q.t) * 7 +
           get(&q.t[1]) + q.q + q.w.u + sizeof(struct S) + offsetof(struct S, v) +
           get(&(struct S){a, b, n, {1, 2, 3}}) + (t = s).x;
}

ROUNDTRIP(RUN(conv), RUN(lit), RUN(comp), RUN(incs), RUN(arrays), RUN(vla), RUN(vlap),
          RUN(structs));
