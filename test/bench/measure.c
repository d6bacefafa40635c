/* Measures one example, named by EXAMPLE on the compiler's command line:
 *
 *     measure EXAMPLES_DIR time         nanoseconds of value, gradient and gradient by hand
 *     measure EXAMPLES_DIR value        peak memory in KiB after one call of the value
 *     measure EXAMPLES_DIR gradient     the same for the generated gradient
 *     measure EXAMPLES_DIR hand         the same for the gradient by hand */
#define _POSIX_C_SOURCE 200809L
#include "example.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

extern const struct example EXAMPLE;

enum { REPEATS = 15, WAYS = 3 };

/* A sample lasts at least this long, so that the clock does not matter. */
#define SAMPLE_NS 1e7

/* Results end up here, so that no call can be left out. */
static volatile double sink;

struct vectors {
    double *x, *grad;
};

static void run(const struct vectors *v, int way)
{
    switch (way) {
    case 0:
        sink = EXAMPLE.value(v->x);
        break;
    case 1:
        sink = EXAMPLE.gradient(v->x, v->grad);
        break;
    default:
        sink = EXAMPLE.hand(v->x, v->grad);
    }
}

static double now_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static double sample_ns(const struct vectors *v, int way, int calls)
{
    const double start = now_ns();

    for (int i = 0; i < calls; i++) {
        run(v, way);
    }
    return (now_ns() - start) / calls;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Medians; the ways take turns, so that what disturbs one disturbs all. */
static void print_times(const struct vectors *v)
{
    double samples[WAYS][REPEATS];
    int calls[WAYS];

    for (int way = 0; way < WAYS; way++) {
        const double first = sample_ns(v, way, 2);
        calls[way] = first < SAMPLE_NS ? (int)(SAMPLE_NS / first) + 1 : 1;
    }
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        for (int way = 0; way < WAYS; way++) {
            samples[way][repeat] = sample_ns(v, way, calls[way]);
        }
    }
    for (int way = 0; way < WAYS; way++) {
        qsort(samples[way], REPEATS, sizeof samples[way][0], compare);
        printf("%.0f%c", samples[way][REPEATS / 2], way + 1 < WAYS ? ' ' : '\n');
    }
}

/* The peak of this process's own memory; getrusage would count its parent's as well. */
static long peak_kib(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[128];
    long kib = -1;

    while (file && kib < 0 && fgets(line, sizeof line, file)) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kib = strtol(line + 6, NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return kib;
}

static int print_memory(const struct vectors *v, const char *what)
{
    static const char *const names[WAYS] = {"value", "gradient", "hand"};

    for (int way = 0; way < WAYS; way++) {
        if (strcmp(what, names[way]) == 0) {
            run(v, way);
            printf("%ld\n", peak_kib());
            return 0;
        }
    }
    return 2;
}

int main(int argc, char **argv)
{
    struct vectors v;
    int status = 0;

    if (argc != 3 || !EXAMPLE.open(argv[1])) {
        fprintf(stderr, "usage: measure EXAMPLES_DIR time|value|gradient|hand\n");
        return 2;
    }
    v.x = malloc((size_t)EXAMPLE.size() * sizeof *v.x);
    v.grad = malloc((size_t)EXAMPLE.size() * sizeof *v.grad);
    if (!v.x || !v.grad) {
        return 2;
    }
    EXAMPLE.start(v.x);
    for (int i = 0; i < EXAMPLE.size(); i++) {
        v.grad[i] = 0.0;
    }
    if (strcmp(argv[2], "time") == 0) {
        print_times(&v);
    } else {
        status = print_memory(&v, argv[2]);
    }
    free(v.x);
    free(v.grad);
    EXAMPLE.close();
    return status;
}
