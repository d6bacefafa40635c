/* Trains the character model by Adam, with the gradient that gradc wrote. Usage: lstm FILE */
#include "lstm.grad.h"
#include "lstm.h"

#include <gradc/optim.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 100 };

/* Moves all parameters down the loss; false where a step fails. */
static int train(struct lstm_problem *p, double *main_grad, double *extra_grad)
{
    const struct gradc_params params[] = {
        gradc_params_double(p->main_params, main_grad, 8 * (size_t)(p->layers * p->bits)),
        gradc_params_double(p->extra_params, extra_grad, 3 * (size_t)p->bits),
    };
    struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
    struct gradc_optim optim;
    int ok = 1;

    options.rate = 0.02;
    if (gradc_optim_init(&optim, gradc_adam(), &options, params, 2) != GRADC_OK ||
        gradc_optim_allocate(&optim, NULL) != GRADC_OK) {
        return 0;
    }
    for (int step = 0; step <= STEPS && ok; step++) {
        double loss;

        gradc_optim_zero_grads(&optim);
        loss = lstm_objective_grad(p->layers, p->length, p->bits, p->main_params, main_grad,
                                   p->extra_params, extra_grad, p->state, p->sequence);
        if (step % 10 == 0) {
            printf("step %3d loss %.6f\n", step, loss);
        }
        ok = gradc_optim_step(&optim) == GRADC_OK;
    }
    gradc_optim_release(&optim);
    return ok;
}

int main(int argc, char **argv)
{
    struct lstm_problem problem;
    double *main_grad, *extra_grad;
    int ok;

    if (argc != 2 || !lstm_read(argv[1], &problem)) {
        fprintf(stderr, "usage: lstm FILE\n");
        return 2;
    }
    main_grad = calloc(8 * (size_t)(problem.layers * problem.bits), sizeof *main_grad);
    extra_grad = calloc(3 * (size_t)problem.bits, sizeof *extra_grad);
    ok = main_grad && extra_grad && train(&problem, main_grad, extra_grad);
    free(main_grad);
    free(extra_grad);
    lstm_free(&problem);
    return ok ? 0 : 1;
}
