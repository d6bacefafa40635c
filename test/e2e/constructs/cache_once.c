// What the reverse sweep needs of loops is cached once: indices that are counted are computed from
// the loop's counter, what an inner loop loads in every turn is kept by the loop around it, and
// what is cached for an address is not computed from a second cache.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: %gradc %s -I%gradc_include -I%S/.. --strategy=store -o - | FileCheck %s
#include "check_gradient.h"

#include <math.h>

enum { N = 6 };

/* y = L v for a packed lower triangle; some columns are empty */
static void triangular(int n, const double *packed, const double *v, double *y)
{
    int next = 0;
    for (int i = 0; i < n; i++)
        y[i] = 0.0;
    for (int column = 0; column < n; column++)
        for (int row = column + 1; row < n; row++)
            y[row] += packed[next++] * v[column];
}

static double triangles(const double *w)
{
    double v[N], y[N], sum = 0.0;
    for (int turn = 0; turn < 3; turn++) {
        for (int i = 0; i < N; i++)
            v[i] = sin(w[i % 4] + turn + i);
        triangular(N - turn, w, v, y);
        for (int i = 0; i < N - turn; i++)
            sum += y[i] * y[i];
        v[turn] = sum;
    }
    return sum;
}

/* down, by twos, from a bound that the loop around it computes, and in a loop that does not count */
static double strides(const double *w)
{
    double v[N], sum = 0.0, step = 1.0;
    int rounds = 0;
    for (int i = 0; i < N; i++)
        v[i] = w[i];
    while (step > 0.3) {
        int from = 14, pair = 0;
        for (int i = N - 1 - rounds; i >= 0; i--) {
            for (int j = i; j < N; j++, from -= 2) {
                pair += 3;
                v[(pair + from + 20) % N] += tanh(v[i] * w[j] * step);
                sum += v[j] * v[i];
            }
            if (i % 2)
                for (int j = 0; j < i; j++)
                    sum *= 1.0 + 0.01 * v[i] * w[j];
        }
        v[rounds] = sin(sum);
        step *= 0.6;
        rounds++;
    }
    return sum;
}

/* unsigned numbers that wrap as they count */
static double wraps(const double *w)
{
    unsigned long key = 7;
    unsigned seed = 4000000000u;
    double sum = 0.0, state = 0.1;
    for (int i = 0; i < 40; i++) {
        state = sin(state + w[key >> 62] * w[seed % 4]);
        sum += state * w[key >> 62];
        key += 0x9e3779b97f4a7c15ul;
        seed += 2654435761u;
    }
    return sum;
}

// CHECK-LABEL: f_grad(
// CHECK: next_cache =
// CHECK-NOT: row_cache
// CHECK-NOT: from_cache
// CHECK: return
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return triangles(w) + strides(w) + wraps(w);
}

CHECK_GRADIENT(16, {0.1, 0.4, -0.3, 0.7, 0.2, -0.5, 0.6, 0.3, -0.1, 0.25, 0.8, -0.35, 0.45, 0.05, -0.6, 0.15},
               {-0.2, 0.3, 0.5, -0.4, 0.1, 0.35, -0.15, 0.55, 0.65, -0.7, 0.2, 0.1, -0.3, 0.4, 0.5, -0.25})
