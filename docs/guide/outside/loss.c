#include "loss.h"

#include <gradc/gradc.h>

double bias;

void reset(double value)
{
    bias = value;
}

GRADC_LOSS
double mse(GRADC_WRT const double *w, int n, const double *x, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        const double error = w[0] * x[i] + bias - y[i];
        sum += error * error;
    }
    return sum / n;
}
