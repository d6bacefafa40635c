#include <gradc/gradc.h>
#include <math.h>

/* Minus the log-likelihood of samples that are all of the one class. */
GRADC_LOSS
double surprise(GRADC_WRT const double *w, int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        const double prediction = w[0] * x[i] + w[1];
        sum -= log(prediction);
    }
    return sum / n;
}
