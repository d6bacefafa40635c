// Matrices: both layouts, transposes, sides, triangles, leading dimensions larger than need be.
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
        sum += (real)sin(y[i] * (real)(i % 3 + 1));
    return sum;
}

static void fill_h(const real *w, real diagonal, real *a)
{
    for (int i = 0; i < 20; i++)
        a[i] = (i % 6 == 0 ? diagonal : 0) + w[i % 16] * (real)0.5;
}

/* C of 2 by 3 out of products over 4. */
static real general_h(const real *w, CBLAS_ORDER order, CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb)
{
    real a[20], b[20], c[20];
    fill_h(w, 0, a);
    fill_h(w + 1, 0, b);
    fill_h(w + 2, 1, c);
    cblas_dgemm(order, ta, tb, 2, 3, 4, w[16], a, 5, b, 5, w[17], c, 5);
    cblas_dgemm(order, tb, ta, 2, 2, 2, 1, c, 5, c + 2, 5, 0, a, 5);
    return sum_h(c, 15) + sum_h(a, 10);
}

static real square_h(const real *w, CBLAS_ORDER order, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans,
                     CBLAS_SIDE side, CBLAS_DIAG diag)
{
    real a[20], b[20], c[20];
    fill_h(w, 2, a);
    fill_h(w + 1, 0, b);
    fill_h(w + 2, 0, c);
    cblas_dsyrk(order, uplo, trans, 3, 2, w[16], b, 5, w[17], c, 5);
    cblas_dtrsm(order, side, uplo, trans, diag, 3, 2, w[17], a, 5, c, 5);
    cblas_dtrsm(order, side, uplo, CblasTrans, CblasNonUnit, 2, 3, 1, a, 5, c, 5);
    return sum_h(c, 15);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    static const CBLAS_ORDER orders[2] = {CblasRowMajor, CblasColMajor};
    static const CBLAS_TRANSPOSE transposes[2] = {CblasNoTrans, CblasTrans};
    real v[22], sum = 0;
    for (int i = 0; i < 22; i++)
        v[i] = (real)w[i % 18];
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            for (int m = 0; m < 4; m++) {
                sum += general_h(v, orders[i], transposes[k], transposes[m % 2]);
                sum += square_h(v, orders[i], m % 2 ? CblasUpper : CblasLower, transposes[k],
                                m / 2 ? CblasLeft : CblasRight, k ? CblasUnit : CblasNonUnit);
                sum += square_h(v, orders[i], m % 2 ? CblasLower : CblasUpper, transposes[k],
                                m / 2 ? CblasLeft : CblasRight, k ? CblasNonUnit : CblasUnit);
            }
    return sum;
}

CHECK_GRADIENT(18,
               {0.3, 0.5, 0.1, -0.2, 0.7, 1.3, 1.1, -0.4, -1.0, 0.9, 1.3, 0.4, 0.8, -0.3, 0.6, 0.2, 0.9,
                -0.7},
               {-0.7, 0.2, 0.6, 0.4, -0.8, 0.3, 0.1, 0.5, 0.9, -0.6, 0.3, 0.2, -0.5, 0.4, 0.1, -0.9,
                0.4, 0.6})
