/* A classifier of handwritten digits; see digits.h. */
#include "digits.h"

#include <gradc/gradc.h>
#include <math.h>

/* The scores of the classes, before softmax. */
static void score(const struct digits_model *model, const double pixels[DIGITS_PIXELS],
                  double scores[DIGITS_CLASSES])
{
    double hidden[DIGITS_HIDDEN];

    for (int i = 0; i < DIGITS_HIDDEN; i++) {
        double sum = model->b1[i];
        for (int j = 0; j < DIGITS_PIXELS; j++) {
            sum += model->w1[i][j] * pixels[j];
        }
        hidden[i] = sum > 0.0 ? sum : 0.0;
    }
    for (int i = 0; i < DIGITS_CLASSES; i++) {
        scores[i] = model->b2[i];
        for (int j = 0; j < DIGITS_HIDDEN; j++) {
            scores[i] += model->w2[i][j] * hidden[j];
        }
    }
}

static int largest(const double scores[DIGITS_CLASSES])
{
    int best = 0;

    for (int i = 1; i < DIGITS_CLASSES; i++) {
        if (scores[i] > scores[best]) {
            best = i;
        }
    }
    return best;
}

/* -log(softmax(scores)[label]), without overflow. */
static double cross_entropy(const double scores[DIGITS_CLASSES], int label)
{
    const double top = scores[largest(scores)];
    double sum = 0.0;

    for (int i = 0; i < DIGITS_CLASSES; i++) {
        sum += exp(scores[i] - top);
    }
    return log(sum) + top - scores[label];
}

GRADC_LOSS
double digits_loss(GRADC_WRT const struct digits_model *model, int n,
                   const struct digits_sample *samples)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        double scores[DIGITS_CLASSES];
        score(model, samples[i].pixels, scores);
        loss += cross_entropy(scores, samples[i].label);
    }
    return loss / n;
}

int digits_classify(const struct digits_model *model, const double pixels[DIGITS_PIXELS])
{
    double scores[DIGITS_CLASSES];

    score(model, pixels, scores);
    return largest(scores);
}
