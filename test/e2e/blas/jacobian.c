// Calls of BLAS in several lanes.
// RUN: env MODES=jacobian,hessian,jvp,vjp,grad %check_grad %s --direction=forward --width=3
// RUN: env MODES=jacobian,hessian,jvp,vjp,grad %check_grad %s --direction=reverse --width=2
#include "check_matrix.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

GRADC_LOSS double f(GRADC_WRT const double a[2][3], GRADC_WRT const double x[3])
{
    double y[2] = {0.5, -0.25}, z[3];
    cblas_dgemv(CblasRowMajor, CblasNoTrans, 2, 3, x[1], a[0], 3, x, 1, 0.5, y, 1);
    cblas_dcopy(3, x, 1, z, 1);
    cblas_daxpy(2, y[0], y, 1, z, 1);
    return cblas_ddot(3, z, 1, x, 1) * exp(0.3 * cblas_dnrm2(3, z, 1));
}

#ifndef __GRADC__
double f_jacobian(const double (*a)[3], const double *x, double *jacobian);
double f_grad(const double (*a)[3], double (*a_grad)[3], const double *x, double *x_grad);
double f_hessian(const double (*a)[3], double (*a_grad)[3], const double *x, double *x_grad,
                 double *hessian);
double f_jvp(const double (*a)[3], const double (*a_dot)[3], const double *x, const double *x_dot,
             double *f_dot);
double f_vjp(const double (*a)[3], double (*a_grad)[3], const double *x, double *x_grad,
             double seed);

typedef const double (*rows)[3];

static void value(const double *x, double *y)
{
    y[0] = f((rows)x, x + 6);
}

static void matrix(const double *x, double *m)
{
    f_jacobian((rows)x, x + 6, m);
}

static void tangent(const double *x, const double *x_dot, double *y_dot)
{
    f_jvp((rows)x, (rows)x_dot, x + 6, x_dot + 6, y_dot);
}

static void adjoint(const double *x, const double *y_seed, double *x_grad)
{
    f_vjp((rows)x, (double(*)[3])x_grad, x + 6, x_grad + 6, y_seed[0]);
}

static void gradient(const double *x, double *y)
{
    memset(y, 0, 9 * sizeof *y);
    f_grad((rows)x, (double(*)[3])y, x + 6, y + 6);
}

static void hessian(const double *x, double *m)
{
    double y[9] = {0.0};
    f_hessian((rows)x, (double(*)[3])y, x + 6, y + 6, m);
}
#endif

CHECK_MATRICES({"f", 1, 9, value, matrix, tangent, adjoint, .low = 0.2, .high = 1.3},
               {"gradient", 9, 9, gradient, hessian, .low = 0.2, .high = 1.3, .is_symmetric = 1})
