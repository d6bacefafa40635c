#include <gradc/gradc.h>

/* What is read through `weight` may be what is written through `marks`, if types do not tell. */
GRADC_LOSS double scaled(GRADC_WRT const double *w, int n, const double *weight, long *marks)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        sum += w[i] * w[i] * weight[i];
        marks[i] = i;
    }
    return sum;
}

GRADC_LOSS double counted(GRADC_WRT double w, int from, int n)
{
    double x = w;
    for (int i = from; i != n; i++)
        x *= w;
    return x;
}
