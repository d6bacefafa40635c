#include <gradc/gradc.h>
#include <math.h>

/* The distance from a teacher, who is held fixed. */
GRADC_LOSS
double distill(GRADC_WRT const double *w, int n, const double *x, const double *teacher)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        const double error = tanh(w[0] * x[i] + w[1]) - gradc_stop(teacher[i]);
        sum += error * error;
    }
    return sum / n;
}

/* Minus the log-likelihood of samples that are all of the one class: with the probability
 * 1 / (1 + exp(-z)), its logarithm is -log1p(exp(-z)), and log1p gets what is positive. */
GRADC_LOSS
double surprise(GRADC_WRT const double *w, int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += log1p(exp(-(w[0] * x[i] + w[1])));
    return sum / n;
}
