#include <gradc/gradc.h>

/* The share of samples on the wrong side of a line. */
GRADC_LOSS
double wrong(GRADC_WRT const double *w, GRADC_WRT double b, int n, const double *x, const int *label)
{
    int misses = 0;

    for (int i = 0; i < n; i++) {
        const int guess = w[0] * x[i] + b > 0.0;
        misses += guess != label[i];
    }
    return (double)misses / n;
}
