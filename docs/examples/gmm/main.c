/* Fits the weights and means of a Gaussian mixture by Adam, with the gradient that gradc wrote. The
 * factors stay as they are: the suite's prior has no best ones. Usage: gmm FILE */
#include "gmm.grad.h"
#include "gmm.h"

#include <gradc/optim.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 100 };

/* Moves weights and means up the objective; false where a step fails. */
static int fit(struct gmm_problem *p, double *grads)
{
    const size_t k = (size_t)p->k, d = (size_t)p->d;
    const struct gradc_params params[] = {
        gradc_params_double(p->weights, grads, k),
        gradc_params_double(p->means, grads + k, k * d),
    };
    struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
    struct gradc_optim optim;
    int ok = 1;

    options.rate = 0.05;
    if (gradc_optim_init(&optim, gradc_adam(), &options, params, 2) != GRADC_OK ||
        gradc_optim_allocate(&optim, NULL) != GRADC_OK) {
        return 0;
    }
    for (int step = 0; step <= STEPS && ok; step++) {
        double objective;

        gradc_optim_zero_grads(&optim);
        objective = gmm_objective_grad(p->d, p->k, p->n, p->weights, grads, p->means, grads + k,
                                       p->factors, grads + k + k * d, p->points, p->prior);
        if (step % 10 == 0) {
            printf("step %3d objective %.3f\n", step, objective);
        }
        for (size_t i = 0; i < k + k * d; i++) {
            grads[i] = -grads[i]; /* the objective is to grow, and an optimizer descends */
        }
        ok = gradc_optim_step(&optim) == GRADC_OK;
    }
    gradc_optim_release(&optim);
    return ok;
}

int main(int argc, char **argv)
{
    struct gmm_problem problem;
    double *grads;
    int ok;

    if (argc != 2 || !gmm_read(argv[1], &problem)) {
        fprintf(stderr, "usage: gmm FILE\n");
        return 2;
    }
    grads = calloc((size_t)problem.k * (size_t)(1 + problem.d + problem.d * (problem.d + 1) / 2),
                   sizeof *grads);
    ok = grads && fit(&problem, grads);
    free(grads);
    gmm_free(&problem);
    return ok ? 0 : 1;
}
