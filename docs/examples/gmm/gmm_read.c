/* Reads an instance of the Gaussian mixture problem in ADBench's format. */
#include "gmm.h"

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

static int read_problem(FILE *file, struct gmm_problem *problem)
{
    int d, k, n;

    if (fscanf(file, "%d %d %d", &d, &k, &n) != 3 || d < 1 || d > GMM_MAX_DIMENSION || k < 1 ||
        k > GMM_MAX_COMPONENTS || n < 1 || n > 10000000) {
        return 0;
    }
    problem->d = d;
    problem->k = k;
    problem->n = n;
    problem->weights = calloc((size_t)k, sizeof(double));
    problem->means = calloc((size_t)k * (size_t)d, sizeof(double));
    problem->factors = calloc((size_t)k * (size_t)(d * (d + 1) / 2), sizeof(double));
    problem->points = calloc((size_t)n * (size_t)d, sizeof(double));
    return problem->weights && problem->means && problem->factors && problem->points &&
           read_reals(file, k, problem->weights) && read_reals(file, k * d, problem->means) &&
           read_reals(file, k * (d * (d + 1) / 2), problem->factors) &&
           read_reals(file, n * d, problem->points) &&
           fscanf(file, "%lf %d", &problem->prior.gamma, &problem->prior.m) == 2;
}

int gmm_read(const char *path, struct gmm_problem *problem)
{
    static const struct gmm_problem empty;
    FILE *file = fopen(path, "r");
    int ok;

    *problem = empty;
    if (!file) {
        return 0;
    }
    ok = read_problem(file, problem);
    fclose(file);
    if (!ok) {
        gmm_free(problem);
    }
    return ok;
}

void gmm_free(struct gmm_problem *problem)
{
    free(problem->weights);
    free(problem->means);
    free(problem->factors);
    free(problem->points);
}
