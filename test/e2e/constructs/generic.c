// _Generic selections whose branches have one type: the types before the colons tell which is taken,
// through typedefs and macros.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <complex.h>
#include <math.h>
#include <stddef.h>

typedef float real;
typedef const char *string;
typedef double row[3];
struct point {
    double x;
};
typedef struct point point;
enum color { RED, GREEN };
typedef unsigned colors;

static double twice(double x)
{
    return 2.0 * x;
}

static double cube(double x)
{
    return x * x * x;
}

#define WEIGHT(x) _Generic((x), real: 0.5, double: 0.25, long double: 0.125, default: 3.0)
#define SHAPE(x) _Generic((x), real: twice, double: cube, default: twice)
#define SQUARE(x) ((x) * (x) * WEIGHT(x))
#define NESTED(x, y) SQUARE(_Generic((x), char: (y), default: (x)))

static double numbers(double w, float g, long double h, short n)
{
    typedef double local;
    double sum = WEIGHT(w) * w + WEIGHT(g) * w * w + WEIGHT(h) * sin(w) + WEIGHT(n) * cos(w);

    sum += _Generic(g, int: w, local: w * 2.0, default: w * w * w);
    sum += _Generic(h, int: w, local: w * 2.0, long double: w * 5.0);
    sum += _Generic(n + 0, short: w, int: w * 3.0, default: 1.0);
    sum += _Generic((size_t)n, unsigned: w, unsigned long: w * 7.0, default: w * w);
    sum += _Generic(1.0 * I, double: w, double complex: w * 9.0, default: w * w);
    sum += SHAPE(w)(w) + SHAPE(g)(w) * 0.5;
    return sum + NESTED(w, 2.0 * w) + NESTED('a', g) + NESTED((char)1, 2.0 * w);
}

static double pointers(double w, const double *p, double q[3], point *s, string text, double **to)
{
    double sum = _Generic(p, double *: w, const double *: w * w, default: 1.0);

    sum += _Generic(q, const double *: w, double *: w * sin(w), default: 1.0);
    sum += _Generic(s, struct point: w, struct point *: w * cos(w), default: 1.0);
    sum += _Generic(*s, struct point *: w, point: w * exp(w), default: 1.0);
    sum += _Generic(text, char *: w, string: w * 11.0, default: w * w);
    sum += _Generic("a:b,)", const char *: w, char *: w * 13.0, default: w * w);
    sum += _Generic(to, double *: w, double **: w * 15.0, default: w * w);
    sum += _Generic(&q, double *: w, double **: w * 17.0, default: w * w);
    return sum;
}

/* What stands in the way of counting selections. */
static double distractions(double w)
{
    const char *text = "_Generic(w, double: 1.0)"; // _Generic(w, float: 2.0)
    double sum = text[1] == 'G' ? w : 0.0;

    for (int i = 0; i < 2; i++)
        sum += _Generic(i, int: ({
                   double t = _Generic(w, float: 1.0, double: w + i, default: 2.0);
                   t * w;
               }), default: w ?: _Generic(w, float: 1.0, double: w, default: 2.0));
    return sum + (sizeof(_Generic(w, float: 1.0, double: w, default: 2.0)) == 8 ? w : w * w) +
           _Generic(w, default: 1.0, double: _Generic(_Generic(w, double: 1.0f, default: 1.0),
                    double: w, float: w * w * 3.0));
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    point s = {1.0};
    double q[3] = {w[0], 1.0, 2.0}, *p = q;

    return numbers(w[0], 1.5f, 2.5L, 3) + pointers(w[1], w, q, &s, "text", &p) +
           distractions(w[0] * w[1]);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
