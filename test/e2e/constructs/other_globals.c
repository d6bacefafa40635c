// A global of another file that is differentiated, as the other file says; statics of this file that
// change, in an output that includes it; a derivative that the other file registers, for a static.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/out && cp %s %t.dir/loss.c && cp %S/Inputs/several_files/globals.c %t.dir
// RUN: %gradc %t.dir/loss.c --with=%t.dir/globals.c -I%S/.. -I%gradc_include --amalgamate -o %t.dir/out/loss.grad.c
// RUN: FileCheck %s --input-file=%t.dir/out/loss.grad.c
// RUN: %sanitizer -fsanitize=address,undefined -std=c99 -Wall -Wextra -Wpedantic -Werror -I%S/.. -I%gradc_include %t.dir/out/loss.grad.c %t.dir/globals.c %build_root/test/e2e/check_gradient.sanitized.o -lm -o %t.dir/f
// RUN: %t.dir/f
// CHECK: #include "../loss.c"
// CHECK-NOT: #include {{.*}}globals
// CHECK: static double gradc_globals_scale(double x)
#include "check_gradient.h"

static int calls;
static double scale = 1.5; /* globals.c has a function of this name */

double along(double x);
void set_weights(const double *w);

double count(void)
{
    return scale * calls;
}

GRADC_LOSS double g(GRADC_WRT double x)
{
    calls++;
    return along(x) * scale;
}

#ifndef __GRADC__
double g_grad(double x, double *x_grad);
extern double weights_grad[2];

static double value(const double *w)
{
    set_weights(w + 1);
    return g(w[0]);
}

static double gradient(const double *w, double *w_grad)
{
    double x_grad = 0.0, result;

    set_weights(w + 1);
    weights_grad[0] = weights_grad[1] = 0.0;
    result = g_grad(w[0], &x_grad);
    w_grad[0] += x_grad;
    w_grad[1] += weights_grad[0];
    w_grad[2] += weights_grad[1];
    return result;
}
#endif

CHECK_GRADIENT_OF(value, gradient, 3, {0.3, 0.5, 1.0}, {-0.4, 1.2, -0.3}, {1.3, -0.8, 0.6})
