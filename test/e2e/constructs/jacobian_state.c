// Jacobians of functions that change what they are given: each run finds it as it was, and behind
// the last one it is as after a single call.
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --direction=forward --width=2
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --direction=reverse --width=2
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s
#include "check_matrix.h"

#include <math.h>
#include <string.h>

/* A step in place, which counts. */
int steps;

GRADC_LOSS void step(int n, GRADC_WRT GRADC_OUT double x[n], int *count, double weights[2])
{
    *count += 1;
    steps += *count;
    weights[1] = weights[0] * 0.5;
    weights[0] += 1.0;
    for (int i = 0; i < n; i++)
        x[i] += 0.1 * sin(x[(i + 1) % n] * weights[1] * *count) + 0.01 * steps;
}

/* A parameter that is overwritten, and is no output. */
GRADC_LOSS void scale_to(GRADC_WRT double x[4], GRADC_OUT double y[2])
{
    double sum = 0.0;
    for (int i = 0; i < 4; i++) {
        x[i] = x[i] * x[i] + 0.1;
        sum += x[i];
    }
    y[0] = x[0] / sum;
    y[1] = x[1] * x[2] / sum + x[3];
}

#ifndef __GRADC__
void step_jacobian(int n, double *x, int *count, double *weights, double *jacobian);
void step_jvp(int n, double *x, double *x_dot, int *count, double *weights);
void step_vjp(int n, double *x, double *x_grad, int *count, double *weights);
void scale_to_jacobian(double *x, double *y, double *jacobian);
void scale_to_jvp(double *x, double *x_dot, double *y, double *y_dot);

static void step_value(const double *x, double *y)
{
    int count = 2;
    double weights[2] = {3.0, 0.0};
    steps = 5;
    memcpy(y, x, 5 * sizeof *y);
    step(5, y, &count, weights);
}

static void step_matrix(const double *x, double *m)
{
    int count = 2;
    double y[5], expected[5], weights[2] = {3.0, 0.0};
    step_value(x, expected);
    steps = 5;
    memcpy(y, x, sizeof y);
    step_jacobian(5, y, &count, weights, m);
    if (count != 3 || steps != 8 || weights[0] != 4.0 || weights[1] != 1.5)
        m[0] = NAN;
    for (int i = 0; i < 5; i++)
        if (!(fabs(y[i] - expected[i]) < 1e-14))
            m[i] = NAN;
}

static void step_tangent(const double *x, const double *x_dot, double *y_dot)
{
    int count = 2;
    double y[5], weights[2] = {3.0, 0.0};
    steps = 5;
    memcpy(y, x, sizeof y);
    memcpy(y_dot, x_dot, sizeof y);
    step_jvp(5, y, y_dot, &count, weights);
}

static void step_adjoint(const double *x, const double *y_seed, double *x_grad)
{
    int count = 2;
    double y[5], weights[2] = {3.0, 0.0};
    steps = 5;
    memcpy(y, x, sizeof y);
    memcpy(x_grad, y_seed, sizeof y);
    step_vjp(5, y, x_grad, &count, weights);
}

static void scale_value(const double *x, double *y)
{
    double z[4];
    memcpy(z, x, sizeof z);
    scale_to(z, y);
}

static void scale_matrix(const double *x, double *m)
{
    double z[4], y[2];
    memcpy(z, x, sizeof z);
    scale_to_jacobian(z, y, m);
    for (int i = 0; i < 4; i++)
        if (!(fabs(z[i] - x[i] * x[i] - 0.1) < 1e-15))
            m[i] = NAN;
}

static void scale_tangent(const double *x, const double *x_dot, double *y_dot)
{
    double z[4], z_dot[4], y[2];
    memcpy(z, x, sizeof z);
    memcpy(z_dot, x_dot, sizeof z);
    scale_to_jvp(z, z_dot, y, y_dot);
}
#endif

CHECK_MATRICES({"step", 5, 5, step_value, step_matrix, step_tangent, step_adjoint},
               {"scale", 2, 4, scale_value, scale_matrix, scale_tangent})
