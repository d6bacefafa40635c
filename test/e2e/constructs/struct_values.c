// Structs in loops, in conditional expressions, chosen by switch, with arrays in arrays.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

struct cell {
    double v[2][2];
    struct {
        float weight;
        int index;
    } tag;
};

struct grid {
    struct cell cells[3];
    struct cell *best;
};

static struct cell twist(struct cell c, double by)
{
    struct cell out = c;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            out.v[i][j] = c.v[j][i] * by + c.v[i][j] * c.v[1][0];
    out.tag.index ^= 1;
    return by > 0.0 ? out : c;
}

static struct grid spread(struct cell seed, const double *w)
{
    struct grid g = {.cells[1] = seed};
    g.cells[0] = twist(seed, w[0]);
    g.cells[2] = twist(twist(g.cells[0], w[1]), w[0]);
    return g;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct grid g = spread((struct cell){{{w[0], w[1]}, {0.5, w[0] * w[1]}}, {1.0f, 1}}, w), old;
    double sum = 0.0;

    g.best = &g.cells[0];
    for (int i = 0; i < 5; i++) {
        old = g;
        struct cell *c = &g.cells[i % 3];
        *c = w[1] > 0.6 ? twist(*g.best, c->v[0][1]) : twist(old.cells[(i + 1) % 3], 0.7);
        if (c->v[0][0] > g.best->v[0][0])
            g.best = c;
        old.best = &old.cells[c->tag.index];
        sum += g.best->v[1][1] * old.best->v[0][1] * 0.1;
        g.cells[2] = g.cells[c->tag.index];
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
