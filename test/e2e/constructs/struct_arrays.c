// Arrays of structs as parameters, by index and by walk, with lengths that are passed.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

#include <stddef.h>

typedef struct {
    double x[2], m;
    int fixed;
} body;

static double pair(const body *a, const body *b)
{
    double d2 = 0.01;
    for (int k = 0; k < 2; k++) {
        const double d = a->x[k] - b->x[k];
        d2 += d * d;
    }
    return -a->m * b->m / sqrt(d2);
}

GRADC_LOSS double loss(GRADC_WRT const body *bodies, size_t n, GRADC_WRT double h[2])
{
    double total = 0.0;
    body moved[4];

    for (size_t i = 0; i < n; i++) {
        moved[i] = bodies[i];
        if (!moved[i].fixed)
            moved[i].x[i & 1] += h[0] * bodies[(i + 1) % n].m;
    }
    for (const body *a = moved; a != moved + n; a++)
        for (const body *b = a + 1; b != moved + n; b++)
            total += pair(a, b) * h[1];
    return total * total;
}

#ifndef __GRADC__
double loss_grad(const body *bodies, body *bodies_grad, size_t n, double h[2], double h_grad[2]);

static void pack(const double *w, body *b, double *h)
{
    for (int i = 0; i < 4; i++)
        b[i] = (body){{w[2 * i], w[2 * i + 1]}, w[8] + i, i == 2};
    h[0] = w[8] * 0.5;
    h[1] = w[9];
}

static double value(const double *w)
{
    body b[4];
    double h[2];
    pack(w, b, h);
    return loss(b, 4, h);
}

static double gradient(const double *w, double *w_grad)
{
    body b[4], g[4] = {{{0.0}, 0.0, 0}};
    double h[2], h_grad[2] = {0.0};
    pack(w, b, h);
    const double result = loss_grad(b, g, 4, h, h_grad);
    for (int i = 0; i < 4; i++) {
        w_grad[2 * i] += g[i].x[0];
        w_grad[2 * i + 1] += g[i].x[1];
        w_grad[8] += g[i].m;
    }
    w_grad[8] += h_grad[0] * 0.5;
    w_grad[9] += h_grad[1];
    return result;
}
#endif

CHECK_GRADIENT_OF(value, gradient, 10, {0.3, 0.5, 1.2, 0.1, -0.2, 0.7, 1.0, -0.4, 1.1, 0.4},
                  {0.6, -0.3, 1.2, 0.9, -1.4, 0.2, 0.1, 1.8, 0.7, -0.9},
                  {-0.6, 1.3, 0.2, -0.9, 1.4, 0.5, -0.1, 0.8, -0.5, 0.6},
                  {2.6, 1.3, 0.2, -0.9, 1.4, -2.5, -0.1, 0.8, 1.5, -0.6})
