// Mutable scalars, structs and pointers of file scope, and counters.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

double bias = 0.25;
double grid[2][3];
struct accumulator {
    double sum, last;
    int count;
} total;
const double *const names[2] = {&grid[0][1], &grid[1][2]};

static void add(double x)
{
    total.sum += x * total.last;
    total.last = x;
    total.count++;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    total = (struct accumulator){1.0, 0.5, 0};
    bias = 0.25;
    for (int i = 0; i < 6; i++)
        grid[i / 3][i % 3] = w[i & 1] * bias;
    double *current = grid[0];
    for (int i = 0; i < 6; i++) {
        *current *= *current + w[0];
        add(*current + bias * grid[1][i % 3]);
        bias = bias * w[1] + 0.1;
        current++;
    }
    return total.sum * total.count + bias * grid[1][2] * grid[0][1];
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
