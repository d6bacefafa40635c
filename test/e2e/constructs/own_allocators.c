// Memory from functions of the program's own that know bytes alone, and sizes that are told in bytes.
// RUN: env MODES=grad,jvp %check_grad %s
// RUN: env MODES=grad,jvp %check_grad %s --strategy=store
#include "check_gradient.h"

#include <stdlib.h>
#include <string.h>

struct layer {
    double *weights, *outputs;
    int size;
    char name[3];
};

static void *checked(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static void *allocate(size_t size)
{
    void *memory = malloc(size ? size : 1);

    if (!memory)
        exit(1);
    return memory;
}

static void *allocate_zeroed(size_t count, size_t size)
{
    if (count == 0)
        return NULL;
    return checked(calloc(count, size));
}

#define NEW(type, count) ((type *)allocate((count) * sizeof(type)))

static struct layer *new_layer(const double *w, int size)
{
    struct layer *layer = allocate(sizeof *layer);
    size_t bytes = (size_t)size * sizeof(double);

    layer->weights = malloc(bytes);
    memcpy(layer->weights, w, (size_t)size * sizeof(double));
    layer->outputs = allocate_zeroed((size_t)size, sizeof(double));
    layer->size = size;
    return layer;
}

struct node {
    double value;
    struct node *left, *right;
};

static struct node *insert(struct node *node, double value)
{
    if (!node) {
        node = allocate(sizeof(struct node));
        node->value = value;
        node->left = node->right = NULL;
    } else if (value < node->value) {
        node->left = insert(node->left, value);
    } else {
        node->right = insert(node->right, value);
    }
    return node;
}

static double release(struct node *node)
{
    double sum = 0.0;

    if (node) {
        sum = node->value * (1.0 + release(node->left)) - 0.5 * release(node->right);
        free(node);
    }
    return sum;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct layer *layer = new_layer(w, 2);
    double *scratch = NEW(double, 3), sum = 0.0;
    int *order = NEW(int, 2);
    struct node *tree = NULL;

    for (int i = 0; i < 2; i++) {
        order[i] = 1 - i;
        layer->outputs[i] += layer->weights[order[i]] * w[i];
        scratch[i + 1] = layer->outputs[i] * layer->weights[0];
        sum += scratch[i + 1] * scratch[i + 1];
        tree = insert(tree, w[i] * w[1 - i] + i);
    }
    free(order);
    free(scratch);
    free(layer->outputs);
    free(layer->weights);
    free(layer);
    return sum + release(tree);
}

CHECK_GRADIENT_BY(0, 1e-7, 2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
