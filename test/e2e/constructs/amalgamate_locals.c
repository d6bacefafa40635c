// Static variables of functions that keep something: the output holds the source, edited so that they
// have names, and takes its place.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/out && cp %s %t.dir/loss.c && cp %S/Inputs/spring.h %t.dir
// RUN: %gradc %t.dir/loss.c -I%S/.. -I%gradc_include --amalgamate --mode=grad,jvp -o %t.dir/out/loss.grad.c 2>&1 | count 0
// RUN: FileCheck %s --input-file=%t.dir/out/loss.grad.c
// RUN: %sanitizer -fsanitize=address,undefined -std=gnu17 -Wall -Wextra -Werror -I%S/.. -I%gradc_include %t.dir/out/loss.grad.c %build_root/test/e2e/check_gradient.sanitized.o -lm -o %t.dir/f
// RUN: %t.dir/f
// CHECK: #line 1 "../loss.c"
// CHECK: #include "../spring.h"
// CHECK: static int gradc_energy_first = 1;
// CHECK: __attribute__((noinline)) static double energy(
// CHECK: if (gradc_energy_first)
// CHECK: double f_grad(
// CHECK: if (gradc_energy_first != 0) {
#include "check_gradient.h"
#include "spring.h"

#include <math.h>

static int calls __attribute__((unused)) ; // 'first' and 'table' in a comment are no uses

__attribute__((noinline)) static double energy(const struct spring *s, double x)
{
    static double table[3], scale = 2.0; /* made by the first call */
    static int first = 1, count;
    const char *first_text = "first";

    if (first) {
        for (int i = 0; i < 3; i++)
            table[i] = i + 0.5;
        first = 0;
    }
    count = count % 5 + 1;
    if (count > 4 || !first_text)
        scale *= -1.0;
    return 0.5 * s->stiffness * (x - s->rest) * (x - s->rest) * table[calls % 3] * scale * scale;
}

static double other(double x)
{
    static int first = 3;
    first = 7 - first;
    return x * (first + (7 - first));
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const struct spring s = {w[0], 0.5};
    double sum = 0.0;
    for (calls = 0; calls < 3; calls++)
        sum += energy(&s, w[1] * calls) + other(w[0]);
    return sum;
}

#ifndef __GRADC__
check_gradient_fn f_grad;
check_tangent_fn f_jvp;
#endif

CHECK_DERIVATIVES_OF(f, f_grad, f_jvp, 0, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
