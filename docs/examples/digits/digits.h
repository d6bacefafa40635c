/* A classifier of handwritten digits: 64 pixels, 32 rectified units, 10 classes. */
#ifndef DIGITS_H
#define DIGITS_H

enum { DIGITS_PIXELS = 64, DIGITS_HIDDEN = 32, DIGITS_CLASSES = 10 };

/* All parameters of the network. */
struct digits_model {
    double w1[DIGITS_HIDDEN][DIGITS_PIXELS], b1[DIGITS_HIDDEN];
    double w2[DIGITS_CLASSES][DIGITS_HIDDEN], b2[DIGITS_CLASSES];
};

struct digits_sample {
    double pixels[DIGITS_PIXELS]; /* between 0 and 1 */
    int label;
};

/* Mean cross-entropy of the model's softmax over n samples. */
double digits_loss(const struct digits_model *model, int n, const struct digits_sample *samples);

/* The class that the model finds most likely. */
int digits_classify(const struct digits_model *model, const double pixels[DIGITS_PIXELS]);

/* Reads the samples of a file of lines `pixel,...,pixel,class` with pixels of 0 to 16. Returns how
 * many there are, or -1 where the file is missing or malformed or holds none; *samples is the
 * caller's to free. */
int digits_read(const char *path, struct digits_sample **samples);

#endif
