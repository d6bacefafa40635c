/* What the programs of generate.py and their judge share. */
#ifndef GRADC_TEST_FUZZ_JUDGE_H
#define GRADC_TEST_FUZZ_JUDGE_H

enum { JUDGE_SIZE = 4 };

/* A loss by number, with its derivatives: by the default strategy, by another, forward, and twice;
 * and the matrices of two outputs, the loss f and f * w[1] + f, and of the second derivatives. */
struct judge_subject {
    int seed;
    double rounding; /* of the narrowest type that it computes in */
    double (*value)(const double *w);
    double (*gradient)(const double *w, double *w_grad);
    double (*stored)(const double *w, double *w_grad); /* may be NULL */
    double (*tangent)(const double *w, const double *w_dot, double *f_dot);
    double (*product)(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot);
    /* may be NULL, and so may be what follows */
    void (*forward)(const double *w, double *y, double *jacobian);
    void (*reverse)(const double *w, double *y, double *jacobian);
    double (*hessian)(const double *w, double *w_grad, double *hessian);
};

/* NAN unless `size` numbers are zero, as buffers have to be in the end. */
double judge_zeros(const double *numbers, int size);

/* Prints a line "seed N: ..." for each difference, and how much was judged; returns an exit code.
 */
int judge(const struct judge_subject *subjects, int count);

#endif
