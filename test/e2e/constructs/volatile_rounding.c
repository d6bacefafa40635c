// What is stored in a volatile variable is rounded in the derivative as well, whatever the compiler
// is allowed to do: a sum knows its own error to the last bit.
// RUN: env OPTIMIZE="-O3 -ffast-math" %check_grad %s
#include <gradc/gradc.h>

GRADC_LOSS double lost(GRADC_WRT double u, double v)
{
    volatile double s = u + v;
    volatile double up = s - v;
    volatile double vpp = s - up;

    up -= u;
    vpp -= v;
    return 0 - (up + vpp);
}

#ifndef __GRADC__
#include <stdio.h>

double lost_grad(double u, double *u_grad, double v);
double lost_jvp(double u, double u_dot, double v, double *lost_dot);
double lost_hvp(double u, double u_dot, double *u_grad, double *u_grad_dot, double v);

int main(void)
{
    int bad = 0, lossy = 0;
    for (int i = 1; i < 1000; i++) {
        const double u = 1.0 / i, v = 1e3 * i;
        volatile double rounded = u + v;
        volatile double back = rounded - v; /* both exact, in this order */
        const double expected = u - back;
        double u_grad = 0.0, dot, product = 0.0;
        const int wrong = lost_grad(u, &u_grad, v) != expected || u_grad != 0.0 ||
                          lost_jvp(u, 1.0, v, &dot) != expected || dot != 0.0 ||
                          lost_hvp(u, 1.0, &u_grad, &product, v) != expected;
        if (wrong)
            printf("%g + %g loses %g\n", u, v, expected);
        bad |= wrong;
        lossy += expected != 0.0;
    }
    return bad || lossy < 500;
}
#endif
