// Loops that run until something holds: a `while` where nothing has to be done before the test.
// RUN: %gradc %s -I%gradc_include --mode=jvp -o %t.c
// RUN: FileCheck %s --input-file %t.c
// RUN: %gradc %s -I%gradc_include --loss=head -o %t.grad.c
// RUN: FileCheck %s --check-prefix=GRAD --input-file %t.grad.c
#include <gradc/gradc.h>

#include <math.h>

// CHECK-LABEL: double head_jvp(
// CHECK: while (fabs(x * x - a) > 1e-12) {
// CHECK-NOT: break;
// CHECK: return x;
// GRAD-LABEL: double head_grad(
// GRAD: for (long it = 0;; it++) {
// GRAD-NEXT: gradc_stack_push(&stack_0, &x, sizeof x);
// GRAD-NEXT: count = it + 1L;
// GRAD-NEXT: if (!(fabs(x * x - a) > 1e-12))
// GRAD-NEXT: break;
// GRAD-NEXT: x = 0.5 * (x + a / x);
// GRAD-NEXT: }
GRADC_LOSS double head(GRADC_WRT double a)
{
    double x = a;

    while (fabs(x * x - a) > 1e-12)
        x = 0.5 * (x + a / x);
    return x;
}

// CHECK-LABEL: double both_jvp(
// CHECK: while (x < 1e1 && n_2 > 0) {
GRADC_LOSS double both(GRADC_WRT double a, int n)
{
    double x = a;

    while (x < 1e1 && n > 0) {
        x *= a;
        n /= 2;
    }
    return x;
}

// CHECK-LABEL: double amid_jvp(
// CHECK: for (;;) {
// CHECK-NEXT: const double [[S:[a-z_0-9]+]] = exp(-x);
// CHECK: step = [[S]];
// CHECK: if ([[S]] <= 0.1)
// CHECK-NEXT: break;
// CHECK-NEXT: x +=
GRADC_LOSS double amid(GRADC_WRT double a)
{
    double x = a, step = 0.0;

    for (;;) {
        step = exp(-x);
        if (step <= 0.1)
            break;
        x += step;
    }
    return x * step;
}

// CHECK-LABEL: double foot_jvp(
// CHECK: for (;;) {
// CHECK: const _Bool [[T:[a-z_0-9]+]] = fabs(
// CHECK: if (![[T]])
// CHECK-NEXT: break;
// CHECK-NEXT: }
GRADC_LOSS double foot(GRADC_WRT double a)
{
    double x = a, before;

    do {
        before = x;
        x = 0.5 * (x + a / x);
    } while (fabs(x - before) > 1e-12);
    return x;
}
