// Structs by value, returned, nested, assigned, holding arrays.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

struct point {
    double x, y;
};

struct body {
    struct point at, speed;
    double mass[2];
    int id;
};

static struct point add(struct point a, struct point b)
{
    a.x += b.x * a.y;
    a.y *= b.y;
    return a;
}

static struct body move(struct body b, const double *h)
{
    b.at = add(b.at, (struct point){.x = b.speed.x * *h, .y = b.speed.y});
    b.mass[1] *= b.mass[0] + b.at.x;
    return b;
}

static double energy(const struct body *b)
{
    return b->mass[1] * (b->at.x * b->at.x + b->speed.y * b->at.y) + b->id;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct body b = {{w[0], w[1]}, {.y = w[2], .x = 1.5}, {w[0] * w[2], 2.0}, 3}, kept;
    struct body all[3];

    kept = b;
    for (int i = 0; i < 3; i++) {
        b = move(b, &w[1]);
        all[i] = b;
    }
    kept.at = all[1].at;
    return energy(&kept) * energy(&all[2]) + all[0].mass[1];
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6}, {0.9, 1.3, -0.5})
