// Hessians by arrays, reals and structures, of losses that are returned and written, with scratch
// memory of the caller's: symmetric, the same as products with unit vectors, several at once.
// RUN: env MODES=grad,hvp,hessian %check_grad %s
// RUN: env MODES=grad,hvp,hessian %check_grad %s --width=1
// RUN: env MODES=grad,hvp,hessian %check_grad %s --width=3 --strategy=store
#include "check_matrix.h"

#include <math.h>
#include <string.h>

typedef struct {
    double w[3], b;
} model;

GRADC_LOSS double fit(GRADC_WRT const model *m, int n, GRADC_WRT const double x[n][2],
                      GRADC_WRT double scale)
{
    double loss = 0.0;
    for (int i = 0; i < n; i++) {
        const double r = m->w[0] * exp(m->w[1] * x[i][0]) + m->b * x[i][1] - scale * m->w[2];
        loss += r * r * (1.0 + scale * scale);
    }
    return loss / n;
}

/* A chain through scratch memory, of which each number depends on the one before. */
GRADC_LOSS void chain(int n, GRADC_WRT const double w[n], GRADC_WORK double state[n],
                      GRADC_OUT double *err)
{
    state[0] = w[0];
    for (int i = 1; i < n; i++)
        state[i] = sin(state[i - 1] * w[i]) + w[0];
    *err = state[n - 1] * state[n - 1];
    if (*err > 0.1)
        *err *= 1.0 + w[1];
}

#ifndef __GRADC__
double fit_grad(const model *m, model *m_grad, int n, const double (*x)[2], double (*x_grad)[2],
                double scale, double *scale_grad);
double fit_hvp(const model *m, const model *m_dot, model *m_grad, model *m_grad_dot, int n,
               const double (*x)[2], const double (*x_dot)[2], double (*x_grad)[2],
               double (*x_grad_dot)[2], double scale, double scale_dot, double *scale_grad,
               double *scale_grad_dot);
double fit_hessian(const model *m, model *m_grad, int n, const double (*x)[2], double (*x_grad)[2],
                   double scale, double *scale_grad, double *hessian);

static void fit_value(const double *x, double *y)
{
    memset(y, 0, 9 * sizeof *y);
    fit_grad((const model *)x, (model *)y, 2, (const double(*)[2])(x + 4), (double(*)[2])(y + 4),
             x[8], y + 8);
}

/* The gradient is added once, however often the loss is run. */
static void fit_matrix(const double *x, double *m)
{
    double y[9], expected[9];
    for (int i = 0; i < 9; i++)
        y[i] = 2.0;
    const double value = fit_hessian((const model *)x, (model *)y, 2, (const double(*)[2])(x + 4),
                                     (double(*)[2])(y + 4), x[8], y + 8, m);
    fit_value(x, expected);
    for (int i = 0; i < 9; i++)
        if (!(fabs(y[i] - 2.0 - expected[i]) <= 1e-13 * (2.0 + fabs(expected[i]))))
            m[i] = NAN;
    if (!(fabs(value - fit((const model *)x, 2, (const double(*)[2])(x + 4), x[8])) <= 1e-12))
        m[0] = NAN;
}

static void fit_product(const double *x, const double *x_dot, double *y_dot)
{
    double y[9] = {0.0};
    fit_hvp((const model *)x, (const model *)x_dot, (model *)y, (model *)y_dot, 2,
            (const double(*)[2])(x + 4), (const double(*)[2])(x_dot + 4), (double(*)[2])(y + 4),
            (double(*)[2])(y_dot + 4), x[8], x_dot[8], y + 8, y_dot + 8);
}

void chain_grad(int n, const double *w, double *w_grad, double *state, double *state_adj,
                double *err);
void chain_hessian(int n, const double *w, double *w_grad, double *state, double *state_adj,
                   double *err, double *hessian);

static void chain_value(const double *x, double *y)
{
    double state[5], state_adj[5] = {0.0}, err;
    memset(y, 0, 5 * sizeof *y);
    chain_grad(5, x, y, state, state_adj, &err);
}

static void chain_matrix(const double *x, double *m)
{
    double y[5] = {0.0}, state[5], state_adj[5] = {0.0}, err, expected;
    chain_hessian(5, x, y, state, state_adj, &err, m);
    chain(5, x, state, &expected);
    if (err != expected)
        m[0] = NAN;
}
#endif

CHECK_MATRICES({"fit", 9, 9, fit_value, fit_matrix, fit_product, .is_symmetric = 1},
               {"chain", 5, 5, chain_value, chain_matrix, .low = 0.3, .high = 1.4,
                .is_symmetric = 1})
