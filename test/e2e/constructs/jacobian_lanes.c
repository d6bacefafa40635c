// What each lane of a derivative needs of its own: memory on the heap, pointers that are chosen and
// stored, values out of loops of unknown length, parts of functions that call themselves, calls of
// derivatives that the user wrote.
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --direction=forward --width=3
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --direction=reverse --width=2
// RUN: env MODES=jacobian,jvp,vjp %check_grad %s --direction=reverse --width=4 --strategy=store
#include "Inputs/registered_forward.h"
#include "check_matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct node {
    double value;
    double *weight;
    struct node *next;
};

/* A list on the heap, whose nodes point to where their weights are. */
static double walk(struct node *list, double x)
{
    double sum = x;
    for (struct node *n = list; n; n = n->next)
        sum = n->value * sin(sum) + *n->weight * sum;
    return sum;
}

static double fold(const double *w, int n, double x)
{
    return n == 0 ? x : 0.5 * fold(w, n - 1, sin(x * w[n - 1])) * w[0] + fold(w, n - 1, x) * x;
}

GRADC_LOSS void f(GRADC_WRT const double x[5], GRADC_OUT double y[4])
{
    double copy[5], *weights[2] = {copy, copy + 3};
    memcpy(copy, x, sizeof copy);
    struct node *list = NULL;
    for (int i = 0; i < 3; i++) {
        struct node *n = malloc(sizeof *n);
        n->value = x[i] * x[4];
        n->weight = weights[i % 2];
        n->next = list;
        list = n;
    }
    y[0] = walk(list, x[3]);
    copy[3] += y[0];
    y[1] = walk(list, x[1]);
    while (list) {
        struct node *n = list->next;
        free(list);
        list = n;
    }
    double root = 1.0 + x[2] * x[2];
    while (fabs(root * root - x[4] - 2.0) > 1e-13)
        root = 0.5 * (root + (x[4] + 2.0) / root);
    const double *best = x[0] > x[1] + 0.0123 ? x : x + 1;
    y[2] = root * fold(x, 3, best[1]);
    y[3] = best[0] * fold(x, 2, root) + cube(x[3]) * cube(0.3 * x[2]);
}

#ifndef __GRADC__
void f_jacobian(const double *x, double *y, double *jacobian);
void f_jvp(const double *x, const double *x_dot, double *y, double *y_dot);
void f_vjp(const double *x, double *x_grad, double *y, double *y_seed);

double cube(double x)
{
    return x * x * x;
}

void cube_vjp(double x, double *x_grad, double seed)
{
    if (x_grad)
        *x_grad += 3.0 * x * x * seed;
}

double cube_jvp(double x, double x_dot, double *cube_dot)
{
    *cube_dot = 3.0 * x * x * x_dot;
    return cube(x);
}

static void value(const double *x, double *y)
{
    f(x, y);
}

static void matrix(const double *x, double *m)
{
    double y[4];
    f_jacobian(x, y, m);
}

static void tangent(const double *x, const double *x_dot, double *y_dot)
{
    double y[4];
    f_jvp(x, x_dot, y, y_dot);
}

static void adjoint(const double *x, const double *y_seed, double *x_grad)
{
    double y[4], seed[4];
    memcpy(seed, y_seed, sizeof seed);
    f_vjp(x, x_grad, y, seed);
}
#endif

CHECK_MATRICES({"f", 4, 5, value, matrix, tangent, adjoint, .low = 0.2, .high = 1.1})
