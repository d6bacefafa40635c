/* Compares the derivatives of a loss with each other and with differences; see judge.h. */
#include "judge.h"

#include "differences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { POINTS = 3 };

/* Where the judge cannot tell a jump from a slope, it does not judge. */
#define STEP 1e-3
#define SURE 1e-7
#define DIFFERENCES_TOLERANCE 1e-5

static double number(int seed, int point, int i)
{
    return sin(12.9898 * (i + 1) + 78.233 * (point + 1) + 0.61 * seed);
}

static double dot(const double *x, const double *y, double *scale)
{
    double sum = 0.0;

    *scale = 1e-6;
    for (int i = 0; i < JUDGE_SIZE; i++) {
        sum += x[i] * y[i];
        *scale += fabs(x[i] * y[i]);
    }
    return sum;
}

static int differs(const struct judge_subject *s, const char *what, double found, double expected,
                   double allowed)
{
    if (fabs(found - expected) <= allowed || (isnan(found) && isnan(expected))) {
        return 0;
    }
    printf("seed %d: %s is %.17g, expected %.17g\n", s->seed, what, found, expected);
    return 1;
}

/* The loss along a line, for differences of one number. */
static const struct judge_subject *line_subject;
static const double *line_start, *line_direction;
static int line_gradient; /* look at the gradient along the line instead */

static double on_line(const double *t)
{
    double x[JUDGE_SIZE], gradient[JUDGE_SIZE] = {0.0}, scale;

    for (int i = 0; i < JUDGE_SIZE; i++) {
        x[i] = line_start[i] + *t * line_direction[i];
    }
    if (!line_gradient) {
        return line_subject->value(x);
    }
    (void)line_subject->gradient(x, gradient);
    return dot(gradient, line_direction, &scale);
}

static int differs_from_slope(const struct judge_subject *s, const char *what, double found)
{
    double t = 0.0, scratch;
    const struct differences_subject f = {on_line, &t, 1};
    const struct difference slope = differences_along(&f, NULL, 0, STEP, &scratch);
    const double scale = fmax(fabs(slope.value), 0.1);

    if (s->tolerance > 1e-8 || !(slope.error < SURE * scale)) {
        return 0;
    }
    return differs(s, what, found, slope.value, DIFFERENCES_TOLERANCE * scale);
}

static int judge_first(const struct judge_subject *s, const double *w, const double *v,
                       double *gradient)
{
    double stored[JUDGE_SIZE] = {0.0}, tangent = NAN, scale;
    const double value = s->value(w);
    int bad = 0;

    bad |= differs(s, "value of grad", s->gradient(w, gradient), value, 0.0);
    bad |= differs(s, "value of store", s->stored(w, stored), value, 0.0);
    bad |= differs(s, "value of jvp", s->tangent(w, v, &tangent), value, 0.0);
    const double product = dot(gradient, v, &scale);
    bad |= differs(s, "tangent", tangent, product, s->tolerance * scale);
    bad |= differs(s, "stored product", dot(stored, v, &scale), product, s->tolerance * scale);
    line_gradient = 0;
    return bad | differs_from_slope(s, "tangent by differences", tangent);
}

/* u H v = v H u, and v H v is the change of the slope. */
static int judge_second(const struct judge_subject *s, const double *w, const double *v,
                        const double *u, const double *gradient)
{
    double again[JUDGE_SIZE] = {0.0}, ignored[JUDGE_SIZE] = {0.0}, scale;
    double hv[JUDGE_SIZE] = {0.0}, hu[JUDGE_SIZE] = {0.0};
    int bad = 0;

    bad |= differs(s, "value of hvp", s->product(w, v, again, hv), s->value(w), 0.0);
    (void)s->product(w, u, ignored, hu);
    const double uhv = dot(u, hv, &scale);
    bad |= differs(s, "u H v", uhv, dot(v, hu, &scale), s->tolerance * 100.0 * scale);
    bad |= differs(s, "gradient of hvp", dot(again, v, &scale), dot(gradient, v, &scale),
                   s->tolerance * scale);
    line_gradient = 1;
    return bad | differs_from_slope(s, "v H v by differences", dot(v, hv, &scale));
}

static int judge_jacobian(const struct judge_subject *s, const double *w, const double *gradient,
                          void (*jacobian)(const double *w, double *y, double *jacobian))
{
    double y[2], rows[2][JUDGE_SIZE], scale;
    int bad = 0;

    (void)dot(gradient, gradient, &scale);
    scale = sqrt(scale) + fabs(s->value(w));
    jacobian(w, y, rows[0]);
    bad |= differs(s, "value of jacobian", y[0], s->value(w), 0.0);
    for (int i = 0; i < JUDGE_SIZE; i++) {
        const double second = gradient[i] * (w[1] + 1.0) + (i == 1) * y[0];
        bad |= differs(s, "jacobian", rows[0][i], gradient[i], s->tolerance * scale);
        bad |= differs(s, "second row of jacobian", rows[1][i], second, s->tolerance * 3.0 * scale);
    }
    return bad;
}

static int judge_hessian(const struct judge_subject *s, const double *w, const double *v)
{
    double again[JUDGE_SIZE] = {0.0}, gradient[JUDGE_SIZE] = {0.0}, hv[JUDGE_SIZE] = {0.0};
    double hessian[JUDGE_SIZE][JUDGE_SIZE], scale, all = 0.0;
    int bad = 0;

    bad |= differs(s, "value of hessian", s->hessian(w, again, hessian[0]), s->value(w), 0.0);
    (void)s->product(w, v, gradient, hv);
    (void)dot(gradient, gradient, &scale);
    for (int i = 0; i < JUDGE_SIZE; i++) {
        (void)dot(hessian[i], hessian[i], &all);
        scale = fmax(scale, all);
    }
    for (int i = 0; i < JUDGE_SIZE; i++) {
        const double product = dot(hessian[i], v, &all);
        const double allowed = s->tolerance * 100.0 * sqrt(scale);
        bad |= differs(s, "gradient of hessian", again[i], gradient[i], allowed);
        bad |= differs(s, "hessian", product, hv[i], allowed);
    }
    return bad;
}

static int judge_point(const struct judge_subject *s, int point)
{
    double w[JUDGE_SIZE], v[JUDGE_SIZE], u[JUDGE_SIZE], gradient[JUDGE_SIZE] = {0.0};

    for (int i = 0; i < JUDGE_SIZE; i++) {
        w[i] = number(s->seed, point, i);
        v[i] = number(s->seed, point + POINTS, i);
        u[i] = number(s->seed, point + 2 * POINTS, i);
    }
    line_subject = s;
    line_start = w;
    line_direction = v;
    int bad = judge_first(s, w, v, gradient);
    bad |= s->forward ? judge_jacobian(s, w, gradient, s->forward) : 0;
    bad |= s->reverse ? judge_jacobian(s, w, gradient, s->reverse) : 0;
    bad |= s->hessian ? judge_hessian(s, w, v) : 0;
    return bad | (s->product ? judge_second(s, w, v, u, gradient) : 0);
}

int judge(const struct judge_subject *subjects, int count)
{
    int bad = 0;

    for (int i = 0; i < count; i++) {
        for (int point = 0; point < POINTS; point++) {
            bad |= judge_point(&subjects[i], point);
        }
    }
    return bad;
}
