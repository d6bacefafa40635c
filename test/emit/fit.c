// The emitted C of the worked example in docs/design.md: forward and backward in one loop.
// RUN: %gradc %s -I%gradc_include -o %t.c && FileCheck %s < %t.c
// RUN: %gradc %s -I%gradc_include -o %t.again.c && sed s/again.// %t.again.c | diff - %t.c
// RUN: %gradc %s -I%gradc_include --strategy=replay -o %t.r.c && FileCheck %s --check-prefix=REPLAY < %t.r.c
#include <gradc/gradc.h>
#include <math.h>

// CHECK-NOT: tape.h
// CHECK: double fit_grad(const double *w, double *restrict w_grad, int n, const double *x, const double *y)
// CHECK: const double loss_adj = 1.0 / t;
// CHECK: for (int i = 0; i < n; i++) { /* fit.c:[[#@LINE+24]] */
// CHECK: const double r = {{.*}} - y[i];
// CHECK-NEXT: const double r_adj = loss_adj * (2.0 * r);
// CHECK-NEXT: w_grad[1] +=
// CHECK-NEXT: w_grad[0] +=
// CHECK-NEXT: loss += r * r;
// CHECK-NOT: for
// CHECK: return loss / t;

// REPLAY-NOT: tape.h
// REPLAY: for (int i = 0; i < n; i++) {
// REPLAY-NEXT: const double r = w[0] * exp(w[1] * x[i]) - y[i];
// REPLAY-NEXT: loss += r * r;
// REPLAY: const double loss_adj = 1.0 / t;
// REPLAY-NEXT: for (int i = n - 1; i >= 0; i--) {
// REPLAY: const double r_adj = loss_adj * (2.0 *
// REPLAY: w_grad[1] +=
// REPLAY-NEXT: w_grad[0] +=
// REPLAY: return loss / t;
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
