/* Judges generated Jacobians and Hessians. A test wraps its functions into those of a subject,
 * inside
 * `#ifndef __GRADC__`, and has CHECK_MATRICES look at them.
 *
 * At many points that look random: all entries are stored, are what differences of values say, what
 * the tangent says column by column and the adjoint row by row, and the same again in a second
 * call, bit for bit. */
#ifndef GRADC_TEST_CHECK_MATRIX_H
#define GRADC_TEST_CHECK_MATRIX_H

#include <gradc/gradc.h>

#ifdef __GRADC__
#define CHECK_MATRICES(...)
#else

struct check_matrix {
    const char *name;
    int rows, columns;
    void (*value)(const double *x, double *y);
    void (*matrix)(const double *x, double *m);                             /* row by row */
    void (*tangent)(const double *x, const double *x_dot, double *y_dot);   /* NULL: not checked */
    void (*adjoint)(const double *x, const double *y_seed, double *x_grad); /* NULL: not checked */
    double low, high; /* of the points' coordinates; both 0: -1 to 1 */
    int is_symmetric; /* to the last bit */
    double tolerance; /* of what the passes agree on; 0: 1e-12 */
};

/* Prints what is wrong; returns an exit code. */
int check_matrices(const struct check_matrix *subjects, int count);

#define CHECK_MATRICES(...)                                                                        \
    int main(void)                                                                                 \
    {                                                                                              \
        static const struct check_matrix subjects[] = {__VA_ARGS__};                               \
        return check_matrices(subjects, (int)(sizeof subjects / sizeof *subjects));                \
    }

#endif
#endif
