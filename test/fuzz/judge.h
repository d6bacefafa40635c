/* What the programs of generate.py and their judge share. */
#ifndef GRADC_TEST_FUZZ_JUDGE_H
#define GRADC_TEST_FUZZ_JUDGE_H

#include <gradc/gradc.h>

enum { JUDGE_SIZE = 4 };

/* A loss by number, with its derivatives: by the default strategy, by storing, forward, and twice; and
 * the matrices of two outputs, the loss f and f * w[1] + f, and of the second derivatives. */
struct judge_subject {
    int seed;
    double tolerance; /* of rounding, relative */
    double (*value)(const double *w);
    double (*gradient)(const double *w, double *w_grad);
    double (*stored)(const double *w, double *w_grad);
    double (*tangent)(const double *w, const double *w_dot, double *f_dot);
    double (*product)(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot);
    /* may be NULL, and so may be what follows */
    void (*forward)(const double *w, double *y, double *jacobian);
    void (*reverse)(const double *w, double *y, double *jacobian);
    double (*hessian)(const double *w, double *w_grad, double *hessian);
};

/* Prints a line "seed N: ..." for each difference; returns an exit code. */
int judge(const struct judge_subject *subjects, int count);

#endif
