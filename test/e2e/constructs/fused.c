// Sums over samples whose turns run backward as soon as they have run, and loops that only look so.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=replay
#include "check_gradient.h"

#include <math.h>

#define N 40

static double x(int i)
{
    return cos(1.3 * i) + 0.01 * i;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double scale = 1.0 + w[1] * w[1], plain = 0.0, weighted = w[0], product = 1.0, all = 0.0;
    double table[3] = {w[0], w[1] * w[2], sin(w[2])};
    int seen = 0;

    /* two sums and a count; a branch that adds and one that does not */
    for (int i = 0; i < N; i++) {
        double r = w[0] * x(i) - 0.3;
        seen += 2;
        if (r > 0.0)
            plain += r * r * seen;
        weighted -= x(i) > 0.0 ? table[i % 3] * scale : r;
    }
    /* a sum inside a sum, over memory of the turn */
    double nested = 0.0;
    for (int i = N - 1; i >= 0; i--) {
        double row[2] = {exp(w[2] * x(i)), scale};
        for (int k = 0; k < 2; k++)
            nested += row[k] * w[k];
    }
    /* what becomes of it is a number times it, the number known before */
    all += (plain * 0.5 - nested / scale) / (double)(N + 1) + -weighted;
    /* two loops for one sum, which does not reach the loss by itself */
    double both = 0.0;
    for (int i = 0; i < N; i++)
        both += w[0] * x(i);
    for (int i = 0; i < N; i++)
        both -= w[1] * w[1] * x(i) * 0.5;
    double none = plain - plain + (both - both);
    all += 0.3 * both + none + (plain + plain) * 0.1;
    /* not a sum */
    for (int i = 0; i < N; i++)
        product *= 1.0 + 0.02 * w[1] * x(i);
    /* a sum of which more than its value times a number is made */
    double energy = 0.0;
    for (int i = 0; i < N; i++)
        energy += w[2] * w[2] * x(i);
    return all + product + energy * energy;
}

CHECK_GRADIENT(3, {0.4, 0.6, -0.3}, {-0.8, 0.2, 0.5}, {1.3, -0.9, 0.1}, {0.05, 1.7, -1.1})
