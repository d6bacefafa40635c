// A function of integers that calls itself, beside an active global that it does not touch: it is left
// alone, and so does not keep the gradient from being differentiated again.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %gradc %s -I%S/.. -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.c
// CHECK: depth(
// CHECK-NOT: depth__
#include "check_gradient.h"

#include <math.h>

double scale;

static int depth(int n)
{
    return n <= 1 ? 1 : 1 + depth(n / 2);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double table[3] = {w[0], w[1], w[0] * w[1]};
    double sum = 0.0;
    scale = w[0];
    for (int i = 1; i < 5; i++) {
        sum += table[depth(i) - 1] * scale;
        scale *= sin(sum + depth(i));
    }
    return sum * scale;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, 0.4}, {0.9, 1.3})
