// Volatile variables of a function whose address is not taken are ordinary ones, but what is stored in
// them is rounded as in the source: sums that know their own error keep it, and their gradient is the
// sum's. Numbers that are not active may be volatile anywhere.
// RUN: %check_grad %s -Wno-float-equality-branch
// RUN: %check_grad %s -Wno-float-equality-branch --strategy=store
// RUN: FileCheck %s --input-file=%t.dir/f.grad.c
#include "check_gradient.h"

#include <complex.h>
#include <math.h>

/* u + v = s + *error, exactly. */
static double exact_sum(double u, double v, double *error)
{
    volatile double s = u + v;
    volatile double up = s - v;
    volatile double vpp = s - up;

    up -= u;
    vpp -= v;
    if (error)
        *error = s != 0 ? 0 - (up + vpp) : s;
    return s;
}

/* The sum of many numbers and what it lacks. */
static double compensated(const double *x, int n)
{
    volatile double sum = 0.0, lost = 0.0;

    for (int i = 0; i < n; i++) {
        const volatile double y = x[i] - lost;
        volatile double t = sum + y;

        lost = (t - sum) - y;
        sum = t;
    }
    return sum * 3.0 - lost;
}

static float narrowed(volatile double x, volatile float y)
{
    y *= x;
    x += y;
    return y + (float)x;
}

static double pointers(double *volatile p, const double *const volatile q, volatile int n)
{
    double *volatile end = p + n;
    double sum = 0.0;

    while (p < end)
        sum += *p++ * q[n - 1];
    n--;
    return n > 1 ? sum * n : sum;
}

static double waves(double x, double y)
{
    volatile double complex z = x + y * I, w = 2.0;

    w *= z;
    __real__ z += y;
    x *= creal(w * z);
    return x + cimag(w = z + 1.0) * y;
}

static double inactive(const volatile double scale[2], volatile int *reads)
{
    volatile double both = scale[0] * scale[1];
    const volatile double *p = &both;

    *reads += 1;
    return *p + both;
}

volatile double factors[2] = {1.5, 0.5};
volatile int reads;

// CHECK-LABEL: double f_grad(
// CHECK: const volatile double {{s.*}} = {{.*}} + {{.*}};
// CHECK: const volatile double [[UP:up.*]] = {{.*}};
// CHECK: const volatile double {{vpp.*}} = {{s.*}} - [[UP]];
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double error, x[3] = {w[0], 3.0, w[1] * w[0]}, q[3] = {w[1], 2.0, w[0]};
    double sum = exact_sum(w[0] * w[1], 3.0, &error) - 3.0;

    sum += error * sin(w[0]) + exact_sum(w[0], w[1], 0) + pointers(x, q, 3) * 0.5;
    return sum + 0.5 * compensated(x, 3) + waves(w[0], w[1]) + inactive(factors, &reads) * w[0];
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
