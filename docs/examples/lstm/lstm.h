/* A character model: the LSTM of the ADBench suite, whose weight matrices are diagonal. */
#ifndef LSTM_H
#define LSTM_H

enum { LSTM_MAX_LAYERS = 8, LSTM_MAX_BITS = 32 };

/* An instance as a file describes it. */
struct lstm_problem {
    int layers, length, bits;
    double *main_params;  /* a layer: the weights of its four gates, then their biases; bits each */
    double *extra_params; /* input weights, output weights, output biases; bits each */
    double *state;        /* a layer: hidden and cell values at the start; bits each */
    double *sequence;     /* length characters of bits */
};

/* Mean log-loss, with the sign turned, of predicting each character from those before it. */
double lstm_objective(int layers, int length, int bits, const double *main_params,
                      const double *extra_params, const double *state, const double *sequence);

/* Reads an instance; false where the file is missing or malformed, and nothing is allocated then.
 */
int lstm_read(const char *path, struct lstm_problem *problem);

/* Frees what lstm_read allocated. */
void lstm_free(struct lstm_problem *problem);

#endif
