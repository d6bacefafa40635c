/* Gradient of lstm_objective by hand: one forward sweep that keeps the gates of every step, one
 * backward sweep through time. */
#include "hand.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the way back needs of one step of one layer. */
struct step {
    double forget[LSTM_MAX_BITS], ingate[LSTM_MAX_BITS], outgate[LSTM_MAX_BITS];
    double change[LSTM_MAX_BITS], tanh_cell[LSTM_MAX_BITS];
    double cell_before[LSTM_MAX_BITS], hidden_before[LSTM_MAX_BITS];
};

struct sizes {
    int layers, length, bits;
};

static double sigmoid(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

static void step_forward(int bits, const double *w, const double *input, double *hidden,
                         double *cell, struct step *s)
{
    const double *b = w + 4 * bits;

    for (int i = 0; i < bits; i++) {
        s->cell_before[i] = cell[i];
        s->hidden_before[i] = hidden[i];
        s->forget[i] = sigmoid(input[i] * w[i] + b[i]);
        s->ingate[i] = sigmoid(hidden[i] * w[bits + i] + b[bits + i]);
        s->outgate[i] = sigmoid(input[i] * w[2 * bits + i] + b[2 * bits + i]);
        s->change[i] = tanh(hidden[i] * w[3 * bits + i] + b[3 * bits + i]);
        cell[i] = cell[i] * s->forget[i] + s->ingate[i] * s->change[i];
        s->tanh_cell[i] = tanh(cell[i]);
        hidden[i] = s->outgate[i] * s->tanh_cell[i];
    }
}

/* hidden_adj and cell_adj turn from those after the step into those before it. */
static void step_backward(int bits, const double *w, double *w_grad, const double *input,
                          double *input_adj, double *hidden_adj, double *cell_adj,
                          const struct step *s)
{
    double *b_grad = w_grad + 4 * bits;

    for (int i = 0; i < bits; i++) {
        const double h = hidden_adj[i];
        const double out = h * s->tanh_cell[i] * s->outgate[i] * (1.0 - s->outgate[i]);
        const double cell =
            cell_adj[i] + h * s->outgate[i] * (1.0 - s->tanh_cell[i] * s->tanh_cell[i]);
        const double forget = cell * s->cell_before[i] * s->forget[i] * (1.0 - s->forget[i]);
        const double in = cell * s->change[i] * s->ingate[i] * (1.0 - s->ingate[i]);
        const double change = cell * s->ingate[i] * (1.0 - s->change[i] * s->change[i]);

        w_grad[i] += forget * input[i];
        w_grad[bits + i] += in * s->hidden_before[i];
        w_grad[2 * bits + i] += out * input[i];
        w_grad[3 * bits + i] += change * s->hidden_before[i];
        b_grad[i] += forget;
        b_grad[bits + i] += in;
        b_grad[2 * bits + i] += out;
        b_grad[3 * bits + i] += change;
        cell_adj[i] = cell * s->forget[i];
        hidden_adj[i] = in * w[bits + i] + change * w[3 * bits + i];
        input_adj[i] = forget * w[i] + out * w[2 * bits + i];
    }
}

/* Sum over the bits of next (prediction - normaliser); `slope` is its gradient by prediction. */
static double score(int bits, const double *next, const double *prediction, double *slope)
{
    double sum = 0.0, expected = 0.0, value = 0.0, normaliser;

    for (int i = 0; i < bits; i++) {
        slope[i] = exp(prediction[i]);
        sum += slope[i];
        expected += next[i];
    }
    normaliser = log(sum + 2.0);
    for (int i = 0; i < bits; i++) {
        value += next[i] * (prediction[i] - normaliser);
        slope[i] = next[i] - expected * slope[i] / (sum + 2.0);
    }
    return value;
}

static double sweep_forward(struct sizes z, const double *main_params, const double *extra,
                            const double *state, const double *sequence, struct step *steps,
                            double *slopes)
{
    double hidden[LSTM_MAX_LAYERS][LSTM_MAX_BITS], cell[LSTM_MAX_LAYERS][LSTM_MAX_BITS];
    const size_t bytes = (size_t)z.bits * sizeof(double);
    double total = 0.0;

    for (int l = 0; l < z.layers; l++) {
        memcpy(hidden[l], state + 2 * l * z.bits, bytes);
        memcpy(cell[l], state + (2 * l + 1) * z.bits, bytes);
    }
    for (int t = 0; t < z.length - 1; t++) {
        double first[LSTM_MAX_BITS], prediction[LSTM_MAX_BITS];
        for (int i = 0; i < z.bits; i++) {
            first[i] = sequence[t * z.bits + i] * extra[i];
        }
        for (int l = 0; l < z.layers; l++) {
            step_forward(z.bits, main_params + 8 * l * z.bits, l ? hidden[l - 1] : first, hidden[l],
                         cell[l], &steps[t * z.layers + l]);
        }
        for (int i = 0; i < z.bits; i++) {
            prediction[i] = hidden[z.layers - 1][i] * extra[z.bits + i] + extra[2 * z.bits + i];
        }
        total += score(z.bits, sequence + (t + 1) * z.bits, prediction, slopes + t * z.bits);
    }
    return total;
}

/* The output of a layer in a step, from what was kept. */
static void step_output(int bits, const struct step *s, double *out)
{
    for (int i = 0; i < bits; i++) {
        out[i] = s->outgate[i] * s->tanh_cell[i];
    }
}

static void sweep_backward(struct sizes z, const double *main_params, double *main_params_grad,
                           const double *extra, double *extra_grad, const double *sequence,
                           const struct step *steps, const double *slopes)
{
    double hidden_adj[LSTM_MAX_LAYERS][LSTM_MAX_BITS] = {{0.0}};
    double cell_adj[LSTM_MAX_LAYERS][LSTM_MAX_BITS] = {{0.0}};
    const double seed = -1.0 / ((z.length - 1) * z.bits);
    double input[LSTM_MAX_BITS], input_adj[LSTM_MAX_BITS];

    for (int t = z.length - 2; t >= 0; t--) {
        const struct step *now = steps + t * z.layers;
        step_output(z.bits, &now[z.layers - 1], input);
        for (int i = 0; i < z.bits; i++) {
            const double slope = seed * slopes[t * z.bits + i];
            extra_grad[z.bits + i] += slope * input[i];
            extra_grad[2 * z.bits + i] += slope;
            hidden_adj[z.layers - 1][i] += slope * extra[z.bits + i];
        }
        for (int l = z.layers - 1; l >= 0; l--) {
            if (l > 0) {
                step_output(z.bits, &now[l - 1], input);
            } else {
                for (int i = 0; i < z.bits; i++) {
                    input[i] = sequence[t * z.bits + i] * extra[i];
                }
            }
            step_backward(z.bits, main_params + 8 * l * z.bits, main_params_grad + 8 * l * z.bits,
                          input, input_adj, hidden_adj[l], cell_adj[l], &now[l]);
            for (int i = 0; i < z.bits; i++) {
                if (l > 0) {
                    hidden_adj[l - 1][i] += input_adj[i];
                } else {
                    extra_grad[i] += input_adj[i] * sequence[t * z.bits + i];
                }
            }
        }
    }
}

double lstm_objective_hand(int layers, int length, int bits, const double *main_params,
                           double *main_params_grad, const double *extra_params,
                           double *extra_params_grad, const double *state, const double *sequence)
{
    const struct sizes z = {layers, length, bits};
    const size_t count = (size_t)(length - 1);
    struct step *steps = malloc(count * (size_t)layers * sizeof *steps);
    double *slopes = malloc(count * (size_t)bits * sizeof *slopes);
    double total = NAN;

    if (steps && slopes) {
        total = sweep_forward(z, main_params, extra_params, state, sequence, steps, slopes);
        sweep_backward(z, main_params, main_params_grad, extra_params, extra_params_grad, sequence,
                       steps, slopes);
    }
    free(steps);
    free(slopes);
    return -total / ((length - 1) * bits);
}
