// The output includes the source and takes its place: statics are shared.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/out && cp %s %t.dir/loss.c
// RUN: %gradc %t.dir/loss.c -I%S/.. -I%gradc_include --amalgamate --mode=grad -o %t.dir/out/loss.grad.c
// RUN: FileCheck %s --input-file=%t.dir/out/loss.grad.c
// RUN: %sanitizer -fsanitize=address,undefined -std=c99 -Wall -Wextra -Wpedantic -Werror -I%S/.. -I%gradc_include %t.dir/out/loss.grad.c %build_root/test/e2e/check_gradient.sanitized.o -lm -o %t.dir/f
// RUN: %t.dir/f
// Without it the statics are refused; one of a function that a macro hides is in any case.
// RUN: not %gradc %s -I%S/.. -I%gradc_include -o %t.c 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: not %gradc %s -I%S/.. -I%gradc_include -DLOCAL --amalgamate -o %t.c 2>&1 | FileCheck %s --check-prefix=LOCAL
// CHECK: #include "../loss.c"
// CHECK-NOT: struct spring {
// CHECK-NOT: static
// REFUSED: static 'calls' cannot be shared with the generated file
// LOCAL: static 'kept' cannot be shared with the generated file
#include "check_gradient.h"

#include <math.h>

struct spring {
    double stiffness, rest;
};

#define LAST kept

static int calls;
static double scale = 1.5;
static const double table[3] = {1.0, -2.0, 0.5};

static int digits(int n)
{
    calls++;
    return n < 10 ? 1 : 1 + digits(n / 10);
}

static double energy(const struct spring *s, double x)
{
#ifdef LOCAL
    static double kept = 1.0;
    LAST += 0.5;
    scale *= LAST;
#endif
    return 0.5 * s->stiffness * (x - s->rest) * (x - s->rest) * scale;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const struct spring s = {w[0], 0.5};
    double sum = 0.0;
    for (int i = 0; i < 3; i++)
        sum += energy(&s, w[1] * table[i]) * digits(100 * i);
    return sum;
}

#ifndef __GRADC__
check_gradient_fn f_grad;
#endif

CHECK_GRADIENT_OF(f, f_grad, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
