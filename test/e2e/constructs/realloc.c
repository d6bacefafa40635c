// Buffers that grow and shrink: of reals, of structures, of pointers; in loops and in callees.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stdlib.h>

struct vec {
    double *data;
    int count, room;
};

struct item {
    int tag;
    double value;
    double *more;
};

static int push(struct vec *v, double x)
{
    if (v->count == v->room) {
        const int room = v->room ? 2 * v->room : 1;
        double *grown = realloc(v->data, (size_t)room * sizeof *grown);
        if (!grown)
            return 0;
        v->data = grown;
        v->room = room;
    }
    v->data[v->count++] = x;
    return 1;
}

/* Sums of products, of a list that is read and written while it grows. */
static double chain(const double *w)
{
    struct vec v = {NULL, 0, 0};
    double sum = 0.0;

    for (int i = 0; i < 7; i++) {
        const double last = i > 1 ? v.data[i - 1] * v.data[i / 2] : 1.0;
        if (!push(&v, sin(w[i % 2] + i) + 0.5 * last))
            break;
        v.data[0] *= 1.1;
    }
    v.data = realloc(v.data, 3 * sizeof *v.data);
    v.data[1] *= v.data[2];
    v.data = (double *)realloc((void *)v.data, sizeof(double) * 5);
    v.data[3] = v.data[1] * v.data[1] * v.data[0];
    v.data[4] = w[0];
    for (int i = 0; i < 5; i++)
        sum += v.data[i] * v.data[4 - i];
    free(v.data);
    return sum;
}

/* Structures, which hold pointers to what is reallocated as well. */
static double tree(const double *w)
{
    struct item *items = NULL;
    int *tags = realloc(NULL, sizeof *tags);
    double sum = 0.0;

    for (int n = 1; n <= 4; n++) {
        items = realloc(items, (size_t)n * sizeof *items);
        tags = realloc(tags, (size_t)n * sizeof *tags);
        struct item *it = &items[n - 1];
        it->tag = tags[n - 1] = n;
        it->value = w[n % 2] * n;
        it->more = malloc(sizeof *it->more);
        it->more[0] = exp(0.1 * it->value);
        items[0].value += it->more[0] * w[1];
        items[n / 2].more = realloc(items[n / 2].more, 2 * sizeof(double));
        items[n / 2].more[1] = items[0].value * items[n / 2].more[0];
    }
    for (int i = 0; i < 4; i++) {
        sum += items[i].value * items[i].more[0] * items[i].tag * tags[i];
        sum += i < 3 ? items[i].more[1] : 0.0;
        free(items[i].more);
    }
    free(items);
    free(tags);
    return sum;
}

/* A buffer that is constant until it has grown, and one that was cleared. */
static double mixed(const double *w, int n)
{
    double *a = calloc(2, sizeof *a), *b = malloc(sizeof *b), *p, sum = 0.0;

    b[0] = 3.0;
    p = realloc(n & 1 ? a : b, 4 * sizeof *p);
    if (!p)
        return 0.0;
    for (int i = n & 1 ? 2 : 1; i < 4; i++)
        p[i] = w[0] * w[1] * i;
    for (int i = 0; i < 4; i++)
        sum += p[i] * p[3 - i] * w[0];
    free(p);
    free(n & 1 ? b : a);
    return sum;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return chain(w) + tree(w) + mixed(w, 0) + mixed(w, 1);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
