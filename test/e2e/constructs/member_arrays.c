// Pointers to a member that walk into the members beside it: by an index that varies, out of an array
// in a loop whose bounds are known; while the member itself plays no part.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

struct vector {
    double x, y, z;
};

struct rows {
    double first[20], second[20], last[2][3];
};

static double sum(const double *v, int n)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += v[i] * v[i] * (i + 1) * 0.01;
    return total;
}

static double beside(const double *w, int n)
{
    struct vector v = {1.0, 2.0, 3.0}, u = {1.0, 2.0, 3.0};
    double *p = &v.x, *q = n > 1 ? &u.x : &v.z;

    p[n] = w[0] * w[1];
    q[2 * n - 3] = w[1] * w[1];
    return v.y * v.y * u.z + u.y;
}

static double arrays(const double *w)
{
    struct rows r = {{1.0, 2.0}, {3.0, 4.0}, {{0.0}}}, q = {{1.0, 2.0}, {3.0, 4.0}, {{0.0}}};
    double *p = r.first, *end = &r.last[1][2], *within = q.last[0];

    for (int i = 0; i < 40; i++)
        p[i] = w[0] * w[1] + i;
    for (int i = 0; i < 6; i++)
        within[i] = i * w[1];
    for (int i = 20; i > 5; i -= 2)
        end[-i] *= w[0];
    q.second[1] = w[0] * w[0];
    return r.second[0] * r.second[19] + sum(q.first, 40) + sum(within, 6);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return beside(w, 1) + beside(w, 2) + arrays(w);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
