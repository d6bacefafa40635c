/* A character model of LSTM layers; see lstm.h. */
#include "lstm.h"

#include <gradc/gradc.h>
#include <math.h>

/* The memory of one layer. */
struct memory {
    double hidden[LSTM_MAX_BITS];
    double cell[LSTM_MAX_BITS];
};

static double sigmoid(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

/* One step of one layer; its output is the hidden values. */
static void step_layer(int bits, const double *weights, const double *biases, const double *input,
                       struct memory *memory)
{
    for (int i = 0; i < bits; i++) {
        const double forget = sigmoid(input[i] * weights[i] + biases[i]);
        const double ingate = sigmoid(memory->hidden[i] * weights[bits + i] + biases[bits + i]);
        const double outgate = sigmoid(input[i] * weights[2 * bits + i] + biases[2 * bits + i]);
        const double change =
            tanh(memory->hidden[i] * weights[3 * bits + i] + biases[3 * bits + i]);

        memory->cell[i] = memory->cell[i] * forget + ingate * change;
        memory->hidden[i] = outgate * tanh(memory->cell[i]);
    }
}

/* Feeds one character through all layers. */
static void predict(int layers, int bits, const double *main_params, const double *extra_params,
                    struct memory *memories, const double *input, double *prediction)
{
    double first[LSTM_MAX_BITS];
    const double *output = first;

    for (int i = 0; i < bits; i++) {
        first[i] = input[i] * extra_params[i];
    }
    for (int layer = 0; layer < layers; layer++) {
        const double *weights = main_params + layer * 8 * bits;
        step_layer(bits, weights, weights + 4 * bits, output, &memories[layer]);
        output = memories[layer].hidden;
    }
    for (int i = 0; i < bits; i++) {
        prediction[i] = output[i] * extra_params[bits + i] + extra_params[2 * bits + i];
    }
}

/* The suite's definition, which adds 2 to the sum. */
static double log_sum_exp(int n, const double *v)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        sum += exp(v[i]);
    }
    return log(sum + 2.0);
}

GRADC_LOSS
double lstm_objective(int layers, int length, int bits, GRADC_WRT const double *main_params,
                      GRADC_WRT const double *extra_params, const double *state,
                      const double *sequence)
{
    struct memory memories[LSTM_MAX_LAYERS];
    double total = 0.0;
    int count = 0;

    for (int layer = 0; layer < layers; layer++) {
        for (int i = 0; i < bits; i++) {
            memories[layer].hidden[i] = state[2 * layer * bits + i];
            memories[layer].cell[i] = state[(2 * layer + 1) * bits + i];
        }
    }
    for (int t = 0; t < length - 1; t++) {
        const double *next = sequence + (t + 1) * bits;
        double prediction[LSTM_MAX_BITS];
        double normaliser;

        predict(layers, bits, main_params, extra_params, memories, sequence + t * bits, prediction);
        normaliser = log_sum_exp(bits, prediction);
        for (int i = 0; i < bits; i++) {
            total += next[i] * (prediction[i] - normaliser);
        }
        count += bits;
    }
    return -total / count;
}
