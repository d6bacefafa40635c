// Calls into other files: functions, structures, statics of one name, recursion through several
// files, pointers to functions of others, globals, derivatives that another file registers.
// RUN: env WITH="Inputs/several_files/dense.c Inputs/several_files/deep/activation.c" MODES=grad,jvp %check_grad %s
// RUN: env WITH="Inputs/several_files/dense.c Inputs/several_files/deep/activation.c" MODES=grad,jvp %check_grad %s --strategy=store
// RUN: env WITH="Inputs/several_files/deep/activation.c Inputs/several_files/dense.c" MODES=grad,jvp %check_grad %s
#include "Inputs/several_files/dense.h"
#include "check_gradient.h"

#include <math.h>

struct row {
    float unlike;
};

#define SCALE 7.0

static const double offset = -1.0;
static const double table[3] = {SCALE, 0.5, 0.125};

static double helper(double x)
{
    const struct row r = {0.5F};
    return x * table[1] + offset * r.unlike;
}

/* dense.c has no function `cubed` that others know. */
double cubed(double x)
{
    return -x;
}

double even(double x, int n)
{
    return n == 0 ? square(x) : odd(x + 1.0, n - 1);
}

double spread(const struct pair *p)
{
    return p->high * p->low + p->nested.inner;
}

GRADC_LOSS double g(GRADC_WRT const double *w, GRADC_WORK struct state *s)
{
    const layer l = {2, w, {w[4], RATE}};
    struct pair p = {w[0], w[1], {w[2]}};
    const double m[2][2] = {{w[0], w[1]}, {w[2], w[3]}};
    const double x[2] = {0.5, -1.0};
    double sum = 0.0;

    for (int r = 0; r < 2; r++)
        sum += helper(dense(&l, x, r)) * offsets[r];
    p = bounds(p, w[3]);
    for (int i = 0; i < 3; i++)
        sum += chosen(i)(w[i]) * table[2];
    note("%g\n", sum);
    begin(s, w[0]);
    for (int i = 0; i < 3; i++)
        advance(s, w[i] * w[i + 1]);
    sum += energy(s);
    return sum + spread(&p) + even(w[1], 4) + rows(2, m) + cubed(w[4]) + history[1];
}

#ifndef __GRADC__
double g_grad(const double *w, double *w_grad, struct state *s, struct state *s_adj);
double g_jvp(const double *w, const double *w_dot, struct state *s, struct state *s_dot,
             double *g_dot);
struct state *room(int i);

static double f(const double *w)
{
    return g(w, room(0));
}

static double f_grad(const double *w, double *w_grad)
{
    return g_grad(w, w_grad, room(0), room(1));
}

static double f_jvp(const double *w, const double *w_dot, double *f_dot)
{
    return g_jvp(w, w_dot, room(0), room(2), f_dot);
}
#endif

CHECK_DERIVATIVES_OF(f, f_grad, f_jvp, 0, 5, {0.3, 0.5, -0.2, 0.7, 1.1},
                     {-0.4, 1.2, 0.6, -0.3, 0.2}, {1.3, -0.8, 0.9, 0.1, -0.5},
                     {0.2, 0.4, 0.3, 1.7, 0.6}, {-1.1, 0.3, -0.7, 0.5, 1.4})
