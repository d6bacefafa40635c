// Arrays of several dimensions, of variable length, decayed, rows by pointer.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double trace(int n, double a[n][n])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += a[i][i] * a[0][i];
    return sum;
}

static void scale(double (*rows)[3], int n, double s)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            rows[i][k] *= s + rows[i][(k + 1) % 3];
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    int n = 3;
    double a[n][n], b[2][3], v[n], *rows[2], sum = 0.0;

    for (int i = 0; i < n; i++) {
        v[i] = w[i] * w[0];
        for (int j = 0; j < n; j++)
            a[i][j] = v[i] + w[j] * j;
    }
    for (int i = 0; i < 6; i++)
        b[i / 3][i % 3] = w[i % 3] + 0.1 * i;
    scale(b, 2, w[1]);
    rows[0] = b[1];
    rows[1] = b[0];
    for (int r = 0; r < 2; r++) {
        double *row = rows[r] + 1;
        sum += row[0] * row[1] * *(rows[r]);
    }
    return sum + trace(n, a);
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6}, {0.9, 1.3, -0.5})
