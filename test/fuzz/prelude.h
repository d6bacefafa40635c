/* Types and small functions that the programs of generate.py use, and the functions of library.c,
 * whose derivatives are registered. */
#ifndef GRADC_TEST_FUZZ_PRELUDE_H
#define GRADC_TEST_FUZZ_PRELUDE_H

#include <gradc/gradc.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    double x, v[3], *link;
    int n;
};

struct body {
    struct pair at, speed;
    struct {
        double m;
    } part[2];
};

struct node {
    double x;
    struct node *next;
};

struct flexible {
    int n;
    double v[];
};

union view {
    double all[4];
    struct {
        double a, b, c, d;
    } part;
};

struct flags {
    unsigned mode : 3;
    int offset : 4;
    _Bool on : 1;
    double scale;
};

struct operation {
    double (*apply)(double);
    double scale;
};

struct model {
    double w[2];
    struct {
        double a;
        int n;
        double b;
    } in[1];
};

enum side { LEFT, MIDDLE = 2, RIGHT };

static const double knots[4] = {0.25, -0.5, 0.75, 0.125};

static inline int depth(int n)
{
    return n <= 1 ? 1 : 1 + depth(n / 2);
}

static inline double cubic(double x)
{
    return x - x * x * x / 3.0;
}

static inline double repeat(double (*f)(double), double x, int n)
{
    for (int i = 0; i < n; i++)
        x = f(x) * 0.9;
    return x;
}

static inline const double *choose(const double *p, const double *q, int n)
{
    return n & 1 ? p : q;
}

static inline void exchange(double **p, double **q)
{
    double *old = *p;
    *p = *q;
    *q = old;
}

static inline void blend(double *restrict to, const double *restrict from, int n, double x)
{
    for (int i = 0; i < n; i++)
        to[i] = to[i] * 0.5 + from[n - 1 - i] * x;
}

/* In place, on a square whose size is not known before. */
#ifdef __TINYC__ /* which has no parameters of variable shape */
static inline double spread(int n, double *m, double x)
{
#define SPREAD(i, j) m[(i) * n + (j)]
#else
static inline double spread(int n, double m[n][n], double x)
{
#define SPREAD(i, j) m[i][j]
#endif
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            SPREAD(i, j) += 0.1 * SPREAD(j, i) * x;
            sum += SPREAD(i, j) * SPREAD(j, i);
        }
    return sin(sum);
}

static inline float narrow(float x, double y)
{
    return 0.5f * x + (float)y * x;
}

static inline double sum_list(const struct node *n)
{
    return n ? n->x * n->x + 0.5 * sin(sum_list(n->next)) : 0.25;
}

/* What signatures.py calls losses with. */

static inline struct model model_of(const double *w)
{
    return (struct model){{w[0], w[1]}, {{w[2], 1, w[3]}}};
}

/* Adds a model to four numbers; returns `f`. */
static inline double model_add(double f, double *w, const struct model *m)
{
    w[0] += m->w[0];
    w[1] += m->w[1];
    w[2] += m->in->a;
    w[3] += m->in->b;
    return f;
}

static inline double weigh(const double *out)
{
    return 0.75 * out[0] - 0.5 * out[1] + 1.25 * out[2];
}

/* What library.c has. */

double lib_wave(double x, double y);
GRADC_VJP(lib_wave)
void lib_wave_vjp(double x, double *x_grad, double y, double *y_grad, double seed);
GRADC_JVP(lib_wave)
double lib_wave_jvp(double x, double x_dot, double y, double y_dot, double *wave_dot);

/* Writes `n` numbers, none of which it reads. */
void lib_turn(const double *in, double *out, int n);
GRADC_VJP(lib_turn)
void lib_turn_vjp(const double *in, double *in_grad, double *out, double *out_grad, int n);
GRADC_JVP(lib_turn)
void lib_turn_jvp(const double *in, const double *in_dot, double *out, double *out_dot, int n);

#endif
