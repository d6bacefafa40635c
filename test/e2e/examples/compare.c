/* Checks the gradient of one example: `compare EXAMPLES_DIR` compares the generated gradient with
 * the one by hand (1e-10, relative to the largest entry) and both with differences (1e-6), at
 * the data's own point and at others near it; twice in a row, bit for bit. */
#include "../../bench/example.h"
#include "../differences.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 3, AXES = 12, DIRECTIONS = 3 };

/* The example to check is named on the compiler's command line. */
extern const struct example EXAMPLE;

/* The next of a fixed sequence of numbers that look random, between -1 and 1. */
static double random_real(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(int64_t)(*state >> 11) / 4503599627370496.0 - 1.0;
}

static double *new_vector(int size)
{
    double *vector = calloc((size_t)size, sizeof *vector);

    if (!vector) {
        fprintf(stderr, "out of memory\n");
        exit(2);
    }
    return vector;
}

static double largest(int size, const double *v)
{
    double result = 0.0;

    for (int i = 0; i < size; i++) {
        result = fmax(result, fabs(v[i]));
    }
    return result;
}

/* The generated gradient and the one by hand agree, entry by entry. */
static int check_hand(int size, const double *gradient, const double *hand)
{
    const double scale = largest(size, hand);
    double worst = 0.0;

    for (int i = 0; i < size; i++) {
        const double error = fabs(gradient[i] - hand[i]) / fmax(fabs(hand[i]), 1e-3 * scale);
        if (!(error <= 1e-10)) {
            printf("entry %d: gradient %.17g, by hand %.17g\n", i, gradient[i], hand[i]);
            return 0;
        }
        worst = fmax(worst, error);
    }
    printf("  by hand: largest relative error %.1e\n", worst);
    return 1;
}

static int check_one_difference(const struct differences_subject *f, const double *gradient,
                                const double *direction, int axis, double *scratch)
{
    double expected = 0.0;
    double scale = 0.0;
    struct difference difference;

    for (int i = 0; i < f->size; i++) {
        const double part = gradient[i] * (direction ? direction[i] : (double)(i == axis));
        expected += part;
        scale += part * part;
    }
    scale = fmax(sqrt(scale), 1e-2 * largest(f->size, gradient));
    difference = differences_along(f, direction, axis, 1e-3, scratch);
    if (!(fabs(difference.value - expected) <= 1e-6 * fmax(fabs(expected), scale))) {
        printf("%s %d: gradient %.12g, by differences %.12g\n", direction ? "direction" : "axis",
               axis, expected, difference.value);
        return 0;
    }
    return 1;
}

static int check_differences(const struct differences_subject *f, const double *gradient,
                             uint64_t *random)
{
    double *direction = new_vector(f->size);
    double *scratch = new_vector(f->size);
    int ok = 1;

    for (int n = 0; n < AXES; n++) {
        const int axis = (int)((random_real(random) + 1.0) / 2.0 * f->size) % f->size;
        ok &= check_one_difference(f, gradient, NULL, axis, scratch);
    }
    for (int n = 0; n < DIRECTIONS; n++) {
        for (int i = 0; i < f->size; i++) {
            direction[i] = random_real(random) / sqrt(f->size);
        }
        ok &= check_one_difference(f, gradient, direction, n, scratch);
    }
    free(direction);
    free(scratch);
    return ok;
}

static int check_point(const struct example *e, double *x, uint64_t *random)
{
    const struct differences_subject f = {e->value, x, e->size()};
    const size_t bytes = (size_t)f.size * sizeof(double);
    double *first = new_vector(f.size);
    double *second = new_vector(f.size);
    double *by_hand = new_vector(f.size);
    const double value = e->value(x);
    const double value_grad = e->gradient(x, first);
    const double value_hand = e->hand(x, by_hand);
    int ok = 1;

    (void)e->gradient(x, second);
    printf("%s: value %.15g\n", e->name, value);
    if (!(fabs(value_grad - value) <= 1e-11 * fabs(value)) ||
        !(fabs(value_hand - value) <= 1e-11 * fabs(value))) {
        printf("value %.17g, from the gradient %.17g, by hand %.17g\n", value, value_grad,
               value_hand);
        ok = 0;
    }
    if (memcmp(first, second, bytes) != 0) {
        printf("a second call gives another gradient\n");
        ok = 0;
    }
    ok = ok && check_hand(f.size, first, by_hand) && check_differences(&f, first, random);
    free(first);
    free(second);
    free(by_hand);
    return ok;
}

int main(int argc, char **argv)
{
    const struct example *e = &EXAMPLE;
    uint64_t random = 7;
    double *x;
    int ok = 1;

    if (argc != 2 || !e->open(argv[1])) {
        fprintf(stderr, "usage: compare EXAMPLES_DIR\n");
        return 2;
    }
    x = new_vector(e->size());
    e->start(x);
    for (int point = 0; point < POINTS && ok; point++) {
        ok = check_point(e, x, &random);
        for (int i = 0; i < e->size(); i++) {
            x[i] *= 1.0 + 0.05 * random_real(&random);
        }
    }
    printf("%s: %s\n", e->name, ok ? "ok" : "FAILED");
    free(x);
    e->close();
    return !ok;
}
