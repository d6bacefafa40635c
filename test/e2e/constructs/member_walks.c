// Pointers that walk from one member of a struct of reals into the next, as much code does.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

struct vector {
    double x, y, z;
};

struct pose {
    struct vector at, speed;
};

struct rows {
    double first[2], second[2];
};

static double sum(const double *v, int n)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += v[i] * v[i] * (i + 1);
    return total;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct vector v = {1.0, 2.0, 3.0};
    struct pose p = {{0.5, 0.5, 0.5}, {1.0, 1.0, 1.0}};
    struct rows r = {{1.0, 2.0}, {3.0, 4.0}};
    double *walk = &v.x, *far = &p.at.x, *over = r.first;

    walk[1] = w[0] * w[1];
    *(over + 2) = w[1] * w[1];
    walk = &r.first[1];
    walk[2] = w[0];
    far[4] = w[0] * w[0];
    for (double *q = &v.x; q <= &v.z; q++)
        *q *= w[1];
    return v.y * v.y + p.speed.y * p.speed.y + r.second[0] * r.second[0] * r.second[1] * r.first[1] + sum(&v.x, 3) +
           sum(&p.at.y, 5);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
