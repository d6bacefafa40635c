// Products with the Hessian by a parameter, a structure and a number at file level together, the
// latter two of which the loss changes on its way.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %check_grad %s --strategy=replay
#include "check_gradient.h"

#include <math.h>
#include <string.h>

struct model {
    double gain[2], bias;
    int kind;
};

GRADC_WRT struct model model;
GRADC_WRT double scale, unread;

GRADC_LOSS double f(GRADC_WRT const double *w, int n)
{
    double s = model.bias;
    for (int i = 0; i < n; i++) {
        s += tanh(model.gain[i % 2] * w[i] * scale) * w[(i + 1) % n];
        scale *= 1.1;
        model.gain[0] += 0.1 * s;
    }
    return s * s * scale;
}

#ifndef __GRADC__
extern struct model model_grad, model_dot, model_grad_dot;
extern double scale_grad, scale_dot, scale_grad_dot, unread_grad_dot;
double f_grad(const double *w, double *w_grad, int n);
double f_jvp(const double *w, const double *w_dot, int n, double *f_dot);
double f_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot, int n);

static void put(const double *w, struct model *to, double *to_scale)
{
    const struct model made = {{w[3], w[4]}, w[5], 0};
    *to = made;
    *to_scale = w[6];
}

static void add(const struct model *from, double from_scale, double *to)
{
    to[3] += from->gain[0];
    to[4] += from->gain[1];
    to[5] += from->bias;
    to[6] += from_scale;
}

static double value(const double *w)
{
    put(w, &model, &scale);
    return f(w, 3);
}

static double gradient(const double *w, double *w_grad)
{
    put(w, &model, &scale);
    memset(&model_grad, 0, sizeof model_grad);
    scale_grad = 0.0;
    const double result = f_grad(w, w_grad, 3);
    add(&model_grad, scale_grad, w_grad);
    return result;
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    put(w, &model, &scale);
    put(v, &model_dot, &scale_dot);
    return f_jvp(w, v, 3, f_dot);
}

static double product(const double *w, const double *v, double *w_grad, double *w_grad_dot)
{
    put(w, &model, &scale);
    put(v, &model_dot, &scale_dot);
    memset(&model_grad, 0, sizeof model_grad);
    memset(&model_grad_dot, 0, sizeof model_grad_dot);
    scale_grad = scale_grad_dot = 0.0;
    const double result = f_hvp(w, v, w_grad, w_grad_dot, 3);
    add(&model_grad, scale_grad, w_grad);
    add(&model_grad_dot, scale_grad_dot, w_grad_dot);
    return result + unread_grad_dot;
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 7, {0.3, 0.5, -0.7, 0.4, 1.2, 0.1, 0.9},
                     {-0.2, 0.7, 0.6, -1.1, 0.3, -0.4, 1.3}, {1.1, -0.4, 0.2, 0.8, -0.6, 0.5, -0.7},
                     {0.9, 1.3, -0.5, 0.2, 0.7, -0.9, 0.4})
