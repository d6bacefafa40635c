// The functions that fill matrices: their comments, their loops, and how they choose a direction.
// RUN: %gradc %s -I%gradc_include --mode=jacobian -w -o %t.c
// RUN: FileCheck %s --input-file=%t.h && FileCheck %s --check-prefix=CODE --input-file=%t.c
// RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.c -o %t.o
// RUN: %gradc %s -I%gradc_include --mode=hessian -DSYMMETRIC -w -o %t.h.c
// RUN: FileCheck %s --check-prefix=SECOND --input-file=%t.h.h
// RUN: FileCheck %s --check-prefix=TWICE --input-file=%t.h.c
// RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.h.c -o %t.o
// RUN: %gradc %s -I%gradc_include --mode=jacobian --direction=reverse -w -o %t.r.c
// RUN: FileCheck %s --check-prefix=REVERSE --input-file=%t.r.c
// RUN: %gradc %s -I%gradc_include --mode=jacobian --direction=forward --width=2 -w --print-ir=final > %t.gir
// RUN: FileCheck %s --check-prefix=IR --input-file=%t.gir
#include <gradc/gradc.h>
#include <math.h>

/* All of it is known: one run, without a loop. */
// CHECK: /* Returns what small returns, and stores its derivatives in jacobian, row by row, with a column
// CHECK-NEXT: * for each real of *x and s, and a single row. What is written overlaps nothing else that the
// CHECK-NEXT: * function is given. */
// CHECK-NEXT: double small_jacobian(const double *x, double s, double *jacobian);
// CODE-LABEL: double small_jacobian(
// CODE: x_dot0[0UL] = 1.0;
// CODE: x_dot0[1UL] = 0.0;
// CODE-NOT: {{for|if}}
// CODE: small__jvp3(x, x_dot0, x_dot1, x_dot2, s, 0.0, 0.0, 1.0, &result_dot, &result_dot_2, &result_dot_3);
// CODE-NEXT: jacobian[0UL] = result_dot;
// CODE-NEXT: jacobian[1UL] = result_dot_2;
// CODE-NEXT: jacobian[2UL] = result_dot_3;
// REVERSE-LABEL: double small_jacobian(
// REVERSE: small__vjp1(x, x_adj0, s, &s_adj0, 1.0);
// REVERSE-NEXT: jacobian[0UL] = x_adj0[0UL];
// REVERSE-NEXT: jacobian[1UL] = x_adj0[1UL];
// REVERSE-NEXT: jacobian[2UL] = s_adj0;
// SECOND: /* Returns what small returns, and adds its gradient with respect to *x to *x_grad and s to
// SECOND: Stores its second derivatives in
// SECOND-NEXT: * hessian, row by row, with a column for each real of *x and s, and the same rows.
// SECOND: double small_hessian(const double *x, double *x_grad, double s, double *s_grad, double *hessian);
// TWICE-LABEL: double small_hessian(
// TWICE: small_grad__jvp3(
// TWICE: hessian[0UL] =
GRADC_LOSS double small(GRADC_WRT const double x[2], GRADC_WRT double s)
{
    return sin(x[0] * s) * x[1];
}

#ifndef SYMMETRIC
/* Only the program knows. */
// CHECK: stores its derivatives in jacobian, row by row, with a column for
// CHECK-NEXT: * each real of *w, and a row for each of *y. large is run several times.
// CODE-LABEL: void large_jacobian(int n, const double *w, int m, double *y, double *restrict jacobian)
// CODE: if (t <= 2UL * t_2 + 4UL) {
// CODE: for (unsigned long column = 0UL; column < (t > 0UL ? t : 1UL); column += 8) {
// CODE: w_dot0[i] = (i == column) ? 1.0 : 0.0;
// CODE: large__jvp8(
// CODE: if (column < t) {
// CODE: jacobian[i * t + column] = y_dot0[i];
// CODE: } else {
// CODE: for (unsigned long row = 0UL; row < (t_2 > 0UL ? t_2 : 1UL); row += 8) {
// CODE: large__vjp8(
// CODE: jacobian[row * t + i] = w_adj0[i];
GRADC_LOSS void large(int n, GRADC_WRT const double w[n], int m, GRADC_OUT double y[m])
{
    for (int i = 0; i < m; i++)
        y[i] = exp(w[i % n] * i);
}
#endif

// The primal is computed once, and what is derived from it once a lane.
// IR-LABEL: func @large__jvp2(
// IR-SAME: %w_dot0: ptr<const f64> grad, %w_dot1: ptr<const f64> grad
// IR: %[[E:[0-9]+]] = exp f64
// IR: mul f64 %{{[0-9]+}}, %[[E]]
// IR: mul f64 %{{[0-9]+}}, %[[E]]
// IR-NOT: exp
// IR-LABEL: func @large_jacobian(

/* A parameter that is called what the matrix would be. */
#ifndef SYMMETRIC
// CHECK: in jacobian_, row by row
// CHECK: double named_jacobian(const double *jacobian, double *jacobian_);
GRADC_LOSS double named(GRADC_WRT const double jacobian[1])
{
    return jacobian[0] * jacobian[0];
}

/* What is large does not lie on the stack. */
// CODE-LABEL: double wide_jacobian(
// CODE: double (*const x_adj0)[100] = gradc_tape_alloc(&tape, 200UL, sizeof(double [100]));
GRADC_LOSS double wide(GRADC_WRT const double x[200][100])
{
    return x[3][4] * x[5][6];
}
#endif
