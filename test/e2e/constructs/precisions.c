// float and long double, in arrays and structs, with narrowing in the middle.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

struct mixed {
    float f;
    long double l;
    double d[2];
};

static float half(float x)
{
    return x * 0.5f;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct mixed m = {2.0f, w[0], {w[1], w[0] * w[1]}};
    long double acc = 0.0L, table[3] = {w[0], 1.0L, w[1]};
    const float exact = half(3.0f);

    for (int i = 0; i < 3; i++) {
        acc = acc * 0.5L + sinl(table[i]) * m.l;
        m.l = powl(m.l * m.l + 1.0L, 0.5L) * exact;
        m.d[i & 1] *= (double)acc + fabs(m.d[1]);
        table[i] *= table[(i + 1) % 3] + fmaxl(acc, m.l);
    }
    return (double)(acc * table[0] * m.f) + m.d[0] * m.d[1] * (float)3;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
