/* Adjusts cameras, points and weights by Adam, with the gradient that gradc wrote. Usage: ba FILE
 */
#include "ba.grad.h"
#include "ba.h"

#include <gradc/optim.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 50 };

/* Moves all parameters down the sum of squares; false where a step fails. */
static int adjust(struct ba_problem *p, struct ba_problem *grads)
{
    const struct gradc_params params[] = {
        gradc_params_double(p->cameras, grads->cameras, 11 * (size_t)p->n),
        gradc_params_double(p->points, grads->points, 3 * (size_t)p->m),
        gradc_params_double(p->weights, grads->weights, (size_t)p->p),
    };
    struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
    struct gradc_optim optim;
    int ok = 1;

    options.rate = 2e-5;
    if (gradc_optim_init(&optim, gradc_adam(), &options, params, 3) != GRADC_OK ||
        gradc_optim_allocate(&optim, NULL) != GRADC_OK) {
        return 0;
    }
    for (int step = 0; step <= STEPS && ok; step++) {
        double sum;

        gradc_optim_zero_grads(&optim);
        sum = ba_objective_grad(p->p, p->cameras, grads->cameras, p->points, grads->points,
                                p->weights, grads->weights, p->observations);
        if (step % 10 == 0) {
            printf("step %3d sum of squares %.6g\n", step, sum);
        }
        ok = gradc_optim_step(&optim) == GRADC_OK;
    }
    gradc_optim_release(&optim);
    return ok;
}

int main(int argc, char **argv)
{
    struct ba_problem problem, grads = {0};
    int ok;

    if (argc != 2 || !ba_read(argv[1], &problem)) {
        fprintf(stderr, "usage: ba FILE\n");
        return 2;
    }
    grads.cameras = calloc((size_t)problem.n, sizeof *grads.cameras);
    grads.points = calloc((size_t)problem.m, sizeof *grads.points);
    grads.weights = calloc((size_t)problem.p, sizeof *grads.weights);
    ok = grads.cameras && grads.points && grads.weights && adjust(&problem, &grads);
    ba_free(&grads);
    ba_free(&problem);
    return ok ? 0 : 1;
}
