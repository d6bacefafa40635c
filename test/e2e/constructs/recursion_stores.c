// Functions that call themselves and store pointers, make and free memory, sort, use arrays of
// variable length, and cast const away.
// RUN: env MODES=grad,jvp %check_grad %s
// RUN: env MODES=grad,jvp %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stdlib.h>

/* ---- pointers that are stored and returned */

struct node {
    double key, sum;
    int count;
    struct node *left, *right;
};

static struct node *insert(struct node *root, struct node *n)
{
    if (!root)
        return n;
    root->count++;
    root->sum += n->key * root->key;
    if (n->key < root->key)
        root->left = insert(root->left, n);
    else
        root->right = insert(root->right, n);
    return root;
}

static double fold(const struct node *n)
{
    if (!n)
        return 0.0;
    const double left = fold(n->left);
    return left * n->sum + n->key * n->count + sin(fold(n->right));
}

static double tree(const double *w)
{
    struct node nodes[3], *root = NULL;
    for (int i = 0; i < 3; i++) {
        nodes[i].key = w[i] * w[0];
        nodes[i].sum = nodes[i].count = 1;
        nodes[i].left = nodes[i].right = NULL;
        root = insert(root, &nodes[i]);
    }
    return fold(root);
}

/* ---- memory that is made on the way down, and freed */

struct cell {
    double v;
    struct cell *next;
};

static struct cell *build(const double *w, int n)
{
    if (n == 0)
        return NULL;
    struct cell *c = malloc(sizeof *c);
    c->v = w[0] * w[0];
    c->next = build(w + 1, n - 1);
    if (c->next)
        c->v *= c->next->v;
    return c;
}

static double total(const struct cell *c)
{
    return c ? c->v * sin(c->v) + total(c->next) : 0.0;
}

static void drop(struct cell *c)
{
    if (!c)
        return;
    drop(c->next);
    free(c);
}

static double list(const double *w)
{
    struct cell *cells = build(w, 3);
    const double sum = total(cells);
    drop(cells);
    return sum;
}

static double scratch(const double *w, int n)
{
    if (n == 0)
        return 1.0;
    double *t = malloc((size_t)n * sizeof *t);
    for (int i = 0; i < n; i++)
        t[i] = w[i] * w[0];
    const double r = scratch(t, n - 1) + t[n - 1];
    free(t);
    return r * w[0];
}

/* ---- what is read and written by way of a record */

struct run {
    double *out;
    const double *in;
    int n;
    double scale;
};

static void scan(struct run *r, int k)
{
    if (k == r->n)
        return;
    r->out[k] = r->in[k] * r->scale;
    r->scale *= sin(r->out[k]) + 2.0;
    scan(r, k + 1);
    r->out[k] *= r->scale;
}

/* ---- arrays in place */

static void quick(double *x, int n)
{
    if (n < 2)
        return;
    int k = 0;
    for (int i = 0; i < n; i++)
        if (x[i] < x[n - 1] || i == n - 1) {
            const double t = x[i];
            x[i] = x[k];
            x[k++] = t;
        }
    quick(x, k - 1);
    quick(x + k, n - k);
}

static void merge(double *x, int n, double *work)
{
    if (n < 2)
        return;
    const int half = n / 2;
    merge(x, half, work);
    merge(x + half, n - half, work + half);
    int i = 0, j = half, k = 0;
    while (i < half || j < n)
        if (j >= n || (i < half && x[i] <= x[j]))
            work[k++] = x[i++];
        else
            work[k++] = x[j++];
    for (i = 0; i < n; i++)
        x[i] = work[i] * (1.0 + 0.1 * i);
}

static void shrink(double *x, int n)
{
    double t[n];
    for (int i = 0; i < n; i++)
        t[i] = sin(x[i]) * x[0];
    if (n > 1)
        shrink(t, n - 1);
    for (int i = 0; i < n; i++)
        x[i] += t[i] * t[n - 1];
}

static double arrays(const double *w)
{
    double x[5] = {w[0], w[1] * 2, w[2] - 1, w[0] * w[1], w[1] * w[2]}, y[5], work[5], sum = 0.0;
    for (int i = 0; i < 5; i++)
        y[i] = x[i] * x[i];
    quick(x, 5);
    merge(y, 5, work);
    shrink(y, 4);
    for (int i = 0; i < 5; i++)
        sum += x[i] * (i + 1) + y[i] * x[4 - i];
    return sum;
}

/* ---- const that does not hold, and what has no shadow */

static void sneak(const double *p, double y, int n)
{
    if (n == 0)
        return;
    *(double *)p = y;
    sneak(p, y * y, n - 1);
}

static double dot(const double *x, const double *y, int n)
{
    return n ? x[0] * y[0] + dot(x + 1, y + 1, n - 1) : 0.0;
}

static double constants(const double *w)
{
    static const double table[3] = {1.0, 2.0, 0.5};
    const double fixed[2] = {0.3, 0.7};
    double x[1] = {1.0};
    sneak(x, w[0], 2);
    return x[0] + dot(table, w, 3) * dot(w, fixed, 2) + dot(table, fixed, 2) + dot(w, w + 1, 2);
}

/* A loss that calls itself, and that another calls. */
GRADC_LOSS double chain(GRADC_WRT const double *w, int n)
{
    return n ? sin(w[0]) * chain(w + 1, n - 1) + w[0] : 1.0;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double out[3];
    struct run r = {out, w, 3, 1.0};
    scan(&r, 0);
    return tree(w) + list(w) + scratch(w, 3) + out[0] * out[1] + out[2] * r.scale + arrays(w) +
           constants(w) + chain(w, 3);
}

CHECK_GRADIENT_BY(0, 1e-7, 3, {0.3, 0.5, 0.1}, {-0.2, 0.7, 1.3}, {0.9, -0.47, 2.1})
