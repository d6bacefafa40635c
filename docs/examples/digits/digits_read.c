/* Reads images of handwritten digits. */
#include "digits.h"

#include <stdio.h>
#include <stdlib.h>

/* 1: a sample was read; 0: the file ends here; -1: what follows is no sample. */
static int read_sample(FILE *file, struct digits_sample *sample)
{
    for (int i = 0; i < DIGITS_PIXELS; i++) {
        const int got = fscanf(file, "%lf ,", &sample->pixels[i]);
        if (got == EOF && i == 0) {
            return 0;
        }
        if (got != 1) {
            return -1;
        }
        sample->pixels[i] /= 16.0;
    }
    if (fscanf(file, "%d", &sample->label) != 1 || sample->label < 0 ||
        sample->label >= DIGITS_CLASSES) {
        return -1;
    }
    return 1;
}

static int read_samples(FILE *file, struct digits_sample **samples)
{
    int count = 0;
    int capacity = 0;

    for (;;) {
        int got;
        if (count == capacity) {
            struct digits_sample *more;
            capacity = capacity ? 2 * capacity : 256;
            more = realloc(*samples, (size_t)capacity * sizeof *more);
            if (!more) {
                return -1;
            }
            *samples = more;
        }
        got = read_sample(file, &(*samples)[count]);
        if (got <= 0) {
            return got < 0 || count == 0 ? -1 : count;
        }
        count++;
    }
}

int digits_read(const char *path, struct digits_sample **samples)
{
    FILE *file = fopen(path, "r");
    int count;

    *samples = NULL;
    if (!file) {
        return -1;
    }
    count = read_samples(file, samples);
    fclose(file);
    if (count < 0) {
        free(*samples);
        *samples = NULL;
    }
    return count;
}
