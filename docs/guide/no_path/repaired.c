#include <gradc/gradc.h>
#include <math.h>

/* How far samples are from the right side of a line, as the logistic loss counts it. */
GRADC_LOSS
double wrong(GRADC_WRT const double *w, GRADC_WRT double b, int n, const double *x, const int *label)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        const double score = w[0] * x[i] + b;
        sum += log1p(exp(label[i] ? -score : score));
    }
    return sum / n;
}
