// Unsigned counters: up to and including the bound, down to zero, in larger steps, and compared
// after widening.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stddef.h>

static double weight(double w, double x)
{
    return 0.1 * sin(w + x) + 0.5 * w;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0, product = 1.0;
    size_t n = 9;
    unsigned m = 8;

    for (unsigned i = 0; i <= m; i++)
        product += weight(w[i % 3], product);
    for (unsigned i = m; i > 0; i--)
        sum += product * weight(w[i % 3], sum);
    for (size_t i = n; i-- > 0;)
        product = weight(product, w[i % 3] * 0.1 * (double)i);
    for (size_t i = 1; i < n; i += 3)
        sum = weight(sum, w[i % 3] + 0.1 * (double)i);
    for (size_t i = n; i >= 1; i--)
        sum += weight(sum * product, w[i % 3] - 0.1 * (double)i);
    for (unsigned i = 9; i > 0; i -= 3)
        product += weight(product, w[i % 3] + 1.0);
    for (int i = -2; i < (long)n; i++)
        sum += weight(product, w[(i + 3) % 3] + 0.1 * i);
    for (unsigned i = 0; i < n; i++)
        product = weight(product + 0.1 * i, w[i % 3]);
    return sum * product;
}

CHECK_GRADIENT(3, {0.3, 0.5, -0.2}, {0.2, 0.7, 0.4}, {-0.1, 0.4, 0.6})
