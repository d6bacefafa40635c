/* The Gaussian mixture as a function of weights, means and factors, one after the other. */
#include "example.h"
#include "gmm.grad.h"
#include "hand/hand.h"

#include <stdio.h>
#include <string.h>

static struct gmm_problem problem;

static int weights_len(void)
{
    return problem.k;
}

static int means_len(void)
{
    return problem.k * problem.d;
}

static int factors_len(void)
{
    return problem.k * (problem.d * (problem.d + 1) / 2);
}

static int open_data(const char *dir)
{
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/gmm/data/gmm_d10_K25.txt", dir);
    return gmm_read(path, &problem);
}

static void close_data(void)
{
    gmm_free(&problem);
}

static int size(void)
{
    return weights_len() + means_len() + factors_len();
}

static void start(double *x)
{
    memcpy(x, problem.weights, (size_t)weights_len() * sizeof *x);
    memcpy(x + weights_len(), problem.means, (size_t)means_len() * sizeof *x);
    memcpy(x + weights_len() + means_len(), problem.factors, (size_t)factors_len() * sizeof *x);
}

static double value(const double *x)
{
    const double *means = x + weights_len();

    return gmm_objective(problem.d, problem.k, problem.n, x, means, means + means_len(),
                         problem.points, problem.prior);
}

static double gradient(const double *x, double *x_grad)
{
    const double *means = x + weights_len();
    double *means_grad = x_grad + weights_len();

    return gmm_objective_grad(problem.d, problem.k, problem.n, x, x_grad, means, means_grad,
                              means + means_len(), means_grad + means_len(), problem.points,
                              problem.prior);
}

static double hand(const double *x, double *x_grad)
{
    const double *means = x + weights_len();
    double *means_grad = x_grad + weights_len();

    return gmm_objective_hand(problem.d, problem.k, problem.n, x, x_grad, means, means_grad,
                              means + means_len(), means_grad + means_len(), problem.points,
                              problem.prior);
}

const struct example example_gmm = {
    "gmm", open_data, close_data, size, start, value, gradient, hand,
};
