// From another file: complex numbers, a union, structures that both files write out, and those of a
// function, its own tables, inline functions, a declaration in a block.
// RUN: env WITH=Inputs/several_files/kinds.c %check_grad %s
// RUN: env WITH=Inputs/several_files/kinds.c %check_grad %s --strategy=replay
#include "check_gradient.h"

inline double shared(double x)
{
    return x * x;
}

typedef struct {
    double v;
} model;

struct parts {
    double a;
    struct {
        double x;
        union {
            double u, v;
        };
    };
    struct {
        double q;
    } named;
    int : 3;
    int k : 5;
};

extern double fixed[];
double kinds(double x, const model *model, int i);
double of_parts(const struct parts *p);

static const double *pick(int i)
{
    static const double t[] = {1.0, 2.0};

    return &t[i];
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double helper(double);
    const model model = {w[1]};
    const struct parts parts = {.a = w[0], .x = w[1], .u = w[0], .named = {w[1]}, .k = 3};

    return of_parts(&parts) + parts.v + kinds(w[0], &model, 1) * *pick(1) + fixed[1] * shared(w[0]) + helper(w[1]);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.4, 1.2}, {1.3, -0.8}, {0.2, 0.9}, {-1.1, -0.3})
