// A recurrent cell over time with gates, state arrays that are overwritten, and a softmax.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

enum { H = 3, T = 4 };

struct cell {
    double w[4][H], u[4][H], b[4];
};

static double sigmoid(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

static void step(const struct cell *p, double x, double h[H], double c[H])
{
    double gate[4][H], previous[H];

    for (int i = 0; i < H; i++)
        previous[i] = h[i];
    for (int g = 0; g < 4; g++)
        for (int i = 0; i < H; i++) {
            double z = p->w[g][i] * x + p->b[g];
            for (int j = 0; j < H; j++)
                z += p->u[g][(i + j) % H] * previous[j];
            gate[g][i] = g < 3 ? sigmoid(z) : tanh(z);
        }
    for (int i = 0; i < H; i++) {
        c[i] = gate[0][i] * c[i] + gate[1][i] * gate[3][i];
        h[i] = gate[2][i] * tanh(c[i]);
    }
}

GRADC_LOSS double loss(GRADC_WRT const struct cell *p, const double x[T], int target)
{
    double h[H] = {0.0}, c[H] = {0.1, 0.2}, cost = 0.0;

    for (int t = 0; t < T; t++) {
        double top, norm = 0.0;
        step(p, x[t], h, c);
        top = h[0];
        for (int i = 1; i < H; i++)
            if (h[i] > top)
                top = h[i];
        for (int i = 0; i < H; i++)
            norm += exp(h[i] - top);
        cost -= h[target] - top - log(norm);
    }
    return cost / T;
}

#ifndef __GRADC__
double loss_grad(const struct cell *p, struct cell *p_grad, const double x[T], int target);

static const double data[T] = {0.5, -1.0, 2.0, 0.3};

static struct cell pack(const double *w)
{
    struct cell p;
    double *at = &p.w[0][0];
    for (int i = 0; i < 28; i++)
        at[i] = w[i % 5] * (1 + i % 3) - 0.1 * (i % 4);
    return p;
}

static double value(const double *w)
{
    struct cell p = pack(w);
    return loss(&p, data, 1);
}

static double gradient(const double *w, double *w_grad)
{
    struct cell p = pack(w), p_grad = {{{0.0}}, {{0.0}}, {0.0}};
    const double result = loss_grad(&p, &p_grad, data, 1);
    const double *at = &p_grad.w[0][0];
    for (int i = 0; i < 28; i++)
        w_grad[i % 5] += at[i] * (1 + i % 3);
    return result;
}
#endif

CHECK_GRADIENT_OF(value, gradient, 5, {0.3, 0.5, 0.2, 0.1, -0.2}, {-0.3, 0.15, 0.7, 0.1, -0.9},
                  {1.1, -0.6, 0.2, 0.8, 0.3}, {-1.1, 0.6, 0.9, -0.8, 0.4})
