// memcpy, memmove and memset in loops, of structs, of parts, through pointers.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

#include <string.h>

struct state {
    double q[3], p[3];
    int step;
};

static void shift(double *a, int n, double in)
{
    memmove(a + 1, a, (size_t)(n - 1) * sizeof *a);
    a[0] = in;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct state s = {{w[0], w[1], 0.3}, {0.1, 0.2, w[0]}, 0}, history[4];
    double line[6] = {0.0}, block[2][3], sum = 0.0;

    memset(history, 0, sizeof history);
    for (int t = 0; t < 4; t++) {
        memcpy(&history[t], &s, sizeof s);
        for (int i = 0; i < 3; i++) {
            s.p[i] -= 0.3 * sin(s.q[i]) * history[t > 0 ? t - 1 : 0].q[i];
            s.q[i] += 0.5 * s.p[i] * s.p[(i + 1) % 3];
        }
        memcpy(block[t & 1], s.q, sizeof s.q);
        memcpy(block[1 - (t & 1)], history[t].p, 3 * sizeof(double));
        shift(line, 6, block[0][t % 3] * block[1][1]);
        line[t] *= line[0];
        s.step = t;
        if (t == 2)
            memset(s.p, 0, 2 * sizeof s.p[0]);
    }
    memmove(line, line + 2, 4 * sizeof *line);
    for (int i = 0; i < 6; i++)
        sum += line[i] * line[i] + history[i & 3].q[i % 3] * s.p[2];
    return sum * s.step;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
