// Several results: arrays and numbers that are written through pointers, with seeds and tangents.
// RUN: env MODES=vjp,jvp %check_grad %s
// RUN: env MODES=vjp,jvp %check_grad %s --strategy=store
// RUN: not %gradc %s -I%S/.. -I%gradc_include -o %t.c 2>&1 | FileCheck %s
// RUN: not test -e %t.c
#include "check_gradient.h"

#include <math.h>
#include <string.h>

struct scale {
    double by;
    int n;
};

// CHECK: :[[#@LINE+1]]:{{.*}} error: {{.*}}a loss of several numbers, except by --mode=vjp
GRADC_LOSS void map(GRADC_WRT const double *w, GRADC_WRT struct scale s, GRADC_OUT double *y,
                    GRADC_OUT double (*z)[2], GRADC_OUT double *size, int n)
{
    for (int i = 0; i < n; i++) {
        y[i] = sin(w[i]) * w[0] * s.by;
        if (i)
            y[i] += y[i - 1] * y[i];
    }
    memcpy(z[0], y, 2 * sizeof *y);
    z[1][0] = z[0][0] * z[0][1];
    z[1][1] = s.n;
    *size = n;
}

GRADC_LOSS double pick(GRADC_WRT const double *w, int n)
{
    return n ? w[n] * w[0] : w[0];
}

#ifndef __GRADC__
void map_vjp(const double *w, double *w_grad, struct scale s, struct scale *s_grad, double *y,
             double *y_seed, double (*z)[2], double (*z_seed)[2], double *size, double *size_seed,
             int n);
void map_jvp(const double *w, const double *w_dot, struct scale s, struct scale s_dot, double *y,
             double *y_dot, double (*z)[2], double (*z_dot)[2], double *size, double *size_dot,
             int n);
double pick_vjp(const double *w, double *w_grad, int n, double seed);
double pick_jvp(const double *w, const double *w_dot, int n, double *pick_dot);

static const double seeds[] = {0.3, -0.7, 1.1, 0.2, 0.5, -0.9, 0.4, 0.8};

static double weigh(double y[3], double z[2][2], double p)
{
    double sum = seeds[7] * p;
    for (int i = 0; i < 3; i++)
        sum += seeds[i] * y[i];
    for (int i = 0; i < 4; i++)
        sum += seeds[3 + i] * z[i / 2][i % 2];
    return sum;
}

static double value(const double *w)
{
    double y[3], z[2][2], size;
    map(w, (struct scale){w[3], 2}, y, z, &size, 3);
    return weigh(y, z, pick(w, 2));
}

static double gradient(const double *w, double *w_grad)
{
    struct scale s_grad = {0.0, 0};
    double y[3], z[2][2], y_seed[3], z_seed[2][2], size, size_seed = 1.0;
    memcpy(y_seed, seeds, sizeof y_seed);
    memcpy(z_seed, seeds + 3, sizeof z_seed);
    map_vjp(w, w_grad, (struct scale){w[3], 2}, &s_grad, y, y_seed, z, z_seed, &size, &size_seed,
            3);
    w_grad[3] += s_grad.by;
    for (int i = 0; i < 3; i++)
        if (y_seed[i] != 0.0 || size_seed != 0.0)
            return NAN;
    return weigh(y, z, pick_vjp(w, w_grad, 2, seeds[7]));
}

static double tangent(const double *w, const double *v, double *f_dot)
{
    double y[3], z[2][2], y_dot[3], z_dot[2][2], size, size_dot = 1.0, p_dot;
    map_jvp(w, v, (struct scale){w[3], 2}, (struct scale){v[3], 0}, y, y_dot, z, z_dot, &size,
            &size_dot, 3);
    double p = pick_jvp(w, v, 2, &p_dot);
    *f_dot = weigh(y_dot, z_dot, p_dot) + size_dot;
    return weigh(y, z, p);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, 0, 4, {0.3, 0.5, 0.2, 0.7}, {-0.2, 0.7, 1.0, -1.1},
                     {1.1, -0.4, 0.6, 0.9})
