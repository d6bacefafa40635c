// Memory with an alignment, memory that lives until the function returns, memset of what is constant.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#define _GNU_SOURCE
#include "check_gradient.h"

#include <alloca.h>
#include <malloc.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct item {
    int tags[3];
    double value;
};

static double aligned(const double *w, int n)
{
    double *a = aligned_alloc(32, (size_t)n * sizeof *a), *b, sum = 0.0;
    struct item *items = memalign(32, 2 * sizeof *items);

    if (posix_memalign((void **)&b, 64, (size_t)n * sizeof(double)) != 0)
        return -1.0;
    sum += ((uintptr_t)a % 32 + (uintptr_t)b % 64 + (uintptr_t)items % 32) * w[0];
    for (int i = 0; i < n; i++) {
        a[i] = w[i % 2] * i;
        b[i] = a[i / 2] * a[i] + w[1];
        items[i % 2].value = b[i] * b[0];
    }
    a = realloc(a, ((size_t)n + 1) * sizeof *a);
    a[n] = items[0].value * items[1].value;
    for (int i = 0; i <= n; i++)
        sum += a[i] * a[n - i];
    free(a);
    free(b);
    free(items);
    return sum;
}

static double on_stack(const double *w, int n)
{
    double **rows = alloca(sizeof *rows * (size_t)n), sum = 0.0;

    for (int i = 0; i < n; i++) {
        rows[i] = __builtin_alloca((size_t)(i + 1) * sizeof(double));
        for (int k = 0; k <= i; k++)
            rows[i][k] = sin(w[k % 2] * i) + (i ? rows[i - 1][k / 2] : 1.0);
    }
    for (int i = 0; i < n; i++)
        sum += rows[i][i] * rows[n - 1][i];
    return sum;
}

static double filled(const double *w)
{
    int marks[4];
    unsigned char bytes[8];
    struct item item = {{1, 2, 3}, 0.0};
    const int kind = _Generic(w[0], float: 3, double: 2, default: 1);

    memset(marks, -1, sizeof marks);
    memset(bytes, 3, 5);
    memset(&bytes[5], 0x7, sizeof bytes - 5);
    memset(item.tags, 0, sizeof item.tags - 2);
    item.value = w[0] * bytes[0] + w[1] * bytes[6] * marks[3] + item.tags[0] + item.tags[1];
    return item.value * item.value * kind;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return aligned(w, 4) + on_stack(w, 3) + filled(w);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
