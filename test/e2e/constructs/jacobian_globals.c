// Columns of differentiated globals, behind those of parameters, in the order of their declaration.
// RUN: env MODES=jacobian %check_grad %s --direction=forward --width=3
// RUN: env MODES=jacobian %check_grad %s --direction=reverse --width=2
// RUN: %gradc %s -I%S/.. -I%gradc_include --mode=jacobian,jvp -o %t.c
// RUN: FileCheck %s --input-file=%t.h --implicit-check-not=__dot
// CHECK: extern double bias_dot;
#include "check_matrix.h"

#include <math.h>
#include <string.h>

GRADC_WRT double bias;
typedef struct {
    double gain[2];
    int kind;
} filter;
GRADC_WRT filter weights[2] = {{{0.0, 0.0}, 1}, {{0.0, 0.0}, 2}};

static double fold(int n, double x)
{
    return n == 0 ? x * bias : sin(fold(n - 1, x * weights[0].gain[1])) + x;
}

GRADC_LOSS void f(GRADC_WRT const double x[2], GRADC_OUT double y[3])
{
    y[0] = x[0] * weights[0].gain[0] + bias * bias;
    y[1] = exp(weights[1].gain[1] * x[1]) * weights[weights[1].kind - 1].gain[0];
    weights[1].gain[0] *= y[1];
    y[2] = weights[1].gain[0] + fold(2, x[0]);
}

#ifndef __GRADC__
void f_jacobian(const double *x, double *y, double *jacobian);

static void set(const double *x)
{
    bias = x[2];
    memcpy(weights[0].gain, x + 3, sizeof weights[0].gain);
    memcpy(weights[1].gain, x + 5, sizeof weights[1].gain);
}

static void value(const double *x, double *y)
{
    set(x);
    f(x, y);
}

static void matrix(const double *x, double *m)
{
    double y[3], expected[3];
    value(x, expected);
    set(x);
    f_jacobian(x, y, m);
    for (int i = 0; i < 3; i++)
        if (!(fabs(y[i] - expected[i]) < 1e-14))
            m[0] = NAN;
}
#endif

CHECK_MATRICES({"f", 3, 7, value, matrix})
