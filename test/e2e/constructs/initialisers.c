// Designated initialisers, compound literals and statement expressions, also in loops.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

struct point {
    double x, y[2];
    int n;
    double *to;
};

static double length(const struct point *p)
{
    return sqrt(1.0 + p->x * p->x + p->y[0] * p->y[1]) * p->n + *p->to;
}

#define SQUARE(a)                                                                                  \
    ({                                                                                             \
        const double once = (a);                                                                   \
        (once) * once;                                                                             \
    })

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double table[2][3] = {{[1] = w[0]}, [1] = {w[1], [2] = w[0] * w[1]}};
    struct point p = {.n = 2, .y[1] = w[0], .x = w[1], .to = &table[1][2]};
    double sum = length(&p);
    for (int i = 0; i < 3; i++) {
        const double *row = (double[3]){sum, [2] = w[i & 1]};
        p = (struct point){.x = row[2], .y = {row[0], w[0]}, .n = i, .to = table[i & 1]};
        sum += SQUARE(row[2] * row[0]) * length(&(struct point){w[1], {w[0]}, 1, &table[0][1]});
        sum *= 0.5 * length(&p);
        table[0][0] = (double[]){w[0], w[1], sum}[i];
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {0.2, 0.7}, {1.1, 0.4})
