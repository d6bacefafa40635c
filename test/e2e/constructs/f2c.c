// What f2c makes of Fortran: local variables are static, loops are gotos, arrays count from 1, constants
// are static variables of the file, which the output shares by including the source.
// RUN: rm -rf %t.dir && mkdir -p %t.dir && cp %s %t.dir/power.c
// RUN: %gradc %t.dir/power.c -I%S/.. -I%gradc_include --amalgamate --mode=grad,jvp -Wno-singular-derivative -o %t.dir/power.grad.c
// RUN: FileCheck %s --input-file=%t.dir/power.grad.c
// RUN: %sanitizer -fsanitize=address,undefined -std=gnu17 -I%S/.. -I%gradc_include %t.dir/power.grad.c %build_root/test/e2e/check_gradient.sanitized.o -lm -o %t.dir/f
// RUN: %t.dir/f
// CHECK: double f_grad(
#include "check_gradient.h"

#include <math.h>

typedef int integer;
typedef double doublereal;

/* Table of constant values */

static integer c__1 = 1;
static integer c__3 = 3;
static doublereal c_b5 = .5;

/* Common Block Declarations */

struct {
    doublereal a[9] /* was [3][3] */, x[3], y[3], eps;
    integer count;
} work_ = {{0.}, {0.}, {0.}, 1e-9, 0};

#define work_1 work_
#define min(a, b) ((a) <= (b) ? (a) : (b))

/* y := a x, for a in columns */
/* Subroutine */ int matvec_(doublereal *a, integer *lda, doublereal *x, doublereal *y, integer *n)
{
    /* System generated locals */
    integer a_dim1, a_offset, i__1, i__2;

    /* Local variables */
    static integer i__, j;
    static doublereal t;

    /* Parameter adjustments */
    a_dim1 = *lda;
    a_offset = 1 + a_dim1;
    a -= a_offset;
    --x;
    --y;

    /* Function Body */
    i__1 = *n;
    for (i__ = 1; i__ <= i__1; ++i__) {
        y[i__] = 0.;
/* L10: */
    }
    i__1 = *n;
    for (j = 1; j <= i__1; ++j) {
        t = x[j];
        i__2 = *n;
        for (i__ = 1; i__ <= i__2; ++i__) {
            y[i__] += a[i__ + j * a_dim1] * t;
/* L20: */
        }
/* L30: */
    }
    return 0;
} /* matvec_ */

doublereal dnrm_(integer *n, doublereal *x, integer *incx)
{
    integer i__1;
    doublereal ret_val;

    static integer i__, ix;
    static doublereal s;

    --x;

    s = 0.;
    ix = 1;
    i__1 = *n;
    for (i__ = 1; i__ <= i__1; ++i__) {
        s += x[ix] * x[ix];
        ix += *incx;
    }
    ret_val = sqrt(s);
    return ret_val;
} /* dnrm_ */

/* Largest eigenvalue by power iteration; the matrix is made of w. */
doublereal power_(doublereal *w, integer *n)
{
    /* System generated locals */
    integer i__1;
    doublereal ret_val, d__1;

    /* Local variables */
    static doublereal s, old;
    static integer i__, it;

    --w;

    it = 0;
    old = 0.;
    for (i__ = 1; i__ <= 9; ++i__) {
        work_1.a[i__ - 1] = w[(i__ - 1) % 3 + 1] / i__ + (i__ % 4 == 1 ? 1. : 0.);
    }
    i__1 = *n;
    for (i__ = 1; i__ <= i__1; ++i__) {
        work_1.x[i__ - 1] = 1. / i__;
    }
L100:
    ++it;
    matvec_(work_1.a, &c__3, work_1.x, work_1.y, n);
    s = dnrm_(n, work_1.y, &c__1);
    if (s <= work_1.eps) {
        goto L900;
    }
    i__1 = *n;
    for (i__ = 1; i__ <= i__1; ++i__) {
        work_1.x[i__ - 1] = work_1.y[i__ - 1] / s;
    }
    if ((d__1 = s - old, fabs(d__1)) < 1e-12 && it > 5 || it >= 40) {
        goto L900;
    }
    old = s;
    goto L100;
L900:
    ++work_1.count;
    ret_val = s + c_b5 * min(work_1.x[0], 2.);
    return ret_val;
} /* power_ */

GRADC_LOSS double f(GRADC_WRT double *w)
{
    return power_(w, &c__3);
}

#ifndef __GRADC__
double f_grad(double *w, double *w_grad);
double f_jvp(double *w, double *w_dot, double *f_dot);
static double value(const double *w) { return f((double *)w); }
static double gradient(const double *w, double *w_grad) { return f_grad((double *)w, w_grad); }
static double tangent(const double *w, const double *w_dot, double *f_dot)
{
    return f_jvp((double *)w, (double *)w_dot, f_dot);
}
#endif

CHECK_DERIVATIVES_OF(value, gradient, tangent, 0, 3, {0.3, 0.5, 0.2}, {1.1, 0.4, 0.6}, {0.9, 1.3, 0.5})
