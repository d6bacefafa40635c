/* Derivatives from values alone: central differences extrapolated to step zero, with an estimate of
 * their own error (C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", Advances in
 * Engineering Software 4, 1982). Knows nothing of how gradients are made, so that it can judge
 * them. For tests only: one file includes it. */
#ifndef GRADC_TEST_DIFFERENCES_H
#define GRADC_TEST_DIFFERENCES_H

#include <math.h>

enum { DIFFERENCES_LEVELS = 9 };

struct difference {
    double value;
    double error; /* how far `value` may be off */
};

/* A function of `size` numbers at `x`. */
struct differences_subject {
    double (*value)(const double *x);
    double *x; /* is changed for a while, and put back exactly */
    int size;
};

/* f(x + h direction); a NULL direction is the unit vector number `axis`. */
static double differences_at(const struct differences_subject *f, const double *direction, int axis,
                             double h, double *scratch)
{
    for (int i = 0; i < f->size; i++) {
        scratch[i] = f->x[i];
        f->x[i] += h * (direction ? direction[i] : (double)(i == axis));
    }
    const double result = f->value(f->x);
    for (int i = 0; i < f->size; i++) {
        f->x[i] = scratch[i];
    }
    return result;
}

/* The derivative of f at x along `direction` (or `axis`), beginning with step h. `scratch` has room
 * for the size of f. */
static struct difference differences_along(const struct differences_subject *f,
                                           const double *direction, int axis, double h,
                                           double *scratch)
{
    double table[DIFFERENCES_LEVELS][DIFFERENCES_LEVELS];
    struct difference best = {NAN, HUGE_VAL};

    for (int level = 0; level < DIFFERENCES_LEVELS; level++) {
        double factor = 1.0;
        table[0][level] = (differences_at(f, direction, axis, h, scratch) -
                           differences_at(f, direction, axis, -h, scratch)) /
                          (2.0 * h);
        for (int order = 1; order <= level; order++) {
            double error;
            factor *= 4.0;
            table[order][level] =
                (factor * table[order - 1][level] - table[order - 1][level - 1]) / (factor - 1.0);
            error = fmax(fabs(table[order][level] - table[order - 1][level]),
                         fabs(table[order][level] - table[order - 1][level - 1]));
            if (error <= best.error) {
                best.value = table[order][level];
                best.error = error;
            }
        }
        h /= 2.0;
    }
    return best;
}

#endif
