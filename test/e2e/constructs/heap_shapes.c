// Heap: lists in the heap, rows in tables, buffers that grow, freed in callees.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

#include <stdlib.h>
#include <string.h>

struct item {
    double value;
    struct item *next;
};

struct vec {
    double *data;
    int count, room;
};

static void push(struct vec *v, double x)
{
    if (v->count == v->room) {
        const int room = v->room ? 2 * v->room : 2;
        double *grown = malloc((size_t)room * sizeof *grown);
        if (v->data)
            memcpy(grown, v->data, (size_t)v->count * sizeof *grown);
        free(v->data);
        v->data = grown;
        v->room = room;
    }
    v->data[v->count++] = x;
}

static struct item *cons(double value, struct item *next)
{
    struct item *item = malloc(sizeof *item);
    item->value = value;
    item->next = next;
    return item;
}

static void drop(struct item *list)
{
    while (list) {
        struct item *next = list->next;
        free(list);
        list = next;
    }
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct vec v = {NULL, 0, 0};
    struct item *list = NULL;
    double **rows = malloc(3 * sizeof *rows), sum = 0.0;

    for (int i = 0; i < 5; i++) {
        push(&v, w[i & 1] * (i + 1) + (i ? v.data[i - 1] * v.data[0] : 0.0));
        list = cons(v.data[i] * w[1], list);
    }
    for (struct item *p = list; p; p = p->next)
        for (struct item *q = p->next; q; q = q->next)
            q->value = q->value * 0.5 + sin(p->value);
    for (int i = 0; i < 3; i++) {
        rows[i] = calloc((size_t)i + 1, sizeof **rows);
        for (int k = 0; k <= i; k++)
            rows[i][k] += list->value * v.data[k] + (i ? rows[i - 1][k / 2] : 1.0);
    }
    for (int i = 0; i < 3; i++) {
        sum += rows[i][i] * rows[2][i];
        if (i > 0)
            free(rows[i - 1]);
    }
    free(rows[2]);
    free(rows);
    for (struct item *p = list; p; p = p->next)
        sum += p->value * p->value;
    drop(list);
    free(v.data);
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
