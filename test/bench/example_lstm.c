/* The LSTM as a function of the layers' parameters and the extra ones, one after the other. */
#include "example.h"
#include "hand/hand.h"
#include "lstm.grad.h"

#include <stdio.h>
#include <string.h>

static struct lstm_problem problem;

static int main_len(void)
{
    return 8 * problem.layers * problem.bits;
}

static int open_data(const char *dir)
{
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/lstm/data/lstm_l2_c1024.txt", dir);
    return lstm_read(path, &problem);
}

static void close_data(void)
{
    lstm_free(&problem);
}

static int size(void)
{
    return main_len() + 3 * problem.bits;
}

static void start(double *x)
{
    memcpy(x, problem.main_params, (size_t)main_len() * sizeof *x);
    memcpy(x + main_len(), problem.extra_params, (size_t)(3 * problem.bits) * sizeof *x);
}

static double value(const double *x)
{
    return lstm_objective(problem.layers, problem.length, problem.bits, x, x + main_len(),
                          problem.state, problem.sequence);
}

static double gradient(const double *x, double *x_grad)
{
    return lstm_objective_grad(problem.layers, problem.length, problem.bits, x, x_grad,
                               x + main_len(), x_grad + main_len(), problem.state,
                               problem.sequence);
}

static double hand(const double *x, double *x_grad)
{
    return lstm_objective_hand(problem.layers, problem.length, problem.bits, x, x_grad,
                               x + main_len(), x_grad + main_len(), problem.state,
                               problem.sequence);
}

const struct example example_lstm = {
    "lstm", open_data, close_data, size, start, value, gradient, hand,
};
