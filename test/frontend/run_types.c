// Types of all kinds, pointers, calls and initialisers, run before and after.
// RUN: sh %S/Inputs/roundtrip.sh %gradc %gradc_include %cc %s %t
#include "roundtrip.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tgmath.h>
struct P {
    double x, y;
};
struct Q {
    struct P p[2];
    double (*row)[2];
    struct Q *next;
    int tag;
};
typedef struct {
    double d;
    struct P inner;
} Anon;
typedef struct P P;
typedef struct {
    union {
        struct {
            int a, b;
        };
        long l;
    };
    double v;
} Un;
enum color { RED = 1, GREEN, BLUE = 10 };
struct bf {
    double d;
    unsigned flag : 3;
};
struct list {
    double v;
    struct list *next;
};
typedef double real;
typedef real *realp;
typedef const real kreal;
PROGRAM(tg)
{
    float f = (float)a;
    return sin(a) + cos(f) + sqrt(fabs(b)) + pow(2.0f, n) + exp(f / 100) + fmax(a, f) + fabs(n - 4);
}
PROGRAM(lists)
{
    struct list c = {b, NULL}, d = {a, &c}, *h = &d;
    double s = 0;
    for (struct list *q = h; q; q = q->next)
        s += q->v * 2;
    struct list *hd = NULL;
    for (int i = 0; i < n; i++) {
        struct list *e = malloc(sizeof *e);
        e->v = a * i;
        e->next = hd;
        hd = e;
    }
    while (hd) {
        struct list *e = hd;
        s = s * 1.5 + e->v;
        hd = e->next;
        free(e);
    }
    return s;
}
PROGRAM(ptrs)
{
    double x = a, y = b, *q = &x, **qq = &q;
    **qq += 1;
    *qq = &y;
    *q *= 2;
    double *arr[3] = {&x, &y, p};
    arr[n % 3][0] += 5;
    q = arr[1];
    P pt = {x, y};
    double *px = &pt.y;
    *px += 1;
    const double *e = p + 4;
    double s = 0;
    for (const double *i = p; i != e; ++i)
        s += *i;
    for (const double *i = e; i > p;)
        s -= *--i * 2;
    s += e - p;
    s += e[-1] + *(e - 2) + (-1)[e];
    s += *&p[2] + (*&q)[0];
    realp rp = p;
    kreal cr = a;
    s += rp[1] + cr;
    void *v = p;
    double *back = v;
    s += back[3] + ((double *)v)[2] + (v == (void *)p);
    P arrp[3] = {{1, 2}, {3, 4}};
    P *pp = arrp;
    pp++;
    pp->x += a;
    (*pp++).y += b;
    pp[0] = pp[-1];
    s += arrp[2].x + arrp[1].y + (pp - arrp);
    struct Q Z = {.row = (double(*)[2])p, .next = &Z, .tag = 1};
    Z.next->p[1].x = a;
    Z.row[1][1] += 2;
    s += Z.p[1].x + Z.next->next->row[1][1] + Z.next->p->x;
    return s + x + y + pt.y;
}
PROGRAM(anon)
{
    Anon z = {a, {b, 1}};
    struct {
        double u;
        struct {
            double w;
        };
        int i;
    } l = {a, {b}, n};
    z.inner.y += l.w;
    l.w *= 2;
    l.i++;
    struct {
        int k;
    } kk = {n}, k2;
    k2 = kk;
    struct {
        double q[2];
    } la[2] = {{{1, a}}, {{b}}};
    la[1] = la[0];
    enum color c = n > 2 ? BLUE : RED;
    c += 1;
    enum { LOC = 7 } lc = LOC;
    struct bf bb = {0};
    bb.d = a;
    return z.d + z.inner.x + z.inner.y + l.u + l.w + l.i + c + lc + GREEN + k2.k + la[1].q[1] +
           bb.d;
}
static double rec(double x, int k)
{
    return k <= 0 ? x : x * rec(x - 1, k - 1) + 1;
}
static void swap(double *x, double *y)
{
    double t = *x;
    *x = *y;
    *y = t;
}
static inline double early(const double *x, int n, double lim)
{
    for (int i = 0; i < n; i++) {
        if (x[i] > lim)
            return x[i];
        for (int j = 0; j < i; j++)
            if (x[j] * i > lim) {
                if (j & 1)
                    return x[j];
                else
                    break;
            }
    }
    return -1;
}
static double (*noret(double *z))[2]
{
    return (double(*)[2])z;
}
static P addp(P u, P v)
{
    return (P){u.x + v.x, u.y + v.y};
}
static P pick(int c, P u, P v)
{
    if (c)
        return u;
    return v;
}
static struct list mkl(double v)
{
    struct list l;
    l.v = v;
    l.next = 0;
    return l;
}
PROGRAM(calls)
{
    double x = a, y = b;
    swap(&x, &y);
    swap(&p[0], p + 1);
    P u = addp(pick(n > 2, (P){a, b}, (P){b, a}), addp((P){1, 2}, *(P *)&(P){3, 4}));
    printf("%s", "");
    return rec(a / 100, n) + x - 2 * y + early(p, 5, b) + (*noret(p))[1] + noret(p)[1][0] +
           u.x * u.y + addp(u, u).y + mkl(a).v + (n ? addp(u, u) : u).x +
           (n > 1 ? pick(1, u, u).y : addp(u, u).x);
}
PROGRAM(loops)
{
    double s = 0;
    int i, j;
    for (i = 0, j = 10; i < j; i += 2, --j) {
        s += i * a - j;
        if (i == 4) {
            continue;
        }
        s *= 1.01;
    }
    for (i = n; i-- > 0;)
        s += i;
    for (unsigned u = 0; u < (unsigned)n; ++u)
        s += u;
    for (i = 10; i >= 0; i -= 3)
        s -= i * b;
    for (char c = 'a'; c <= 'e'; c++)
        s += c;
    for (double d = 0; d < 1; d += 0.25)
        s += d;
    for (long q = n; q; q /= 2)
        s += q;
    for (; n > 0; n--) {
        if (n == 2)
            break;
        s++;
    }
    i = 0;
    do {
        if (i++ < 3) {
            s -= 10;
            continue;
        }
        s += 1;
        break;
    } while (i < 20);
    while (i < 5)
        if (i++ == 3)
            break;
        else
            s += i;
    for (int k = 0; k < 3; k++) {
        int k2 = k * 2;
        for (int k = k2; k < 4; k++)
            s += k;
    }
    {
        int i = 100;
        s += i;
    }
    for (i = 0; i < 3; i++)
        ;
    s += i;
    for (int z = 0, w = 3; z < w; z++) {
        static const double tb[] = {1, 2, 3};
        s += tb[z];
    }
    for (size_t q = 3; q-- != 0;)
        s += q;
    return s;
}
PROGRAM(rets)
{
    if (n == 0)
        return 1;
    else if (n == 1) {
        if (a > 0)
            return 2;
    } else {
        for (int i = 0; i < n; i++)
            if (p[i] > b) {
                while (1) {
                    if (n > 3)
                        return p[i];
                    if (i > 1)
                        break;
                    i++;
                }
            }
    }
    double v = a;
    {
        if (n > 4)
            return v;
        v++;
    }
    switch (n) {
    case 3:
        return 7;
    case 2:
        if (b > 0)
            return 8;
    }
    return v;
}
PROGRAM(cmpd)
{
    struct {
        P p;
        double m[2][2];
    } s = {.p.y = a, .m[1] = {[0] = b}, .p.x = 3};
    double m[][2] = {[1] = {1, a}, [0][1] = b};
    double z[5] = {[1 ... 3] = a, 2};
    double w[] = {a, [4] = b, 7};
    int ii[2][2] = {1, 2, 3};
    char st[] = "hi", st2[5] = {"yo"};
    const char *sp = "lit";
    P q[2] = {a, b, {1}};
    P e = {};
    P nest[2][2] = {{{1, 2}, {3}}, {{a}}};
    double sc = {a};
    const P cp = q[0];
    P arr[] = {cp, {b, b}, cp};
    return s.p.y + s.m[1][0] + s.p.x + m[0][1] + m[1][1] + m[1][0] + z[3] + z[4] + z[0] + w[0] +
           w[4] + w[5] + sizeof w + ii[1][0] + ii[1][1] + st[1] + st2[1] + st2[4] + sp[2] + q[0].y +
           q[1].x + e.x + nest[1][0].x + nest[0][1].x + sc + arr[2].y + sizeof arr;
}
PROGRAM(boolz)
{
    bool x = n, y = a > 0, z = !x;
    bool m[3] = {x && y, x || z, p};
    int t = x + y;
    x = t;
    x |= z;
    x &= 1;
    x ^= y;
    x = x ? z : y;
    unsigned char uc = x;
    return x + y * 2 + m[0] * 4 + m[1] * 8 + m[2] * 16 + (x == y) + (double)z + (x ? a : b) + uc +
           (bool)(a * 0) + !!a + (n & 1 ? true : false);
}
PROGRAM(chars)
{
    signed char c = 127;
    c++;
    unsigned char u = 0;
    u--;
    short s = -1;
    unsigned short us = (unsigned short)s;
    char pc = '\x80';
    long long ll = (long long)us << 20;
    unsigned v = us;
    v = v << 16 >> 3;
    int sh = -17 >> 2, md = -17 % 5, dv = -17 / 5;
    return c + u * 2.0 + us + pc + ll + v + sh + md + dv + (u > -1) + (v > (unsigned)-1) +
           (s < us) + (0x80000000 > 0) + -1u / 2 + 5u - 6 + (1LL << 40) + (-1 >> 31) + ('a' < u) +
           (float)16777217;
}

ROUNDTRIP(RUN(tg), RUN(lists), RUN(ptrs), RUN(anon), RUN(calls), RUN(loops), RUN(rets), RUN(cmpd),
          RUN(boolz), RUN(chars));
