// Arrays of variable length in loops and callees, and pointers to rows.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double contract(int n, int m, const double a[n][m], const double (*b)[m])
{
    double row[m], sum = 0.0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++)
            row[j] = (i ? row[j] * 0.5 : 0.0) + a[i][j] * b[n - 1 - i][j];
        sum += row[i % m] * row[m - 1];
    }
    return sum;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;

    for (int n = 1; n < 4; n++) {
        double a[n][n + 1], b[n][n + 1], (*p)[n + 1] = a, cube[2][n][2];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= n; j++) {
                p[i][j] = w[(i + j) & 1] * (i + 1) + sum * 0.1;
                b[i][j] = sin(a[i][j]) * p[0][0];
                cube[j & 1][i][0] = a[i][j] * b[0][j];
                cube[j & 1][i][1] = cube[j & 1][i][0] * w[1];
            }
        sum += contract(n, n + 1, (const double(*)[n + 1]) a, (const double(*)[n + 1]) b);
        sum += cube[0][n - 1][1] * cube[1][0][0];
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
