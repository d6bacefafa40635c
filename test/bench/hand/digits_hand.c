/* Gradient of digits_loss by hand: sample by sample, forward and backward at once. */
#include "hand.h"

#include <math.h>

static double dot(int n, const double *restrict a, const double *restrict b)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* y += factor * x */
static void add_scaled(int n, double factor, const double *restrict x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        y[i] += factor * x[i];
    }
}

/* Turns scores into their gradient, softmax minus one-hot, and returns the cross-entropy. */
static double cross_entropy_adjoint(double scores[DIGITS_CLASSES], int label)
{
    const double wanted = scores[label];
    double top = scores[0];
    double sum = 0.0;

    for (int i = 1; i < DIGITS_CLASSES; i++) {
        top = scores[i] > top ? scores[i] : top;
    }
    for (int i = 0; i < DIGITS_CLASSES; i++) {
        scores[i] = exp(scores[i] - top);
        sum += scores[i];
    }
    for (int i = 0; i < DIGITS_CLASSES; i++) {
        scores[i] /= sum;
    }
    scores[label] -= 1.0;
    return log(sum) + top - wanted;
}

double digits_loss_hand(const struct digits_model *model, struct digits_model *model_grad, int n,
                        const struct digits_sample *samples)
{
    double loss = 0.0;

    for (int s = 0; s < n; s++) {
        const double *pixels = samples[s].pixels;
        double hidden[DIGITS_HIDDEN], hidden_adj[DIGITS_HIDDEN] = {0.0}, scores[DIGITS_CLASSES];

        for (int i = 0; i < DIGITS_HIDDEN; i++) {
            const double sum = model->b1[i] + dot(DIGITS_PIXELS, model->w1[i], pixels);
            hidden[i] = sum > 0.0 ? sum : 0.0;
        }
        for (int i = 0; i < DIGITS_CLASSES; i++) {
            scores[i] = model->b2[i] + dot(DIGITS_HIDDEN, model->w2[i], hidden);
        }
        loss += cross_entropy_adjoint(scores, samples[s].label);
        for (int i = 0; i < DIGITS_CLASSES; i++) {
            const double adj = scores[i] / n;
            model_grad->b2[i] += adj;
            add_scaled(DIGITS_HIDDEN, adj, hidden, model_grad->w2[i]);
            add_scaled(DIGITS_HIDDEN, adj, model->w2[i], hidden_adj);
        }
        for (int i = 0; i < DIGITS_HIDDEN; i++) {
            if (hidden[i] > 0.0) {
                model_grad->b1[i] += hidden_adj[i];
                add_scaled(DIGITS_PIXELS, hidden_adj[i], pixels, model_grad->w1[i]);
            }
        }
    }
    return loss / n;
}
