// Functions that call themselves and read and write memory: trees, lists, halves of arrays, in place
// and into another, results through pointers, records by value.
// RUN: env MODES=grad,jvp %check_grad %s
// RUN: env MODES=grad,jvp %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stddef.h>

/* ---- a tree and a list, made by the loss out of its parameters */

struct node {
    double w;
    const struct node *left, *right;
};

static double sum_tree(const struct node *n)
{
    return n ? n->w * n->w + sin(sum_tree(n->left)) * n->w + sum_tree(n->right) : 0.0;
}

static int depth_of(const struct node *n)
{
    if (!n)
        return 0;
    const int left = depth_of(n->left), right = depth_of(n->right);
    return 1 + (left > right ? left : right);
}

static double tree(const double *w)
{
    const struct node a = {w[0], NULL, NULL}, b = {w[1] * w[0], NULL, NULL};
    const struct node c = {w[2], &a, NULL};
    const struct node root = {sin(w[1]), &c, &b};
    return sum_tree(&root) * depth_of(&root);
}

/* Writes into the nodes of a tree on its way down, and reads them on its way back. */
struct item {
    double value;
    struct item *next;
};

static double push_down(struct item *i, double x)
{
    if (!i)
        return x * x;
    i->value *= x;
    const double rest = push_down(i->next, i->value + 0.1);
    i->value += rest;
    return rest * i->value;
}

static double list(const double *w)
{
    struct item c = {w[2], NULL}, b = {w[1], &c}, a = {w[0], &b};
    const double first = push_down(&a, w[1]);
    return first + push_down(&b, 0.5 * a.value) + c.value;
}

/* ---- halves */

static double product(const double *x, int n)
{
    if (n == 1)
        return x[0];
    const int half = n / 2;
    return product(x, half) * product(x + half, n - half);
}

/* A fast transform of sorts, in place, with scratch of its own. */
static void butterfly(double *x, int n)
{
    double t[4];
    if (n == 1)
        return;
    for (int i = 0; i < n / 2; i++) {
        t[i] = x[i] - x[i + n / 2];
        x[i] = x[i] * x[i + n / 2];
        x[i + n / 2] = sin(t[i]) * x[i + n / 2];
    }
    butterfly(x, n / 2);
    butterfly(x + n / 2, n / 2);
}

/* From one array to another, and back. */
static void smooth(double *to, const double *from, int n, int rounds)
{
    for (int i = 0; i < n; i++)
        to[i] = 0.5 * from[i] * from[(i + 1) % n];
    if (rounds > 0) {
        double own[4];
        smooth(own, to, n, rounds - 1);
        for (int i = 0; i < n; i++)
            to[i] += own[i];
    }
}

/* ---- results through pointers, and records */

static void sum_and_square(const double *x, int n, double *sum, double *square)
{
    *sum = *square = 0.0;
    if (n == 0)
        return;
    sum_and_square(x + 1, n - 1, sum, square);
    *sum += x[0];
    *square += *sum * *sum;
}

struct pair {
    double a, b;
};

static struct pair rotate(struct pair p, double angle, int n)
{
    if (n == 0)
        return p;
    const struct pair turned = {p.a * cos(angle) - p.b * sin(angle),
                                p.a * sin(angle) + p.b * cos(angle)};
    p = rotate(turned, angle * p.a, n - 1);
    p.b += turned.a * p.a;
    return p;
}

/* A pointer is what comes back. */
static const double *find(const double *x, int n)
{
    return n == 0 || x[0] > 0.4 ? x : find(x + 1, n - 1);
}

static double evaluate(const double *w)
{
    double x[4] = {w[0], w[1], w[2], w[0] * w[1]}, y[4], sum, square;
    smooth(y, x, 4, 2);
    butterfly(x, 4);
    sum_and_square(y, 4, &sum, &square);
    const struct pair p = rotate((struct pair){sum, square}, w[2], 3);
    return p.a * p.b + x[0] * x[1] + sin(x[2]) * x[3] + product(w, 3);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    const double *found = find(w, 2);
    return tree(w) + list(w) + evaluate(w) + *found * *found;
}

CHECK_GRADIENT_BY(0, 1e-7, 3, {0.3, 0.5, 0.1}, {-0.2, 0.7, 1.3}, {1.1, -0.4, 0.8}, {0.9, 1.3, 0.4})
