#include <gradc/gradc.h>
#include <math.h>

/* The distance from a teacher, who is to be held fixed. */
GRADC_LOSS
double distill(GRADC_WRT const double *w, int n, const double *x, const double *teacher)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        const double prediction = gradc_stop(tanh(w[0] * x[i] + w[1]));
        const double error = prediction - teacher[i];
        sum += error * error;
    }
    return sum / n;
}
