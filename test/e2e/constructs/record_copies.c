// Records that hold pointers, copied before anything is read through them.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

struct view {
    double *data;
    int n;
};

struct pair {
    struct view first, *second;
};

static double squares(struct view v)
{
    double sum = 0.0;
    for (int i = 0; i < v.n; i++)
        sum += v.data[i] * v.data[i];
    return sum;
}

static double both(struct pair p)
{
    struct pair q = p;
    struct view *second = q.second;
    second->data[0] *= q.first.data[0];
    return squares(q.first) * squares(*q.second);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a[2] = {w[0], w[1]}, b[2] = {w[0] * w[1], 2.0};
    struct view va = {a, 2}, vb = {b, 2};
    struct pair p = {va, &vb}, *same = &p;
    *same = p;
    return both(p) + b[0];
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, 0.4}, {0.9, 1.3})
