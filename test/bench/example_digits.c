/* The digit classifier as a function of its model; the start is small and random. */
#include "digits.grad.h"
#include "example.h"
#include "hand/hand.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

_Static_assert(sizeof(struct digits_model) % sizeof(double) == 0, "a model is made of numbers");

static struct digits_sample *samples;
static int samples_len;

static int open_data(const char *dir)
{
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/digits/data/digits.csv", dir);
    samples_len = digits_read(path, &samples);
    return samples_len > 0;
}

static void close_data(void)
{
    free(samples);
}

static int size(void)
{
    return (int)(sizeof(struct digits_model) / sizeof(double));
}

static void start(double *x)
{
    uint64_t state = 1;

    for (int i = 0; i < size(); i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        x[i] = 0.2 * ((double)(state >> 11) / 9007199254740992.0 - 0.5);
    }
}

static double value(const double *x)
{
    return digits_loss((const struct digits_model *)x, samples_len, samples);
}

static double gradient(const double *x, double *x_grad)
{
    return digits_loss_grad((const struct digits_model *)x, (struct digits_model *)x_grad,
                            samples_len, samples);
}

static double hand(const double *x, double *x_grad)
{
    return digits_loss_hand((const struct digits_model *)x, (struct digits_model *)x_grad,
                            samples_len, samples);
}

const struct example example_digits = {
    "digits", open_data, close_data, size, start, value, gradient, hand,
};
