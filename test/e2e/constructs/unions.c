// Unions of reals of one type, seen as arrays and as named members; unions beside active values;
// structures and unions without names inside others.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>
#include <string.h>

typedef union {
    double m[9];
    double rows[3][3];
    struct {
        double m00, m01, m02, m10, m11, m12, m20, m21, m22;
    };
    struct {
        double x, y, z;
    } axis;
} matrix;

struct shape {
    int kind;
    union {
        int sides;
        unsigned flags;
    };
    struct {
        double width;
        union {
            double height, radius;
        };
    };
    matrix frame;
};

/* Bits of what is constant. */
static double power_of_two(int n)
{
    union {
        double real;
        unsigned long long bits;
    } u;
    u.bits = (unsigned long long)(n + 1023) << 52;
    return u.real;
}

static double determinant(const matrix *a)
{
    return a->m00 * (a->m11 * a->m22 - a->m12 * a->m21) -
           a->m01 * (a->rows[1][0] * a->m22 - a->m12 * a->m[6]) +
           a->m02 * (a->m10 * a->m21 - a->m11 * a->m20);
}

static matrix turned(double angle)
{
    matrix r = {.m = {0.0}};
    r.m00 = r.m11 = cos(angle);
    r.rows[0][1] = -sin(angle);
    r.m[3] = sin(angle);
    r.m22 = 1.0;
    return r;
}

static matrix product(matrix a, const matrix *b)
{
    matrix c;
    memset(&c, 0, sizeof c);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 3; k++)
                c.m[3 * i + j] += a.rows[i][k] * b->m[3 * k + j];
    return c;
}

static double area(const struct shape *s)
{
    return s->kind == 0 ? s->width * s->height * s->sides : 3.0 * s->radius * s->radius;
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;
    struct shape shapes[2] = {{0, {4}, {w[0], {w[1]}}, turned(w[0])},
                              {1, {0}, {w[1], {w[0] * w[1]}}, turned(w[1])}};

    for (int i = 0; i < 2; i++) {
        struct shape s = shapes[i];
        s.frame.axis.x += w[0] * w[1];
        s.frame = product(s.frame, &shapes[1 - i].frame);
        memcpy(s.frame.rows[2], shapes[i].frame.rows[1], 3 * sizeof(double));
        sum += area(&s) * determinant(&s.frame) + s.frame.axis.y * power_of_two(i);
        s.radius = sum;
        shapes[1].width += s.height;
    }
    return sum * shapes[1].width;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
