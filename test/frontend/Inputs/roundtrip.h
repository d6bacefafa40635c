/* For programs that are run twice: as they stand, and as gradc writes them out again from IR. What
 * they return and what they leave in memory must be the same bit for bit.
 *
 * PROGRAM(f) begins a function of (a, b, n, p); ROUNDTRIP(RUN(f), ...) stands at the end. The file
 * is compiled with -DORIGINAL and linked with what gradc has written. */
#ifndef ROUNDTRIP_H
#define ROUNDTRIP_H

#include <gradc/gradc.h>

#ifdef ORIGINAL

#include <stdio.h>
#include <string.h>

enum { MEMORY = 32 };

struct program {
    const char *name;
    double (*run[2])(double, double, int, double *);
};

/* Runs one of the two on fresh memory. */
static double run_program(const struct program *program, int which, const double *in,
                          double *memory)
{
    for (int i = 0; i < MEMORY; i++)
        memory[i] = 0.25 * i - 1.5 + in[0];
    return program->run[which](in[0], in[1], (int)in[2], memory);
}

static int differs(const struct program *program, const double *in)
{
    double memory[2][MEMORY], value[2];
    for (int i = 0; i < 2; i++)
        value[i] = run_program(program, i, in, memory[i]);
    if (memcmp(&value[0], &value[1], sizeof *value) == 0 &&
        memcmp(memory[0], memory[1], sizeof *memory) == 0)
        return 0;
    printf("%s(%g, %g, %g): %.17g became %.17g\n", program->name, in[0], in[1], in[2], value[0],
           value[1]);
    return 1;
}

static int run_programs(const struct program *programs, int count)
{
    static const double reals[][2] = {{0.5, 2}, {-3.7, 1.25}, {1e3, -0.75}, {0, -0.0}};
    static const int sizes[] = {0, 1, 2, 3, 5, 8};
    int bad = 0;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < 4; k++)
            for (int m = 0; m < 6; m++)
                bad += differs(&programs[i], (const double[]){reals[k][0], reals[k][1], sizes[m]});
    return bad != 0;
}

#define PROGRAM(f)                                                                                 \
    double f(double, double, int, double *);                                                       \
    double f##_original(double a, double b, int n, double *p)
#define RUN(f)                                                                                     \
    {                                                                                              \
#f,                                                                                        \
        {                                                                                          \
            f##_original, f                                                                        \
        }                                                                                          \
    }
#define ROUNDTRIP(...)                                                                             \
    int main(void)                                                                                 \
    {                                                                                              \
        const struct program programs[] = {__VA_ARGS__};                                           \
        return run_programs(programs, sizeof programs / sizeof *programs);                         \
    }

#else

#define PROGRAM(f)                                                                                 \
    GRADC_LOSS double f(GRADC_WRT double a, GRADC_WRT double b, int n, GRADC_WRT double *p)
#define ROUNDTRIP(...) _Static_assert(1, "")

#endif
#endif
