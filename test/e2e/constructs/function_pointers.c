// Calls through pointers to functions: parameters of static functions, variables, tables, members of
// structures; of the unit and of math.h.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

typedef double map(double x);

static double apply(map *f, double x)
{
    return f(x) * x;
}

static double twice(double (*f)(double), double x)
{
    return apply(f, (*f)(x));
}

static double square(double x)
{
    return x * x;
}

static double soft(double x)
{
    return log(1.0 + exp(x));
}

static double (*const table[])(double) = {sin, cos, square, &soft};

struct unit {
    double weight;
    double (*activate)(double);
    double (*reduce)(const double *a, int n);
};

static double sum(const double *a, int n)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += a[i];
    return s;
}

static double product(const double *a, int n)
{
    double p = 1.0;
    for (int i = 0; i < n; i++)
        p *= a[i];
    return p;
}

static double run(const struct unit *u, const double *x, int n)
{
    double y[4];
    for (int i = 0; i < n; i++)
        y[i] = u->activate(x[i] * u->weight);
    return u->reduce(y, n);
}

static void visit(double *a, int n, void (*change)(double *x, double by), double by)
{
    for (int i = 0; i < n; i++)
        change(&a[i], by);
}

static void scale(double *x, double by)
{
    *x *= by;
}

static void shift(double *x, double by)
{
    *x += by;
}

/* Methods that are given their object, and change what it does. */
struct machine {
    double (*step)(struct machine *self, double x);
    double gain;
};

static double second(struct machine *self, double x)
{
    return self->gain * x * x;
}

static double first(struct machine *self, double x)
{
    self->gain *= x;
    self->step = second;
    return self->gain + x;
}

static double idle(struct machine *self, double x)
{
    return self->gain - x;
}

static double machines(const double *w)
{
    struct machine m[2] = {{first, w[0]}, {idle, w[1]}};
    double x = w[1];
    for (int i = 0; i < 5; i++)
        x = m[i & 1].step(&m[i & 1], x);
    return x;
}

typedef struct {
    double re, im;
} pair;

static pair turned(pair p)
{
    return (pair){p.im * p.re, -p.re};
}

static pair repeated(pair (*step)(pair), pair p, int n)
{
    return n > 1 ? step(step(p)) : step(p);
}

static double none(double x)
{
    return 0.0 * x;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double x[3] = {w[0], w[1], w[0] * w[1]}, total = twice(sin, w[0]) + twice(square, w[1]);
    double (*chosen)(double) = w[0] > 0.5 ? tanh : soft;
    double (*maybe)(double) = w[1] < 0.0 ? square : 0;
    struct unit units[2] = {{w[0], square, sum}, {w[1], cos, product}};

    for (int i = 0; i < 4; i++)
        total += table[i](w[i & 1]) * (i + 1);
    total += chosen(w[1]);
    if (maybe)
        total += maybe(w[0]);
    visit(x, 3, scale, w[0]);
    visit(x, 3, w[0] > w[1] ? shift : scale, w[1]);
    for (int i = 0; i < 2; i++)
        total += run(&units[i], x, 3);
    units[0].activate = none;
    chosen = square;
    for (int i = 0; i < 3; i++) {
        total += chosen(w[0] + i);
        chosen = chosen == square ? soft : square;
    }
    total += machines(w) + repeated(turned, (pair){w[0], w[1]}, 2).im;
    return total + apply(fabs, w[1]) + run(units, x, 2);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
