// A struct of arrays, of structs and of pointers as the parameter.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

struct layer {
    const double *weight;
    double bias[2];
};

struct net {
    struct layer layers[2];
    double scale;
    int used;
};

GRADC_LOSS double loss(GRADC_WRT const struct net *net, const double *x)
{
    double v[2] = {x[0], x[1]};

    for (int l = 0; l < net->used; l++) {
        const struct layer *layer = &net->layers[l];
        double next[2];
        for (int i = 0; i < 2; i++) {
            next[i] = layer->bias[i];
            for (int j = 0; j < 2; j++)
                next[i] += layer->weight[2 * i + j] * v[j];
        }
        for (int i = 0; i < 2; i++)
            v[i] = tanh(next[i]) * net->scale;
    }
    return v[0] * v[1] + v[0];
}

#ifndef __GRADC__
double loss_grad(const struct net *net, struct net *net_grad, const double *x);
double loss_jvp(const struct net *net, const struct net *net_dot, const double *x,
                double *loss_dot);
double loss_hvp(const struct net *net, const struct net *net_dot, struct net *net_grad,
                struct net *net_grad_dot, const double *x);

static const double data[2] = {0.5, -1.0};

static struct net pack(const double *w)
{
    return (struct net){{{w, {w[4], w[5]}}, {w + 6, {w[10], w[11]}}}, w[12], 2};
}

static double value(const double *w)
{
    struct net net = pack(w);
    return loss(&net, data);
}

static void unpack(const struct net *net, double *w)
{
    for (int l = 0; l < 2; l++)
        for (int i = 0; i < 2; i++)
            w[6 * l + 4 + i] += net->layers[l].bias[i];
    w[12] += net->scale;
}

static double gradient(const double *w, double *w_grad)
{
    struct net net = pack(w);
    struct net net_grad = {{{w_grad, {0.0}}, {w_grad + 6, {0.0}}}, 0.0, 0};
    const double result = loss_grad(&net, &net_grad, data);
    unpack(&net_grad, w_grad);
    return result;
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    struct net net = pack(w), net_dot = pack(v);
    return loss_jvp(&net, &net_dot, data, f_dot);
}

static double product(const double *w, const double *v, double *g, double *g_dot)
{
    struct net net = pack(w), net_dot = pack(v);
    struct net net_grad = {{{g, {0.0}}, {g + 6, {0.0}}}, 0.0, 0};
    struct net net_grad_dot = {{{g_dot, {0.0}}, {g_dot + 6, {0.0}}}, 0.0, 0};
    const double result = loss_hvp(&net, &net_dot, &net_grad, &net_grad_dot, data);
    unpack(&net_grad, g);
    unpack(&net_grad_dot, g_dot);
    return result;
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 13,
                  {0.3, 0.5, 0.2, 0.1, -0.2, 0.7, 1.0, 0.4, 1.1, -0.4, 0.6, -0.3, 1.2},
                  {-0.3, 0.15, 0.7, 0.1, -0.9, 0.7, 0.2, 0.4, 0.1, 0.4, 1.6, -0.3, 0.8})
