#include "loss.grad.h"

#include <gradc/optim.h>
#include <stdio.h>

/* Small numbers that differ, the same in every run. */
static void fill(struct network *net)
{
    double *values = (double *)net;
    unsigned state = 1;

    for (size_t i = 0; i < sizeof *net / sizeof(double); i++) {
        state = state * 1103515245u + 12345u;
        values[i] = (state >> 16 & 1023u) / 1024.0 - 0.5;
    }
}

int main(void)
{
    static const double x[2][INPUTS] = {{1.0, 2.0}, {3.0, 4.0}}, y[2] = {5.0, 6.0};
    struct network net, grad;
    struct gradc_params params = gradc_params_double(&net, &grad, sizeof net / sizeof(double));
    struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
    struct gradc_optim optim;

    fill(&net);
    options.rate = 0.01;
    gradc_optim_init(&optim, gradc_adam(), &options, &params, 1);
    if (gradc_optim_allocate(&optim, NULL) != GRADC_OK)
        return 1;
    for (int step = 0; step <= 500; step++) {
        gradc_optim_zero_grads(&optim);
        const double loss = mse_grad(&net, &grad, 2, x, y);
        gradc_optim_step(&optim);
        if (step % 100 == 0)
            printf("step %3d: loss %.6f\n", step, loss);
    }
    gradc_optim_release(&optim);
    return 0;
}
