// Arrays that are counted from 1, as translations from Fortran have them: the pointer to before the
// first element is never made in what is written out, so that checks of bounds find nothing.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

struct pair {
    double a, b;
};

static void residuals(int m, int n, const double *x, double *fvec, struct pair *pairs)
{
    int i;

    --fvec;
    --x;
    --pairs;
    for (i = 1; i <= m; ++i) {
        fvec[i] = x[1] * i - x[n] * x[2];
        pairs[i].b = fvec[i] * x[n];
    }
    for (i = m; i >= 1; --i)
        fvec[i] += pairs[i].b * fvec[m + 1 - i];
    fvec[m] += x[m - 2] * (double)(m > 2);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double v[4], sum = 0.0;
    struct pair pairs[4];

    residuals(4, 2, w, v, pairs);
    residuals(3, 2, w, v + 1, pairs);
    for (int i = 0; i < 4; i++)
        sum += v[i] * v[i] * pairs[i].b;
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
