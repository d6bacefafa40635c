/* Reads an instance of the LSTM problem in ADBench's format. */
#include "lstm.h"

#include <stdio.h>
#include <stdlib.h>

/* Allocates and reads `count` numbers; NULL where they are not all there. */
static double *read_reals(FILE *file, int count)
{
    double *to = malloc((size_t)count * sizeof *to);

    for (int i = 0; to && i < count; i++) {
        if (fscanf(file, "%lf", &to[i]) != 1) {
            free(to);
            to = NULL;
        }
    }
    return to;
}

static int read_problem(FILE *file, struct lstm_problem *problem)
{
    int layers, length, bits;

    if (fscanf(file, "%d %d %d", &layers, &length, &bits) != 3 || layers < 1 ||
        layers > LSTM_MAX_LAYERS || bits < 1 || bits > LSTM_MAX_BITS || length < 2 ||
        length > 10000000) {
        return 0;
    }
    problem->layers = layers;
    problem->length = length;
    problem->bits = bits;
    problem->main_params = read_reals(file, 8 * layers * bits);
    problem->extra_params = read_reals(file, 3 * bits);
    problem->state = read_reals(file, 2 * layers * bits);
    problem->sequence = read_reals(file, length * bits);
    return problem->main_params && problem->extra_params && problem->state && problem->sequence;
}

int lstm_read(const char *path, struct lstm_problem *problem)
{
    static const struct lstm_problem empty;
    FILE *file = fopen(path, "r");
    int ok;

    *problem = empty;
    if (!file) {
        return 0;
    }
    ok = read_problem(file, problem);
    fclose(file);
    if (!ok) {
        lstm_free(problem);
    }
    return ok;
}

void lstm_free(struct lstm_problem *problem)
{
    free(problem->main_params);
    free(problem->extra_params);
    free(problem->state);
    free(problem->sequence);
}
