// Vectors: every routine, increments of either sign, factors that are active.
// RUN: %check_blas %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <cblas.h>
#include <math.h>

typedef double real;

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    static const int steps[4] = {1, 2, -1, -3};
    real x[12], y[12], a = (real)w[12], sum = 0;
    for (int i = 0; i < 12; i++) {
        x[i] = (real)w[i];
        y[i] = (real)(w[i] * w[11 - i] + 0.3);
    }
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 4; k++) {
            const int incx = steps[i], incy = steps[k];
            real z[12];
            sum += cblas_ddot(3, x, incx, y, incy) * a;
            cblas_daxpy(4, a, x, incx, y, incy);
            cblas_dcopy(4, y, 1, z, 1);
            cblas_dcopy(3, x, incx, z, incy > 1 ? 1 : incy > 0 ? 2 : -1);
            cblas_dswap(2, z, incx > 2 || incx < -2 ? 1 : incx, x, incy > 2 || incy < -2 ? 1 : incy);
            sum += z[0] * z[1] + (real)sin(z[2]);
        }
        cblas_dscal(3, a * x[1], x, steps[i]);
        cblas_dscal(12, (real)0.3, y, 1);
        if (steps[i] > 0)
            sum += cblas_dnrm2(4, y, steps[i]) + a * cblas_dasum(3, x, steps[i]);
    }
    return sum + cblas_ddot(12, x, 1, x, 1) + 0.1 * cblas_dasum(4, y, -1);
}

CHECK_GRADIENT(13, {0.3, 0.5, 0.1, -0.2, 0.7, 1.3, 1.1, -0.4, -1.0, 0.9, 1.3, 0.4, 0.8},
               {-0.7, 0.2, 0.6, 0.4, -0.8, 0.3, 0.15, 0.45, 0.9, -0.6, 0.35, 0.25, -0.5})
