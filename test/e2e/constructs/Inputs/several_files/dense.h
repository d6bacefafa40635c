/* What the files of several_files.c share. */
#ifndef DENSE_H
#define DENSE_H

#define RATE 0.25 /* a local variable of dense.c has this name */

typedef double real;
typedef struct {
    int inputs;
    const real *weights;
    real bias[2];
} layer;

struct pair {
    real low, high;
    struct {
        real inner;
    } nested;
};

struct state; /* what it holds is known in dense.c alone */

extern int verbosity;
extern double temperature;
extern double history[];
extern const double offsets[3];

double dense(const layer *l, const double *x, int row);
struct pair bounds(struct pair p, double x);
double spread(const struct pair *p);
double odd(double x, int n);
double even(double x, int n);
double rows(int n, const double m[n][n]);
double (*chosen(int i))(double);
void begin(struct state *s, double x);
void advance(struct state *s, double x);
double energy(const struct state *s);
double damped(double x);
void note(const char *format, ...);

static inline double square(double x)
{
    return x * x;
}

#endif
