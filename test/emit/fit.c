// The emitted C of the worked example in docs/design.md, which replays the loop without a tape.
// RUN: %gradc %s -I%gradc_include -o %t.c && FileCheck %s < %t.c
// RUN: %gradc %s -I%gradc_include -o %t.again.c && sed s/again.// %t.again.c | diff - %t.c
#include <gradc/gradc.h>
#include <math.h>

// CHECK-NOT: tape.h
// CHECK: double fit_grad(const double *w, double *restrict w_grad, int n, const double *x, const double *y)
// CHECK: for (int i = 0; i < n; i++) { /* fit.c:[[#@LINE+14]] */
// CHECK-NEXT: const double r = w[0] * exp(w[1] * x[i]) - y[i];
// CHECK-NEXT: loss += r * r;
// CHECK: const double loss_adj = 1.0 / t;
// CHECK-NEXT: for (int i = n - 1; i >= 0; i--) {
// CHECK: const double r_adj = loss_adj * (2.0 *
// CHECK: w_grad[1] +=
// CHECK-NEXT: w_grad[0] +=
// CHECK: return loss / t;
GRADC_LOSS
double fit(GRADC_WRT const double *w, int n, const double *x, const double *y)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        const double r = w[0] * exp(w[1] * x[i]) - y[i];
        loss += r * r;
    }
    return loss / n;
}
