// Bit-fields as integers of their width; flexible array members, given and allocated.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <stdlib.h>

struct flags {
    unsigned mode : 3;
    int offset : 4, : 2;
    _Bool on : 1;
    unsigned char small : 2;
    unsigned long long wide : 40;
    double scale;
};

struct series {
    int n;
    double first, rest[];
};

static double shifted(const struct flags *f, double x)
{
    return f->on ? f->scale * x * f->mode + f->offset : x / (1 + f->small);
}

static struct series *make(const double *w, int n)
{
    struct series *s = malloc(sizeof *s + (size_t)n * sizeof(double));
    s->n = n;
    s->first = w[0] * w[1];
    for (int i = 0; i < n; i++)
        s->rest[i] = s->first * (i + 1) + (i ? s->rest[i - 1] : w[1]);
    return s;
}

static double total(const struct series *s)
{
    double sum = s->first;
    for (int i = 0; i < s->n; i++)
        sum += s->rest[i] * s->rest[i] * (i % 2 ? 1.0 : s->first);
    return sum;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct flags f = {.mode = 5, .offset = -3, .on = 2, .small = 1, .scale = w[0]};
    double sum = 0.0;

    for (int i = 0; i < 6; i++) {
        struct flags g = f;
        f.mode += 3;           /* wraps */
        f.offset = f.offset - 5; /* wraps */
        f.offset /= f.mode - 3 ? 1 : 2;
        f.small -= 2;
        f.on = !f.on;
        f.wide = f.wide * 3 + 0xfffffffff;
        sum += shifted(&g, w[1]) + (f.mode = i + 6) * w[0] + (f.wide & 3) * w[1];
        if (f.mode - 7 < 0)
            sum += w[1] * f.mode-- * f.offset++;
    }
    struct series *s = make(w, 4);
    sum += total(s);
    s->rest[2] *= w[0];
    sum *= total(s);
    free(s);
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
