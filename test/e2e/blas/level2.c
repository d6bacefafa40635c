// Matrices and vectors: both layouts, transposes, triangles, increments of either sign, a leading
// dimension that is larger than need be.
// RUN: %check_blas %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <cblas.h>
#include <math.h>

typedef double real;

static real sum_h(const real *y, int n)
{
    real sum = 0;
    for (int i = 0; i < n; i++)
        sum += (real)sin(y[i] * (real)(i + 1));
    return sum;
}

/* General matrices, 2 by 3 or 3 by 2. */
static real general_h(const real *w, CBLAS_ORDER order, CBLAS_TRANSPOSE trans, int incx, int incy)
{
    real a[16], y[8], sum = 0;
    for (int i = 0; i < 16; i++)
        a[i] = w[i] * (real)0.5;
    for (int i = 0; i < 8; i++)
        y[i] = w[i + 3] * w[i];
    cblas_dgemv(order, trans, 2, 3, w[17], a, 4, w + 2, incx, w[18], y, incy);
    sum += sum_h(y, 8);
    cblas_dger(order, 2, 3, w[16] * y[0], w + 1, incx, y, incy, a, 4);
    cblas_dgemv(order, CblasNoTrans, 3, 2, 1, a, 4, y, -2, 0, y + 5, 1);
    return sum + sum_h(a, 12) + sum_h(y, 8);
}

/* Symmetric and triangular matrices, 3 by 3. */
static real square_h(const real *w, CBLAS_ORDER order, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans,
                     CBLAS_DIAG diag, int inc)
{
    real a[12], y[8];
    for (int i = 0; i < 12; i++)
        a[i] = (i % 5 == 0 ? 2 : 0) + w[i] * (real)0.5;
    for (int i = 0; i < 8; i++)
        y[i] = w[i + 3] * w[i];
    cblas_dsymv(order, uplo, 3, w[17], a, 4, w + 2, inc, w[18], y, -inc);
    cblas_dtrmv(order, uplo, trans, diag, 3, a, 4, y, inc);
    cblas_dtrsv(order, uplo, trans, diag, 3, a, 4, y, -inc);
    cblas_dtrsv(order, uplo, CblasNoTrans, CblasNonUnit, 2, a, 4, y, inc);
    cblas_dtrmv(order, uplo, CblasTrans, CblasUnit, 2, a, 4, y + 1, 2);
    return sum_h(y, 8);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    static const CBLAS_ORDER orders[2] = {CblasRowMajor, CblasColMajor};
    static const CBLAS_TRANSPOSE transposes[3] = {CblasNoTrans, CblasTrans, CblasConjTrans};
    static const int steps[3] = {1, 2, -2};
    real v[19], sum = 0;
    for (int i = 0; i < 19; i++)
        v[i] = (real)w[i];
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 3; k++)
            for (int m = 0; m < 3; m++) {
                sum += general_h(v, orders[i], transposes[k], steps[m], steps[(m + k) % 3]);
                sum += square_h(v, orders[i], m == 1 ? CblasLower : CblasUpper, transposes[k],
                                k == 1 ? CblasUnit : CblasNonUnit, steps[m]);
                sum += square_h(v, orders[i], m == 1 ? CblasUpper : CblasLower, transposes[k],
                                k == 1 ? CblasNonUnit : CblasUnit, -steps[m]);
            }
    return sum;
}

CHECK_GRADIENT(19,
               {0.3, 0.5, 0.1, -0.2, 0.7, 1.3, 1.1, -0.4, -1.0, 0.9, 1.3, 0.4, 0.8, -0.3, 0.6, 0.2, 0.9,
                0.7, -0.6},
               {-0.7, 0.2, 0.6, 0.4, -0.8, 0.3, 0.1, 0.5, 0.9, -0.6, 0.3, 0.2, -0.5, 0.4, 0.1, -0.9,
                0.4, -0.8, 0.5})
