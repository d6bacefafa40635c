// Scratch memory of the caller's: the gradient is given a second buffer for its shadow, and leaves
// it as zero as it found it.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %check_grad %s --strategy=replay
// RUN: %gradc %s -I%S/.. -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.h
// CHECK: Returns what layers returns, and adds its gradient with respect to *w to *w_grad. *work_adj is
// CHECK-NEXT: scratch of the size of *work: all zero on entry, and again after.
// CHECK: double layers_grad(const double *w, double *w_grad, double *work, double *work_adj, int n);
#include "check_gradient.h"

#include <math.h>

enum { SIZE = 4 };

GRADC_LOSS double layers(GRADC_WRT const double *w, GRADC_WORK double *work, int n)
{
    double *in = work, *out = work + n, sum = 0.0;
    for (int i = 0; i < n; i++)
        in[i] = w[i % 2];
    for (int layer = 0; layer < 3; layer++) {
        for (int i = 0; i < n; i++)
            out[i] = i == 2 && layer == 1 ? 0.25 : sin(in[i] + in[(i + 1) % n] * w[1]);
        double *other = in;
        in = out;
        out = other;
    }
    for (int i = 0; i < n; i++)
        sum += in[i] * in[i] * w[0];
    return sum;
}

#ifndef __GRADC__
double layers_grad(const double *w, double *w_grad, double *work, double *work_adj, int n);
double layers_jvp(const double *w, const double *w_dot, double *work, double *work_dot, int n,
                  double *layers_dot);
double layers_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot,
                  double *work, double *work_dot, double *work_adj, double *work_adj_dot, int n);

static double value(const double *w)
{
    double work[2 * SIZE];
    return layers(w, work, SIZE);
}

static double gradient(const double *w, double *w_grad)
{
    static double work_adj[2 * SIZE];
    double work[2 * SIZE];
    double result = layers_grad(w, w_grad, work, work_adj, SIZE);
    for (int i = 0; i < 2 * SIZE; i++)
        if (work_adj[i] != 0.0)
            return NAN;
    return result;
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    double work[2 * SIZE], work_dot[2 * SIZE];
    return layers_jvp(w, v, work, work_dot, SIZE, f_dot);
}

static double product(const double *w, const double *v, double *g, double *g_dot)
{
    double work[2 * SIZE], work_dot[2 * SIZE], work_adj[2 * SIZE] = {0.0};
    double work_adj_dot[2 * SIZE] = {0.0};
    return layers_hvp(w, v, g, g_dot, work, work_dot, work_adj, work_adj_dot, SIZE);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {1.9, 1.3})
