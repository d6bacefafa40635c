#include "network.h"

#include <gradc/gradc.h>

static double relu(double z)
{
    return z > 0.0 ? z : 0.0;
}

static double predict(const struct network *net, const double x[INPUTS])
{
    double y = net->b2;

    for (int j = 0; j < HIDDEN; j++) {
        double z = net->b1[j];
        for (int k = 0; k < INPUTS; k++)
            z += net->w1[j][k] * x[k];
        y += net->w2[j] * relu(z);
    }
    return y;
}

GRADC_LOSS
double mse(GRADC_WRT const struct network *net, int n, const double x[][INPUTS], const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        const double error = predict(net, x[i]) - y[i];
        sum += error * error;
    }
    return sum / n;
}
