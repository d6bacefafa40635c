/* Trains the digit classifier with the gradient that gradc wrote and with Adam, then tests it on
 * samples it has not seen: every fifth. Usage: digits FILE */
#include "digits.grad.h"
#include "digits.h"

#include <gradc/optim.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EPOCHS = 40, BATCH = 32, BAR = 30 };

/* The samples, parted into those to learn from and those to test with. */
struct parts {
    struct digits_sample *train, *test;
    int train_len, test_len;
};

/* A generator of numbers that look random, the same in every run. */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* Fills `weights` with numbers whose size suits a unit of `inputs` inputs. */
static void start_weights(double *weights, int len, int inputs, uint64_t *random)
{
    const double width = sqrt(6.0 / inputs);

    for (int i = 0; i < len; i++) {
        weights[i] = width * ((double)next_random(random) / (double)(1u << 30) - 1.0);
    }
}

static void start_model(struct digits_model *model, uint64_t *random)
{
    memset(model, 0, sizeof *model);
    start_weights(model->w1[0], DIGITS_HIDDEN * DIGITS_PIXELS, DIGITS_PIXELS, random);
    start_weights(model->w2[0], DIGITS_CLASSES * DIGITS_HIDDEN, DIGITS_HIDDEN, random);
}

static void shuffle(struct digits_sample *samples, int n, uint64_t *random)
{
    for (int i = n - 1; i > 0; i--) {
        const int j = (int)(next_random(random) % (uint64_t)(i + 1));
        const struct digits_sample swap = samples[i];
        samples[i] = samples[j];
        samples[j] = swap;
    }
}

static double accuracy(const struct digits_model *model, int n, const struct digits_sample *samples)
{
    int right = 0;

    for (int i = 0; i < n; i++) {
        right += digits_classify(model, samples[i].pixels) == samples[i].label;
    }
    return (double)right / n;
}

/* Redraws one line on a terminal; elsewhere adds a line every ten epochs. */
static void show_progress(int epoch, double loss, double right)
{
    const int tty = isatty(STDOUT_FILENO);
    char bar[BAR + 1];

    if (!tty && epoch % 10 != 0) {
        return;
    }
    for (int i = 0; i < BAR; i++) {
        bar[i] = i < epoch * BAR / EPOCHS ? '#' : '.';
    }
    bar[BAR] = '\0';
    printf("%sepoch %2d/%d [%s] loss %.4f accuracy %.3f%s", tty ? "\r" : "", epoch, EPOCHS, bar,
           loss, right, tty && epoch < EPOCHS ? "" : "\n");
    fflush(stdout);
}

/* One pass over the samples; returns the mean loss on the way, or -1 where a step fails. */
static double train_epoch(struct gradc_optim *optim, struct digits_model *model,
                          struct digits_model *model_grad, const struct parts *parts)
{
    double loss = 0.0;

    for (int at = 0; at < parts->train_len; at += BATCH) {
        const int left = parts->train_len - at;
        const int n = left < BATCH ? left : BATCH;

        gradc_optim_zero_grads(optim);
        loss += n * digits_loss_grad(model, model_grad, n, parts->train + at);
        if (gradc_optim_step(optim) != GRADC_OK) {
            return -1.0;
        }
    }
    return loss / parts->train_len;
}

static int train(struct digits_model *model, struct parts *parts)
{
    static struct digits_model model_grad;
    const size_t len = sizeof *model / sizeof(double);
    struct gradc_params params = gradc_params_double(model, &model_grad, len);
    struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
    struct gradc_optim optim;
    uint64_t random = 2;

    options.rate = 0.003;
    start_model(model, &random);
    if (gradc_optim_init(&optim, gradc_adam(), &options, &params, 1) != GRADC_OK ||
        gradc_optim_allocate(&optim, NULL) != GRADC_OK) {
        return 0;
    }
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        double loss;
        shuffle(parts->train, parts->train_len, &random);
        loss = train_epoch(&optim, model, &model_grad, parts);
        if (loss < 0.0) {
            break;
        }
        show_progress(epoch, loss, accuracy(model, parts->train_len, parts->train));
    }
    gradc_optim_release(&optim);
    return optim.steps > 0;
}

/* Moves every fifth of n samples to `held_out`. */
static struct parts part(struct digits_sample *samples, int n, struct digits_sample *held_out)
{
    struct parts parts = {samples, held_out, 0, 0};

    for (int i = 0; i < n; i++) {
        if (i % 5 == 4) {
            held_out[parts.test_len++] = samples[i];
        } else {
            samples[parts.train_len++] = samples[i];
        }
    }
    return parts;
}

int main(int argc, char **argv)
{
    static struct digits_model model;
    struct digits_sample *samples;
    struct digits_sample *held_out;
    struct parts parts;
    int n, ok;

    if (argc != 2) {
        fprintf(stderr, "usage: digits FILE\n");
        return 2;
    }
    n = digits_read(argv[1], &samples);
    held_out = n > 0 ? malloc((size_t)n * sizeof *held_out) : NULL;
    if (n < 5 || !held_out) {
        fprintf(stderr, "digits: cannot use '%s'\n", argv[1]);
        return 2;
    }
    parts = part(samples, n, held_out);
    ok = train(&model, &parts);
    if (ok) {
        printf("test accuracy %.3f\n", accuracy(&model, parts.test_len, parts.test));
    } else {
        fprintf(stderr, "digits: out of memory\n");
    }
    free(samples);
    free(held_out);
    return ok ? 0 : 1;
}
