/* Judges a generated gradient; see check_gradient.h. */
#include "check_gradient.h"
#include "differences.h"

#include <stdio.h>
#include <string.h>

enum { MAX_SIZE = 64 };

/* The first step of the differences; points keep at least this far from corners and jumps. */
#define FIRST_STEP 0.01

/* Tangents are compared with products of gradients, which differ by rounding alone. */
#define TANGENT_TOLERANCE (s->reference ? s->tolerance : 1e-12)

enum { DIRECTIONS = 3 };

static int is_near_value(double x, double y)
{
    return fabs(x - y) <= 1e-13 * (fabs(x) + 1.0);
}

/* Entries between -1 and 1 that look random and are always the same. */
static void fill_direction(int size, int number, double *direction)
{
    for (int i = 0; i < size; i++) {
        direction[i] = sin(12.9898 * (i + 1) + 78.233 * (number + 1));
    }
}

static double largest(int size, const double *v)
{
    double result = 0.0;

    for (int i = 0; i < size; i++) {
        result = fmax(result, fabs(v[i]));
    }
    return result;
}

/* What the gradient should be at `point`. */
static void expected_gradient(const struct check_subject *s, const double *point, double *expected)
{
    double x[MAX_SIZE], scratch[MAX_SIZE];
    struct differences_subject f = {s->value, x, s->size};

    memcpy(x, point, (size_t)s->size * sizeof *x);
    memset(expected, 0, (size_t)s->size * sizeof *expected);
    if (s->reference) {
        (void)s->reference(x, expected);
        return;
    }
    for (int i = 0; i < s->size; i++) {
        expected[i] = differences_along(&f, NULL, i, FIRST_STEP, scratch).value;
    }
}

static int check_entries(const struct check_subject *s, const double *gradient,
                         const double *expected)
{
    const double scale = fmax(largest(s->size, expected), 1e-3);
    int bad = 0;

    for (int i = 0; i < s->size; i++) {
        const double allowed = s->tolerance * fmax(fabs(expected[i]), 1e-2 * scale);
        if (!(fabs(gradient[i] - expected[i]) <= allowed)) {
            printf("  entry %d is %.17g, expected %.17g\n", i, gradient[i], expected[i]);
            bad = 1;
        }
    }
    return bad;
}

/* A second call gives the same; one on a filled gradient adds to it. */
static int check_calls(const struct check_subject *s, const double *point, const double *gradient)
{
    const size_t bytes = (size_t)s->size * sizeof *point;
    double x[MAX_SIZE], again[MAX_SIZE] = {0.0}, added[MAX_SIZE];
    int bad = 0;

    memcpy(x, point, bytes);
    (void)s->gradient(x, again);
    if (memcmp(again, gradient, bytes) != 0) {
        printf("  a second call gives another gradient\n");
        bad = 1;
    }
    for (int i = 0; i < s->size; i++) {
        added[i] = 3.0 + i;
    }
    (void)s->gradient(x, added);
    for (int i = 0; i < s->size; i++) {
        const double sum = 3.0 + i + gradient[i];
        if (!(fabs(added[i] - sum) <= 1e-12 * (fabs(gradient[i]) + i + 3.0))) {
            printf("  entry %d does not add to what was there\n", i);
            bad = 1;
        }
    }
    return bad;
}

/* The derivative along a direction is the product of the gradient and the direction. */
static int check_tangent(const struct check_subject *s, const double *point, const double *gradient)
{
    int bad = 0;

    for (int k = 0; k < DIRECTIONS; k++) {
        double direction[MAX_SIZE], tangent = NAN, product = 0.0, scale = 0.0;
        fill_direction(s->size, k, direction);
        for (int i = 0; i < s->size; i++) {
            product += gradient[i] * direction[i];
            scale += fabs(gradient[i] * direction[i]);
        }
        const double value = s->tangent(point, direction, &tangent);
        if (s->is_rounded ? !is_near_value(value, s->value(point)) : value != s->value(point)) {
            printf("  with the tangent the value is %.17g\n", value);
            bad = 1;
        }
        if (!(fabs(tangent - product) <= TANGENT_TOLERANCE * scale + 1e-300)) {
            printf("  tangent %d is %.17g, expected %.17g\n", k, tangent, product);
            bad = 1;
        }
    }
    return bad;
}

/* differences.h has no room for a context. */
static const struct check_subject *product_subject;
static int product_entry;

static double gradient_entry(const double *x)
{
    double gradient[MAX_SIZE] = {0.0};

    (void)product_subject->gradient(x, gradient);
    return gradient[product_entry];
}

/* The product of the Hessian and a direction is how the gradient changes along it. */
static int check_product(const struct check_subject *s, const double *point, const double *gradient)
{
    double x[MAX_SIZE], direction[MAX_SIZE], scratch[MAX_SIZE], expected[MAX_SIZE];
    double again[MAX_SIZE] = {0.0}, product[MAX_SIZE] = {0.0};
    const struct differences_subject f = {gradient_entry, x, s->size};
    int bad = 0;

    memcpy(x, point, (size_t)s->size * sizeof *x);
    fill_direction(s->size, 0, direction);
    product_subject = s;
    for (product_entry = 0; product_entry < s->size; product_entry++) {
        expected[product_entry] = differences_along(&f, direction, 0, FIRST_STEP, scratch).value;
    }
    const double value = s->product(x, direction, again, product);
    if (!is_near_value(value, s->value(x))) {
        printf("  with the product the value is %.17g\n", value);
        bad = 1;
    }
    bad |= check_entries(s, product, expected);
    for (int i = 0; i < s->size; i++) {
        if (!(fabs(again[i] - gradient[i]) <= 1e-12 * (fabs(gradient[i]) + 1.0))) {
            printf("  entry %d of the gradient is %.17g with its tangent\n", i, again[i]);
            bad = 1;
        }
    }
    return bad;
}

static int check_point(const struct check_subject *s, const double *point)
{
    double x[MAX_SIZE], gradient[MAX_SIZE] = {0.0}, expected[MAX_SIZE];
    double value, value_grad;
    int bad = 0;

    memcpy(x, point, (size_t)s->size * sizeof *x);
    value = s->value(x);
    value_grad = s->gradient(x, gradient);
    if (!is_near_value(value, value_grad)) {
        printf("  value is %.17g, expected %.17g\n", value_grad, value);
        bad = 1;
    }
    expected_gradient(s, point, expected);
    bad |= check_entries(s, gradient, expected);
    bad |= check_calls(s, point, gradient);
    bad |= s->tangent ? check_tangent(s, point, gradient) : 0;
    bad |= s->product ? check_product(s, point, gradient) : 0;
    return bad;
}

int check_gradient(const struct check_subject *subject, const double *points, int count)
{
    int bad = subject->size > MAX_SIZE || count < 1;

    for (int i = 0; i < count && subject->size <= MAX_SIZE; i++) {
        const int bad_here = check_point(subject, points + i * subject->size);
        if (bad_here) {
            printf("at point %d\n", i);
        }
        bad |= bad_here;
    }
    return bad;
}
