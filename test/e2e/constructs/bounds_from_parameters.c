// A loop that counts down from a bound made of a parameter, inside a loop whose turns are repeated: the
// bound is computed again where the parameter is seen.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %check_grad %s --strategy=replay
#include "check_gradient.h"

#include <math.h>

static double g(const double *w, int m)
{
    double sum = 0.0;
    for (int t = 0; t < 3; t++) {
        double y = w[t & 1];
        for (int k = 0; k < 2; k++)
            for (int i = m % 3 + 1; i > 0; i--)
                for (int j = 0; j < i; j++)
                    y = sin(y * w[0]) + 0.1 * i + (t == j ? y * y : 0.0);
        sum += y * w[1];
    }
    return sum;
}

GRADC_LOSS double loss(GRADC_WRT const double *w, int m)
{
    return g(w, m);
}

#ifndef __GRADC__
double loss_grad(const double *w, double *w_grad, int m);
double loss_jvp(const double *w, const double *w_dot, int m, double *loss_dot);
double loss_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot, int m);

static double value(const double *w)
{
    return loss(w, 4);
}

static double gradient(const double *w, double *w_grad)
{
    return loss_grad(w, w_grad, 4);
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    return loss_jvp(w, v, 4, f_dot);
}

static double product(const double *w, const double *v, double *g_w, double *g_dot)
{
    return loss_hvp(w, v, g_w, g_dot, 4);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, 0.4})
