// Complex parameters: the gradient of a real loss is dL/dx + i dL/dy, in memory like the parameter's.
// RUN: env MODES=grad,jvp %check_grad %s -Wno-partial-gradient
// RUN: FileCheck %s --input-file=%t.dir/f.grad.h
#define CHECK_ROUNDED 1
#include "check_gradient.h"

#include <complex.h>
#include <math.h>

struct line {
    double complex z[2];
    double complex y;
    int n;
};

// CHECK: double norm_grad(const double _Complex *z, double _Complex *z_grad, int n,
// CHECK-NEXT: const double _Complex *target);
GRADC_LOSS double norm(GRADC_WRT const double complex *z, int n, const double complex *target)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        const double complex d = z[i] * z[i] - target[i];
        sum += creal(d * conj(d));
    }
    return sum;
}

// CHECK: double value_grad(double _Complex z, double _Complex *z_grad, double _Complex y,
GRADC_LOSS double value(GRADC_WRT double complex z, GRADC_WRT double complex y)
{
    return cabs(z * y + 1.0);
}

// CHECK: double inside_grad(const struct line *l, struct line *l_grad);
GRADC_LOSS double inside(GRADC_WRT const struct line *l)
{
    double sum = 0.0;
    for (int i = 0; i < l->n; i++)
        sum += cabs(l->z[i]) * cimag(l->y);
    return sum;
}

static double complex horner(const double complex *c, int n, double complex x)
{
    return n == 0 ? c[0] : c[n] + x * horner(c, n - 1, x);
}

GRADC_LOSS double polynomial(GRADC_WRT const double complex *c, int n, GRADC_WRT double x)
{
    return creal(horner(c, n, x + 0.5 * I));
}

/* Of all of them, as functions of seven reals. */
GRADC_LOSS double all(GRADC_WRT const double *w)
{
    double complex z[2] = {w[0] + I * w[1], w[2] - w[3] * I};
    const double complex target[2] = {1.0, I};
    struct line l = {{w[0], w[1]}, w[4] * I, 2};
    return norm(z, 2, target) + value(z[0], z[1]) + inside(&l) + polynomial(z, 1, w[5]);
}

#ifndef __GRADC__
double norm_grad(const double complex *z, double complex *z_grad, int n,
                 const double complex *target);
double value_grad(double complex z, double complex *z_grad, double complex y,
                  double complex *y_grad);
double inside_grad(const struct line *l, struct line *l_grad);
double polynomial_grad(const double complex *c, double complex *c_grad, int n, double x,
                       double *x_grad);
check_tangent_fn all_jvp;

static double gradient(const double *w, double *w_grad)
{
    double complex z[2] = {w[0] + I * w[1], w[2] - w[3] * I}, z_grad[2] = {0.0, 0.0};
    const double complex target[2] = {1.0, I};
    struct line l = {{w[0], w[1]}, w[4] * I, 2}, l_grad = {{0.0, 0.0}, 0.0, 0};
    double sum = norm_grad(z, z_grad, 2, target);

    sum += value_grad(z[0], &z_grad[0], z[1], &z_grad[1]);
    sum += inside_grad(&l, &l_grad);
    sum += polynomial_grad(z, z_grad, 1, w[5], &w_grad[5]);
    w_grad[0] += creal(z_grad[0]) + creal(l_grad.z[0]);
    w_grad[1] += cimag(z_grad[0]) + creal(l_grad.z[1]);
    w_grad[2] += creal(z_grad[1]);
    w_grad[3] -= cimag(z_grad[1]);
    w_grad[4] += cimag(l_grad.y);
    return sum;
}
#endif

CHECK_DERIVATIVES_OF(all, gradient, all_jvp, 0, 6, {0.3, 0.5, 0.25, -0.5, 0.75, 0.125},
                     {-0.25, 1.5, 0.5, 0.25, -0.5, 2.0}, {1.5, -0.5, 1.25, 2.0, 0.375, -1.0})
