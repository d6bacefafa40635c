// A list written and read through its first nodes, without a loop.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <stddef.h>

struct node {
    double value;
    struct node *next;
};

static double chain(struct node *list)
{
    list->next->value = list->value * list->value;
    struct node *second = list->next;
    return second->value * second->value + list->next->next->value * list->value;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct node c = {w[1], NULL}, b = {w[1], &c}, a = {w[0] * w[1], &b};
    return chain(&a) + b.value;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, 0.4}, {0.9, 1.3})
