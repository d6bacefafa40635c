// Functions whose derivatives the user wrote, in both directions: of reals, of pointers that are read
// and written, in loops and branches; and the derivative of a derivative, for the Hessian.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %gradc %s -I%S/.. -I%gradc_include --mode=jvp -o %t.c && FileCheck %s --input-file=%t.c
// CHECK-NOT: {{[^_]}}cube(
// CHECK: cube_jvp(
// CHECK: rotate_jvp(
#include "Inputs/registered_forward.h"
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double fixed[1] = {0.4};
    double sum = 0.0, v[2], u[2];
    for (int i = 0; i < 3; i++) {
        sum = 0.5 * sum + cube(sin(sum + w[i]));
        if (sum > 0.0137)
            sum += cube(w[1] * 0.5) * cube(0.7);
    }
    rotate(&w[2], 2, v);
    rotate(fixed, 2, u);
    return sum * v[0] + v[1] * w[0] * u[1];
}

#ifndef __GRADC__
#include <stddef.h>

double cube(double x)
{
    return x * x * x;
}

void cube_vjp(double x, double *x_grad, double seed)
{
    if (x_grad)
        *x_grad += 3.0 * x * x * seed;
}

double cube_jvp(double x, double x_dot, double *cube_dot)
{
    *cube_dot = 3.0 * x * x * x_dot;
    return cube(x);
}

void cube_vjp_jvp(double x, double x_dot, double *x_grad, double *x_grad_dot, double seed,
                  double seed_dot)
{
    cube_vjp(x, x_grad, seed);
    if (x_grad_dot)
        *x_grad_dot += 6.0 * x * x_dot * seed + 3.0 * x * x * seed_dot;
}

void rotate(const double *angle, int n, double *v)
{
    for (int i = 0; i < n; i++)
        v[i] = cos(*angle - 0.5 * i);
}

void rotate_vjp(const double *angle, double *angle_grad, int n, double *v, double *v_grad)
{
    (void)v;
    for (int i = 0; i < n; i++) {
        if (angle_grad)
            *angle_grad -= v_grad[i] * sin(*angle - 0.5 * i);
        v_grad[i] = 0.0;
    }
}

void rotate_jvp(const double *angle, const double *angle_dot, int n, double *v, double *v_dot)
{
    rotate(angle, n, v);
    for (int i = 0; i < n && v_dot; i++)
        v_dot[i] = angle_dot ? -sin(*angle - 0.5 * i) * *angle_dot : 0.0;
}

void rotate_vjp_jvp(const double *angle, const double *angle_dot, double *angle_grad,
                    double *angle_grad_dot, int n, double *v, double *v_dot, double *v_grad,
                    double *v_grad_dot)
{
    (void)v_dot;
    for (int i = 0; i < n; i++) {
        const double slope = v_grad_dot ? v_grad_dot[i] : 0.0, turn = angle_dot ? *angle_dot : 0.0;
        if (angle_grad_dot)
            *angle_grad_dot -= slope * sin(*angle - 0.5 * i) +
                               v_grad[i] * cos(*angle - 0.5 * i) * turn;
        if (v_grad_dot)
            v_grad_dot[i] = 0.0;
    }
    rotate_vjp(angle, angle_grad, n, v, v_grad);
}
#endif

CHECK_GRADIENT(3, {0.3, 0.5, 0.1}, {-0.2, 0.7, 1.3}, {1.1, -0.4, -2.0}, {0.9, 1.3, 0.4})
