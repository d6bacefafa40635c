// A pointer that walks down over an array of a structure with integers, which is a parameter by value:
// where it might leave the array, it still writes no integer.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

struct model {
    double w[3];
    struct {
        double scale;
        int n;
    } in[1];
};

GRADC_LOSS double loss(GRADC_WRT struct model m, GRADC_WRT const double *x)
{
    for (double *p = m.w + 2; p > m.w; p--)
        *p = *p * p[-1] + m.in[0].scale * cos(x[0]);
    return m.w[0] * m.w[1] + sin(m.w[2]) * m.in->n;
}

#ifndef __GRADC__
double loss_grad(struct model m, struct model *m_grad, const double *x, double *x_grad);
double loss_jvp(struct model m, struct model m_dot, const double *x, const double *x_dot,
                double *loss_dot);
double loss_hvp(struct model m, struct model m_dot, struct model *m_grad, struct model *m_grad_dot,
                const double *x, const double *x_dot, double *x_grad, double *x_grad_dot);

static struct model pack(const double *w)
{
    return (struct model){{w[0], w[1], w[2]}, {{w[3], 3}}};
}

static void unpack(const struct model *m, double *w)
{
    for (int i = 0; i < 3; i++)
        w[i] += m->w[i];
    w[3] += m->in->scale;
}

static double value(const double *w)
{
    return loss(pack(w), w + 4);
}

static double gradient(const double *w, double *w_grad)
{
    struct model m_grad = {{0.0}, {{0.0, 0}}};
    const double result = loss_grad(pack(w), &m_grad, w + 4, w_grad + 4);
    unpack(&m_grad, w_grad);
    return result;
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    return loss_jvp(pack(w), pack(v), w + 4, v + 4, f_dot);
}

static double product(const double *w, const double *v, double *g, double *g_dot)
{
    struct model m_grad = {{0.0}, {{0.0, 0}}}, m_grad_dot = m_grad;
    const double result =
        loss_hvp(pack(w), pack(v), &m_grad, &m_grad_dot, w + 4, v + 4, g + 4, g_dot + 4);
    unpack(&m_grad, g);
    unpack(&m_grad_dot, g_dot);
    return result;
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, product, 5, {0.3, 0.5, 0.2, 0.7, 0.1},
                     {-0.2, 0.7, 1.0, -1.1, 0.4}, {1.1, -0.4, 0.6, 0.9, -0.8})
