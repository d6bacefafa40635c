/* The examples' losses as functions of one flat vector, for those who measure and check them all
 * alike: test/bench and test/e2e/examples. */
#ifndef GRADC_BENCH_EXAMPLE_H
#define GRADC_BENCH_EXAMPLE_H

struct example {
    const char *name;
    /* Reads the example's data below docs/examples; true on success. */
    int (*open)(const char *examples_dir);
    void (*close)(void);
    /* How many parameters there are, and where the data says they start. */
    int (*size)(void);
    void (*start)(double *x);
    double (*value)(const double *x);
    /* Both return the value and add the gradient: the generated function, and the one by hand. */
    double (*gradient)(const double *x, double *x_grad);
    double (*hand)(const double *x, double *x_grad);
};

extern const struct example example_digits;
extern const struct example example_gmm;
extern const struct example example_ba;
extern const struct example example_lstm;

#endif
