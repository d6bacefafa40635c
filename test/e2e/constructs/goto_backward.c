// goto backward as a loop: until something holds, out of inner loops and switches, one loop over
// another, left by return and by goto.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

static double converge(const double *w)
{
    double x = w[0];
    int n = 0;
again:
    x = 0.5 * x + 0.3 * sin(x * w[1]);
    if (++n < 8)
        goto again;
    return x * w[1];
}

static double search(const double *w)
{
    double x = w[0], y = 1.0;
    int n = 0;

    if (x > 1.0)
        goto top;
    x += 0.25;
top:
    for (int i = 0; i < 5; i++) {
        double t = x * w[1] + i;
        y += 0.1 * t * x;
        n++;
        if (n > 20)
            return y * w[0];
        if (i == 3 && n < 9)
            goto top;
        if (n == 10)
            goto out;
    }
    y *= 0.9;
    switch (n) {
    case 2: break;
    default: if (n < 15) goto top;
    }
out:
    return y + x;
}

/* Two loops that overlap, and one within another. */
static double overlap(const double *w)
{
    double x = w[0];
    int i = 0, k = 0, m = 0;
first:
    x += 0.1 * w[1];
    i++;
second:;
    double s = x * x;
    k++;
    if (i < 3)
        goto first;
    x = 0.7 * x + 0.1 * s;
    if (k < 7)
        goto second;
count:
    if (m > 1)
        goto outer;
    m++;
    goto count;
outer:
    m++;
inner:
    x = x * w[0] + 0.1;
    if (x * x < 0.5 && k++ < 14)
        goto inner;
    {
        if (m < 5) {
            x *= 1.1;
            goto outer;
        }
    }
    return x;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return converge(w) + search(w) * overlap(w);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
