// Functions that call themselves, with scalars: by Horner, in loops and branches, with early
// returns, for more than one place of an expression, and by way of each other.
// RUN: env MODES=grad,jvp %check_grad %s
// RUN: env MODES=grad,jvp %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double power(double x, int n)
{
    return n == 0 ? 1.0 : x * power(x, n - 1);
}

static double horner(const double *c, int n, double x)
{
    if (n == 0)
        return 0.0;
    return c[0] + x * horner(c + 1, n - 1, x);
}

/* As Fibonacci's: two calls, and what they return is used by each other. */
static double two(double x, double y, int depth)
{
    if (depth <= 0)
        return sin(x) * y;
    const double left = two(x * 0.9, y, depth - 1);
    const double right = two(left, x + y, depth - 2);
    return left * right + cos(left);
}

/* A loop that calls, over a number of rounds that nobody knows before. */
static double loops(double x, int depth)
{
    double sum = x;
    if (depth == 0)
        return exp(-x);
    for (int i = 0; i < depth; i++) {
        sum += 0.2 * loops(0.3 * sum, depth - 1);
        if (sum > 5.0)
            return sum * sum;
    }
    while (sum < 2.0)
        sum += 0.4 + 0.1 * loops(sum, 0);
    return sum * x;
}

static double odd(double x, int n);

static double even(double x, int n)
{
    return n == 0 ? x : odd(sin(x) * x, n - 1);
}

static double odd(double x, int n)
{
    return n == 0 ? x * x : 0.5 * x + even(cos(x), n - 1) * x;
}

/* The argument does not count, and the result does. */
static double by_depth(double x, double scale, int n)
{
    return n > 0 ? scale * by_depth(x, scale, n - 1) : x;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = power(w[0], 3) * w[1] + horner(w, 3, w[1] * w[2]);
    for (int i = 1; i < 4; i++)
        sum += 0.1 * i * two(w[0], sin(sum), i);
    if (sum > 1.0)
        sum += even(w[1], 5) * odd(w[2], 4);
    sum += loops(w[2], 2) + by_depth(w[1], 0.5, 3) + by_depth(2.0, w[0], 2);
    return sum;
}

CHECK_GRADIENT_BY(0, 1e-7, 3, {0.3, 0.5, 0.1}, {-0.2, 0.7, 1.3}, {1.1, -0.4, 0.8}, {0.9, 1.3, 0.4})
