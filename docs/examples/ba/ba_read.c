/* Reads an instance of the bundle adjustment problem in ADBench's format. */
#include "ba.h"

#include <stdio.h>
#include <stdlib.h>

static int read_reals(FILE *file, int count, double *to)
{
    for (int i = 0; i < count; i++) {
        if (fscanf(file, "%lf", &to[i]) != 1) {
            return 0;
        }
    }
    return 1;
}

static int read_camera(FILE *file, struct ba_camera *camera)
{
    return read_reals(file, 3, camera->rotation) && read_reals(file, 3, camera->center) &&
           read_reals(file, 1, &camera->focal) && read_reals(file, 2, camera->principal) &&
           read_reals(file, 2, camera->radial);
}

/* The file holds one of each; an instance repeats them. */
static int read_problem(FILE *file, struct ba_problem *problem)
{
    struct ba_camera camera;
    struct ba_point point;
    struct ba_observation observation;
    double weight;
    int n, m, p;

    if (fscanf(file, "%d %d %d", &n, &m, &p) != 3 || n < 1 || m < 1 || p < 1 || n > 1000000 ||
        m > 100000000 || p > 100000000 || !read_camera(file, &camera) ||
        !read_reals(file, 3, point.at) || !read_reals(file, 1, &weight) ||
        !read_reals(file, 2, observation.feature)) {
        return 0;
    }
    problem->n = n;
    problem->m = m;
    problem->p = p;
    problem->cameras = malloc((size_t)n * sizeof *problem->cameras);
    problem->points = malloc((size_t)m * sizeof *problem->points);
    problem->weights = malloc((size_t)p * sizeof *problem->weights);
    problem->observations = malloc((size_t)p * sizeof *problem->observations);
    if (!problem->cameras || !problem->points || !problem->weights || !problem->observations) {
        return 0;
    }
    for (int i = 0; i < n; i++) {
        problem->cameras[i] = camera;
    }
    for (int i = 0; i < m; i++) {
        problem->points[i] = point;
    }
    for (int i = 0; i < p; i++) {
        observation.camera = i % n;
        observation.point = i % m;
        problem->observations[i] = observation;
        problem->weights[i] = weight;
    }
    return 1;
}

int ba_read(const char *path, struct ba_problem *problem)
{
    static const struct ba_problem empty;
    FILE *file = fopen(path, "r");
    int ok;

    *problem = empty;
    if (!file) {
        return 0;
    }
    ok = read_problem(file, problem);
    fclose(file);
    if (!ok) {
        ba_free(problem);
    }
    return ok;
}

void ba_free(struct ba_problem *problem)
{
    free(problem->cameras);
    free(problem->points);
    free(problem->weights);
    free(problem->observations);
}
