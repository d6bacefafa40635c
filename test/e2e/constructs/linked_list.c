// A list that is built and walked by pointers.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stddef.h>

struct node {
    double value;
    struct node *next;
};

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct node nodes[4], *head = NULL;
    double sum = 0.0, product = 1.0;

    for (int i = 0; i < 4; i++) {
        nodes[i].value = w[i % 3] * (i + 1);
        nodes[i].next = head;
        head = &nodes[i];
    }
    for (struct node *p = head; p; p = p->next) {
        if (p->next)
            p->next->value *= sin(p->value) + 1.5;
        product *= p->value;
    }
    struct node *p = head;
    while (p) {
        sum += p->value * p->value;
        p = p->next;
    }
    return sum + product;
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.2}, {-0.2, 0.7, 1.0}, {1.1, -0.4, 0.6}, {0.9, 1.3, -0.5})
