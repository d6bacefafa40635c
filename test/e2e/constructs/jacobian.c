// Jacobians of outputs and of what is returned, by arrays, reals and structures: forward, in
// reverse, several columns or rows at once, more than there are, and one by one.
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --width=1
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --direction=reverse --width=3 --strategy=store
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --direction=forward --width=16
#include "check_matrix.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

enum { SIDE = 3 };

/* Two outputs beside each other, by an array and a real between them. */
GRADC_LOSS void polar(GRADC_WRT const double x[5], GRADC_OUT double *norm, GRADC_WRT double scale,
                      GRADC_OUT double y[SIDE])
{
    double sum = 0.1;
    for (int i = 0; i < 5; i++)
        sum += x[i] * x[i] * exp(scale);
    *norm = sqrt(sum);
    for (int i = 0; i < SIDE; i++)
        y[i] = i == 1 ? x[i] * *norm + sin(scale * x[4]) : exp(x[i]) / *norm;
}

typedef struct {
    int kind;
    double gain[2][2];
    float offset;
    struct {
        double decay;
    } inner;
} filter;

/* Reals of a structure and their places, and outputs in rows. */
GRADC_LOSS void apply(GRADC_WRT const filter *f, int n, GRADC_OUT double y[n][2])
{
    double state = f->offset;
    for (int i = 0; i < n; i++) {
        state = f->inner.decay * state + f->gain[i % 2][0] * cos(i + f->gain[0][1]);
        y[i][0] = state;
        y[i][1] = f->kind == 2 ? state * state * f->gain[1][1] : 0.0;
    }
}

/* What is returned, by value and through an extent that is computed. */
GRADC_LOSS double blend(GRADC_WRT filter f, int n, GRADC_WRT const double w[2 * n - 1])
{
    double sum = f.offset * f.inner.decay;
    for (int i = 0; i < 2 * n - 1; i++)
        sum += w[i] * w[i] * f.gain[0][0] + tanh(w[i] * f.gain[1][0]);
    return sum;
}

#ifndef __GRADC__
void polar_jacobian(const double *x, double *norm, double scale, double *y, double *jacobian);
void polar_jvp(const double *x, const double *x_dot, double *norm, double *norm_dot, double scale,
               double scale_dot, double *y, double *y_dot);
void polar_vjp(const double *x, double *x_grad, double *norm, double *norm_seed, double scale,
               double *scale_grad, double *y, double *y_seed);
void apply_jacobian(const filter *f, int n, double (*y)[2], double *jacobian);
double blend_jacobian(filter f, int n, const double *w, double *jacobian);
double blend_vjp(filter f, filter *f_grad, int n, const double *w, double *w_grad, double seed);

static void polar_value(const double *x, double *y)
{
    polar(x, y, x[5], y + 1);
}

static void polar_matrix(const double *x, double *m)
{
    double y[4], expected[4];
    polar_jacobian(x, y, x[5], y + 1, m);
    polar_value(x, expected);
    if (memcmp(y, expected, sizeof y) != 0)
        m[0] = NAN;
}

static void polar_tangent(const double *x, const double *x_dot, double *y_dot)
{
    double y[4];
    polar_jvp(x, x_dot, y, y_dot, x[5], x_dot[5], y + 1, y_dot + 1);
}

static void polar_adjoint(const double *x, const double *y_seed, double *x_grad)
{
    double y[4], seed[4];
    memcpy(seed, y_seed, sizeof seed);
    polar_vjp(x, x_grad, y, seed, x[5], x_grad + 5, y + 1, seed + 1);
}

/* The offset is a float: its coordinate is multiplied outside of it. */
static filter filter_of(const double *x)
{
    filter f = {2, {{x[0], x[1]}, {x[2], x[3]}}, 0.25F, {x[4]}};
    return f;
}

static void apply_value(const double *x, double *y)
{
    const filter f = filter_of(x);
    apply(&f, 4, (double(*)[2])y);
}

/* Without the column of the float, which differences cannot look at. */
static void apply_matrix(const double *x, double *m)
{
    const filter f = filter_of(x);
    double y[4][2], whole[8][6];
    apply_jacobian(&f, 4, y, whole[0]);
    for (int i = 0; i < 8; i++) {
        memcpy(m + 5 * i, whole[i], 4 * sizeof *m);
        m[5 * i + 4] = whole[i][5];
    }
    /* y[0][0] = decay offset + ... */
    if (fabs(whole[0][4] - x[4]) > 1e-7)
        m[0] = NAN;
}

static void blend_value(const double *x, double *y)
{
    y[0] = blend(filter_of(x), 3, x + 5);
}

static void blend_matrix(const double *x, double *m)
{
    double whole[11];
    if (blend_jacobian(filter_of(x), 3, x + 5, whole) != blend(filter_of(x), 3, x + 5) ||
        fabs(whole[4] - x[4]) > 1e-7)
        whole[0] = NAN;
    memcpy(m, whole, 4 * sizeof *m);
    memcpy(m + 4, whole + 5, 6 * sizeof *m);
}

static void blend_adjoint(const double *x, const double *y_seed, double *x_grad)
{
    filter f_grad = {0};
    blend_vjp(filter_of(x), &f_grad, 3, x + 5, x_grad + 5, y_seed[0]);
    memcpy(x_grad, f_grad.gain, sizeof f_grad.gain);
    x_grad[4] = f_grad.inner.decay;
}
#endif

CHECK_MATRICES({"polar", 4, 6, polar_value, polar_matrix, polar_tangent, polar_adjoint, 0.2, 1.7},
               {"apply", 8, 5, apply_value, apply_matrix},
               {"blend", 1, 10, blend_value, blend_matrix, NULL, blend_adjoint})
