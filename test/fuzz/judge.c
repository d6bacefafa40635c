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

/* Two derivatives that differ by more than rounding makes of their last sum may still be equal,
 * where what they are sums of is ill-conditioned: they may differ by as much as the derivative does
 * when the point is moved by rounding. */
#define DOT_PRODUCT 4500 /* units of rounding: 1e-12 in double */
#define SECOND 4.5e7     /* units for second derivatives */
#define MATRIX 4.5e5     /* units for entries of matrices, of the largest */
#define NOISE 32         /* times what moving the point makes */
enum { MOVES = 4 };

static struct {
    int points, differences, noisy;
} judged;

/* The line that is looked at, through a point: for differences of one number. */
static const struct judge_subject *line_subject;
static const double *line_start, *line_direction;
static int line_gradient; /* look at the gradient along the line instead */

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

double judge_zeros(const double *numbers, int size)
{
    for (int i = 0; i < size; i++) {
        if (numbers[i] != 0.0) {
            return NAN;
        }
    }
    return 0.0;
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

    if (s->rounding > 1e-15 || !(slope.error < SURE * scale)) {
        return 0;
    }
    judged.differences++;
    return differs(s, what, found, slope.value, DIFFERENCES_TOLERANCE * scale);
}

/* How far the derivative along the line changes when its start is moved by rounding. */
static double noise(const struct judge_subject *s)
{
    double lowest = HUGE_VAL, highest = -HUGE_VAL;

    for (int move = 0; move < MOVES; move++) {
        double x[JUDGE_SIZE], tangent = NAN;
        for (int i = 0; i < JUDGE_SIZE; i++) {
            x[i] = line_start[i] * (1.0 + 2.0 * s->rounding * number(s->seed, 100 + move, i));
        }
        (void)s->tangent(x, line_direction, &tangent);
        lowest = fmin(lowest, tangent);
        highest = fmax(highest, tangent);
    }
    return highest - lowest;
}

/* Whether two ways to the derivative along the line differ by more than rounding; `scale` is of the
 * terms of their sum. */
static int differs_from_product(const struct judge_subject *s, const char *what, double found,
                                double expected, double scale)
{
    const double allowed = DOT_PRODUCT * s->rounding * scale;

    if (fabs(found - expected) <= allowed) {
        return 0;
    }
    judged.noisy++;
    return differs(s, what, found, expected, allowed + NOISE * noise(s));
}

static int judge_stored(const struct judge_subject *s, const double *w, const double *v,
                        double product)
{
    double stored[JUDGE_SIZE] = {0.0}, scale;
    const int bad = differs(s, "value of store", s->stored(w, stored), s->value(w), 0.0);
    const double found = dot(stored, v, &scale);

    return bad | differs_from_product(s, "stored product", found, product, scale);
}

static int judge_first(const struct judge_subject *s, const double *w, const double *v,
                       double *gradient)
{
    double tangent = NAN, scale;
    const double value = s->value(w);
    int bad = 0;

    bad |= differs(s, "value of grad", s->gradient(w, gradient), value, 0.0);
    bad |= differs(s, "value of jvp", s->tangent(w, v, &tangent), value, 0.0);
    const double product = dot(gradient, v, &scale);
    bad |= differs_from_product(s, "tangent", tangent, product, scale);
    bad |= s->stored ? judge_stored(s, w, v, product) : 0;
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
    bad |= differs(s, "u H v", uhv, dot(v, hu, &scale), SECOND * s->rounding * scale);
    bad |= differs(s, "gradient of hvp", dot(again, v, &scale), dot(gradient, v, &scale),
                   SECOND / 100.0 * s->rounding * scale);
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
        bad |= differs(s, "jacobian", rows[0][i], gradient[i], MATRIX * s->rounding * scale);
        bad |= differs(s, "second row of jacobian", rows[1][i], second,
                       3.0 * MATRIX * s->rounding * scale);
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
        const double allowed = 100.0 * MATRIX * s->rounding * sqrt(scale);
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
    judged.points++;
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
    printf("judged %d points, %d by differences, %d noisy\n", judged.points, judged.differences,
           judged.noisy);
    return bad;
}
