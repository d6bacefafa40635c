// The signature and the comment that each mode gives.
// RUN: %gradc %s -I%gradc_include --mode=grad,vjp --mode=jvp,hvp,vjp -o %t.c && FileCheck %s --input-file=%t.h
// RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.c -o %t.o
// RUN: %exits 2 %gradc %s --mode=jpv 2>&1 | FileCheck %s --check-prefix=BAD
#include <gradc/gradc.h>

// BAD: unknown value in '--mode=jpv'; did you mean 'jvp'?

// CHECK: double fit_grad(const double *w, double *w_grad, double b, double *b_grad, int n);
// CHECK: The gradient is that of seed times what fit returns. A gradient buffer overlaps
// CHECK: double fit_vjp(const double *w, double *w_grad, double b, double *b_grad, int n, double seed);
// CHECK: /* Returns what fit returns, and stores the derivative along *w_dot and b_dot in *fit_dot. A
// CHECK: double fit_jvp(const double *w, const double *w_dot, double b, double b_dot, int n,
// CHECK-NEXT: double *fit_dot);
// CHECK: The derivative of that gradient
// CHECK-NEXT: along *w_dot and b_dot is added to *w_grad_dot and *b_grad_dot. The same is asked of their
// CHECK-NEXT: tangents. */
// CHECK-NEXT: double fit_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot, double b,
// CHECK-NEXT: double b_dot, double *b_grad, double *b_grad_dot, int n);
GRADC_LOSS double fit(GRADC_WRT const double *w, GRADC_WRT double b, int n)
{
    double sum = b;
    for (int i = 0; i < n; i++)
        sum += w[i] * w[i] * b;
    return sum;
}
