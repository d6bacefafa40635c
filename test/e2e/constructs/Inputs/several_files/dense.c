#include "dense.h"

#undef RATE
#include "deep/activation.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#define SCALE 3.0

enum kind { NONE, SOFT = 4, HARD };

/* Others of these names are in several_files.c. */
struct row {
    double a;
    struct {
        int b;
    } in;
};

static const double offset = 0.75;
static const struct row table[2] = {{SCALE, {SOFT}}, {-0.5, {.b = HARD}}};
static double helper(double x)
{
    return x * table[0].a + table[1].in.b + offset;
}

struct state {
    double position, speed;
    struct row rows[2];
};

double temperature = 1.5;
int verbosity;
double history[2];
const double offsets[3] = {0.1, 0.2, 0.3};

double dense(const layer *l, const double *x, int row)
{
    double RATE = l->bias[row]; /* the macro of dense.h is not known here */
    double layer = 0.0;

    for (int i = 0; i < l->inputs; i++)
        layer += l->weights[row * l->inputs + i] * x[i];
    history[row] = layer;
    return activation(helper(RATE + layer)) * temperature + square(history[row]);
}

struct pair bounds(struct pair p, double x)
{
    const struct pair q = {p.low - x, p.high + square(x), {p.nested.inner * x}};
    return q;
}

double odd(double x, int n)
{
    return n == 0 ? x : 0.5 * even(x * x, n - 1);
}

double rows(int n, const double m[n][n])
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += m[i][n - 1 - i] * (i + 1);
    return sum;
}

static double cubed(double x)
{
    return x * square(x);
}

static double halved(double x)
{
    return 0.5 * x;
}

typedef double function(double);
static function *const functions[] = {cubed, halved, damped};

double (*chosen(int i))(double)
{
    return functions[i];
}

void begin(struct state *s, double x)
{
    const struct state start = {x, 0.25, {{1.0, {2}}, {1.5, {3}}}};
    *s = start;
}

void advance(struct state *s, double x)
{
    s->speed += x * s->rows[1].a;
    s->position += s->speed * s->rows[0].in.b;
}

double energy(const struct state *s)
{
    return 0.5 * square(s->speed) + square(s->position);
}

void note(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    if (verbosity)
        vprintf(format, list);
    va_end(list);
}

#ifndef __GRADC__
struct state *room(int i)
{
    static struct state states[3];

    return &states[i];
}
#endif
