/* Bundle adjustment as a function of cameras, points and weights, one after the other. */
#include "ba.grad.h"
#include "example.h"
#include "hand/hand.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

_Static_assert(sizeof(struct ba_camera) == 11 * sizeof(double), "a camera is 11 numbers");
_Static_assert(sizeof(struct ba_point) == 3 * sizeof(double), "a point is 3 numbers");

static struct ba_problem problem;

static int open_data(const char *dir)
{
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/ba/data/ba1_n49_m7776_p31843.txt", dir);
    return ba_read(path, &problem);
}

static void close_data(void)
{
    ba_free(&problem);
}

static int size(void)
{
    return 11 * problem.n + 3 * problem.m + problem.p;
}

static void start(double *x)
{
    double *points = x + 11 * problem.n;
    double *weights = points + 3 * problem.m;

    memcpy(x, problem.cameras, (size_t)problem.n * sizeof *problem.cameras);
    memcpy(points, problem.points, (size_t)problem.m * sizeof *problem.points);
    memcpy(weights, problem.weights, (size_t)problem.p * sizeof *weights);
}

/* The parts of a vector, which is made of doubles as the structs are. */
struct parts {
    struct ba_camera *cameras;
    struct ba_point *points;
    double *weights;
};

static struct parts split(const double *x)
{
    double *at = (double *)(uintptr_t)x;
    struct parts parts;

    parts.cameras = (struct ba_camera *)at;
    parts.points = (struct ba_point *)(at + 11 * problem.n);
    parts.weights = at + 11 * problem.n + 3 * problem.m;
    return parts;
}

static double value(const double *x)
{
    const struct parts p = split(x);

    return ba_objective(problem.p, p.cameras, p.points, p.weights, problem.observations);
}

static double gradient(const double *x, double *x_grad)
{
    const struct parts p = split(x);
    const struct parts g = split(x_grad);

    return ba_objective_grad(problem.p, p.cameras, g.cameras, p.points, g.points, p.weights,
                             g.weights, problem.observations);
}

static double hand(const double *x, double *x_grad)
{
    const struct parts p = split(x);
    const struct parts g = split(x_grad);

    return ba_objective_hand(problem.p, p.cameras, g.cameras, p.points, g.points, p.weights,
                             g.weights, problem.observations);
}

const struct example example_ba = {
    "ba", open_data, close_data, size, start, value, gradient, hand,
};
