// Where calls of BLAS stand: in branches, in loops that are not counted, on allocated memory, on members
// of structures, on memory that is constant at times, with sizes of zero.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %gradc %s -I%S/.. -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.c
// What nothing overwrites is read in place.
// CHECK-LABEL: double plain_grad(
// CHECK-NOT: memcpy
// CHECK: cblas_dger(
// CHECK-NOT: memcpy
// CHECK: return
#include "check_gradient.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>

struct layer {
    double weights[6], bias[2];
};

GRADC_LOSS double plain(GRADC_WRT const double *a, GRADC_CONST const double *x, int m, int n,
                        GRADC_WORK double *y)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1.0, a, n, x, 1, 0.0, y, 1);
    return cblas_dnrm2(m, y, 1);
}

static double product(const double *x, const double *y, int n)
{
    return cblas_ddot(n, x, 1, y, 1);
}

static void apply(const struct layer *layer, const double *x, double *y)
{
    cblas_dcopy(2, layer->bias, 1, y, 1);
    cblas_dgemv(CblasColMajor, CblasNoTrans, 2, 3, 1.0, layer->weights, 2, x, 1, 1.0, y, 1);
    for (int i = 0; i < 2; i++)
        y[i] = tanh(y[i]);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double fixed[4] = {0.5, -0.3, 0.8, 0.1};
    struct layer layer;
    double *v = malloc(4 * sizeof *v);
    double sum = 0.0, y[2];
    int n = 0;
    if (!v)
        return 0.0;
    cblas_dcopy(6, w, 1, layer.weights, 1);
    cblas_dcopy(2, w + 4, 1, layer.bias, 1);
    cblas_dcopy(4, w + 2, 1, v, 1);
    while (cblas_ddot(4, v, 1, v, 1) < 40.0 && n < 4) {
        const double *other = n % 2 ? fixed : w;
        if (v[0] > 0.05)
            cblas_daxpy(4, 0.7, other, 1, v, 1);
        else
            cblas_dscal(4, w[n], v, 1);
        sum += product(v, other, n) + product(fixed, other, 3);
        n++;
    }
    apply(&layer, v, y);
    apply(&layer, w + n % 2, v + 2);
    sum += product(y, v + 2, 2) * cblas_dnrm2(4, v, 1);
    free(v);
    return sum;
}

CHECK_GRADIENT(8, {0.3, 0.5, 0.1, -0.2, 0.7, 1.3, 1.1, -0.4}, {-0.7, 0.2, 0.6, 0.4, -0.8, 0.3, 0.1, 0.5})
