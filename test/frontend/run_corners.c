// Corners: anonymous members, lifetimes, scopes, tables, labels; run before and after.
// RUN: sh %S/Inputs/roundtrip.sh %gradc %gradc_include %cc %s %t
#include "roundtrip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
typedef struct {
    union {
        struct {
            int a, b;
        };
        long l;
    };
    double v;
} Un;
typedef struct {
    double d;
} W;
union iu {
    int i;
    unsigned u;
};
struct flex {
    int n;
    double d[];
};
struct deep {
    struct {
        struct {
            double z;
        } y[2];
    } x;
};
PROGRAM(un)
{
    Un q = {{{1, n}}, b};
    q.b += 2;
    q.l = 3;
    union iu w;
    w.i = n;
    return q.v + q.l + w.u;
}
PROGRAM(lanon)
{
    struct {
        double u;
        union {
            int i;
            long m;
        };
        struct {
            double w;
        };
    } l = {a, {n}, {b}};
    l.w *= 2;
    return l.u + l.w + l.i;
}
PROGRAM(deepf)
{
    struct deep d = {.x.y[1].z = a};
    struct deep e = d, *q = &e;
    q->x.y[0] = q->x.y[1];
    q->x.y[0].z += b;
    return e.x.y[0].z * 2 + d.x.y[1].z;
}
PROGRAM(vla2)
{
    int m = n + 2;
    double w[m][2][m];
    for (int i = 0; i < m; i++)
        for (int j = 0; j < 2; j++)
            for (int k = 0; k < m; k++)
                w[i][j][k] = a * i + j - k * b;
    double(*r)[m] = w[1];
    double s = r[1][m - 1] + w[m - 1][0][1] + (*(w + 1))[1][0];
    double v[m + 1];
    memset(v, 0, sizeof v);
    memcpy(v, p, m * sizeof(double));
    return s + v[1] + v[m] + sizeof w / sizeof w[0];
}
PROGRAM(stex)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        s += ({
            double t = 0;
            for (int k = 0; k < i; k++) {
                if (k == 2)
                    continue;
                if (k == 4)
                    break;
                t += k * a;
            }
            t;
        });
    }
    s += ({
             W w = {a};
             w;
         }).d;
    double z = ({
        if (n > 2)
            s += 1;
        b;
    });
    return s + z;
}
PROGRAM(scope)
{
    double x = a;
    {
        double x = b;
        x += 1;
        p[0] = x;
    }
    for (int x = 0; x < 2; x++)
        p[1] += x;
    if (n) {
        int a = 3;
        p[2] += a;
    }
    return x;
}
static const struct {
    const char *name;
    double k[2];
} table[] = {{"a", {1, 2}}, {"b", {3, 4}}};
static int counter_const = 3;
enum { NN = 4 };
static const double *const tp = &table[1].k[1];
PROGRAM(tabs)
{
    static const int idx[NN] = {[3] = 1, 0};
    double s = 0;
    for (int i = 0; i < NN; i++)
        s += table[idx[i]].k[i & 1] * a;
    return s + sizeof table / sizeof *table + table[1].name[0];
}
PROGRAM(condp)
{
    double x = a, y = b;
    double *q = a > b ? &x : &y;
    *q += 1;
    *(n > 1 ? &x : p) *= 2;
    (n ? p : &y)[0] += 3;
    const double *c = n > 2 ? p : (const double *)&x;
    return x + y * 2 + *c + (n && (a > 0 || b > 0) ? x : y) + (a > 0 ? 1 : b > 0 ? 2.5f : 'c');
}
PROGRAM(stret)
{
    W u = n > 1 ? (W){a} : (W){b}, *q = &(W){n};
    q->d += u.d;
    W arr[2] = {{1}, u};
    W *e = n > 2 ? &arr[0] : &(W){a * 2};
    return q->d + e->d + (n ? arr[0] : arr[1]).d + ((W){b}).d +
           (n > 1 ? (W[]){{a}, {b}} : arr)[1].d;
}
PROGRAM(flexi)
{
    struct flex *f = malloc(sizeof *f + n * sizeof f->d[0]);
    f->n = n;
    double s = 0;
    for (int i = 0; i < n; i++)
        f->d[i] = a * i;
    for (int i = 0; i < n; i++)
        s += f->d[i];
    free(f);
    return s;
}
PROGRAM(labels)
{
    double s = a;
unused:
    s += 1;
    if (n > 2) {
    done:
        s += 2;
    }
    return s;
}
PROGRAM(paramw)
{
    a += 1;
    b *= a;
    n--;
    p++;
    double *const q = p;
    *q += n;
    return a + b + *(p - 1) + q[1];
}
PROGRAM(fp)
{
    double s = 0;
    s += 1.0 / 3 + 1 / 3.0f;
    s += (float)a * (float)b;
    s += (double)(float)a;
    s += a * b - b * a;
    s += -0.0 * a;
    s += 0x1.fffffep-1f;
    return s / (n + 1.) - -a + - -b;
}

ROUNDTRIP(RUN(un), RUN(lanon), RUN(deepf), RUN(vla2), RUN(stex), RUN(scope), RUN(tabs), RUN(condp),
          RUN(stret), RUN(flexi), RUN(labels), RUN(paramw), RUN(fp));
