// Products with symmetric and triangular matrices, and updates of triangles: both layouts, sides,
// triangles, transposes, increments of either sign, leading dimensions larger than need be.
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

/* A of 3 by 3 or 2 by 2, in a triangle of which vectors are added. */
static real updated_h(const real *w, CBLAS_ORDER order, CBLAS_UPLO uplo, CBLAS_SIDE side, int inc)
{
    real a[20], b[20], c[20];
    fill_h(w, 1, a);
    fill_h(w + 1, 0, b);
    fill_h(w + 2, 0, c);
    cblas_dsyr2(order, uplo, 3, w[16], w + 3, inc, w + 5, -inc, a, 5);
    cblas_dsymm(order, side, uplo, 3, 2, w[17], a, 5, b, 5, w[16], c, 5);
    cblas_dsyr2(order, uplo, 2, 1, c, 1, w, inc, a, 6);
    cblas_dsymm(order, side, uplo, 2, 3, 1, a, 6, c, 5, 0, b, 5);
    return sum_h(a, 15) + sum_h(b, 15) + sum_h(c, 15);
}

static real product_h(const real *w, CBLAS_ORDER order, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans,
                      CBLAS_SIDE side, CBLAS_DIAG diag)
{
    real a[20], b[20], c[20];
    fill_h(w, 1, a);
    fill_h(w + 1, 0, b);
    fill_h(w + 2, 0, c);
    cblas_dsyr2k(order, uplo, trans, 3, 2, w[16], a, 5, b, 5, w[17], c, 5);
    cblas_dtrmm(order, side, uplo, trans, diag, 3, 2, w[17], a, 5, c, 5);
    cblas_dtrmm(order, side, uplo, CblasTrans, CblasNonUnit, 2, 3, 1, a, 5, c, 5);
    cblas_dsyr2k(order, uplo, CblasNoTrans, 2, 3, 1, c, 5, b, 5, 0, a, 5);
    return sum_h(a, 15) + sum_h(c, 15);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    static const CBLAS_ORDER orders[2] = {CblasRowMajor, CblasColMajor};
    static const CBLAS_TRANSPOSE transposes[2] = {CblasNoTrans, CblasTrans};
    real v[22], sum = 0;
    for (int i = 0; i < 22; i++)
        v[i] = (real)w[i % 18];
    for (int i = 0; i < 2; i++)
        for (int m = 0; m < 4; m++) {
            const CBLAS_UPLO uplo = m % 2 ? CblasUpper : CblasLower;
            const CBLAS_SIDE side = m / 2 ? CblasLeft : CblasRight;
            sum += updated_h(v, orders[i], uplo, side, m - 2 ? m - 2 : 2);
            for (int k = 0; k < 2; k++) {
                sum += product_h(v, orders[i], uplo, transposes[k], side, CblasUnit);
                sum += product_h(v, orders[i], uplo, transposes[k], side, CblasNonUnit);
            }
        }
    return sum;
}

CHECK_GRADIENT(18,
               {0.3, 0.5, 0.1, -0.2, 0.7, 1.3, 1.1, -0.4, -1.0, 0.9, 1.3, 0.4, 0.8, -0.3, 0.6, 0.2, 0.9,
                -0.7},
               {-0.7, 0.2, 0.6, 0.4, -0.8, 0.3, 0.1, 0.5, 0.9, -0.6, 0.3, 0.2, -0.5, 0.4, 0.1, -0.9,
                0.4, 0.6})
