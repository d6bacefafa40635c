// goto as an early exit: to the end of a function, out of nested loops, past the rest of a body,
// along a chain of cleanups, over declarations; and labels that nobody names.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stdlib.h>

static double common_exit(const double *w)
{
    double x = w[0];

    if (x < -1.5)
        goto done;
    for (int i = 0; i < 4; i++) {
        x = x * w[1] + sin(x);
        if (x > 2.0)
            goto done;
        x += 0.1;
    }
    x *= 3.0;
done:
    return x * w[0];
}

static double nested(const double *w, int n)
{
    double rows[n], sum = 0.0;

    for (int i = 0; i < n; i++) {
        rows[i] = w[i & 1] + 0.3 * i;
        for (int k = 0;; k++) {
            if (k > i)
                goto next;
            sum += rows[k] * w[0];
            if (sum > 3.0)
                goto out;
            if (sum < -3.0)
                break;
        }
        sum -= 0.5 * w[1];
        continue;
    next:
        sum *= 1.1;
    }
    return sum;
out:
    return sum * rows[0];
}

static int cleanup(const double *w, double *result)
{
    int status = -1;
    double *a = malloc(2 * sizeof *a);
    if (!a)
        goto fail0;
    double *b = calloc(2, sizeof *b);
    if (!b)
        goto fail1;
    a[0] = w[0] * w[1];
    if (a[0] > 1.0)
        goto fail2;
    b[1] = a[0] * exp(w[0]);
    *result += b[1];
    status = 0;
fail2:
    *result += a[0];
    free(b);
fail1:
    free(a);
fail0:
    return status;
}

static double skipped(double x, int n)
{
    double y = 1.0;

    if (x > 0.5)
        goto late;
    double z = x * x;
    y += z;
early: /* that nobody names */
late:
    z = x + y;
    switch (n) {
    case 0:
        if (x > 0.0)
            goto most;
        z *= x;
    most:
        z += x;
        break;
    case 1:
        do {
            if (x < 0.0)
                goto end;
            z *= 2.0;
        } while (0);
    unused:
        z *= x;
        /* fall through */
    default:
        while (1) {
            z = 0.5 * z + x;
            if (z < 4.0)
                goto end;
        }
    }
    z *= y;
end:;
    {
        if (z > 1.0)
            goto inner;
        z -= x;
    inner:
        z *= x;
    }
    return z;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x = common_exit(w) + nested(w, 3);

    if (cleanup(w, &x) != 0)
        x *= w[1];
    for (int i = 0; i < 3; i++) {
        if (w[0] * i > 1.0)
            goto next;
        x += skipped(w[0] + 0.01, i) * w[1];
    next:;
    }
    return x;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8}, {-1.7, 2.1})
