/* Judges generated matrices; see check_matrix.h. */
#include "check_matrix.h"
#include "differences.h"

#include <stdio.h>
#include <string.h>

enum { CHECK_MATRIX_POINTS = 20, CHECK_MATRIX_SIZE = 64 };

/* differences.h has no room for a context. */
static const struct check_matrix *check_matrix_subject;
static int check_matrix_row;

static double check_matrix_value(const double *x)
{
    double y[CHECK_MATRIX_SIZE];

    check_matrix_subject->value(x, y);
    return y[check_matrix_row];
}

static int check_matrix_entry(int row, int column, const char *what, double found, double expected,
                              double allowed)
{
    if (fabs(found - expected) <= allowed) {
        return 0;
    }
    printf("  entry %d, %d is %.17g, by %s %.17g\n", row, column, found, what, expected);
    return 1;
}

static double check_matrix_scale(const struct check_matrix *s, const double *m)
{
    double scale = 1e-3;

    for (int i = 0; i < s->rows * s->columns; i++) {
        scale = fmax(scale, fabs(m[i]));
    }
    return scale;
}

static int check_matrix_differences(const struct check_matrix *s, double *x, const double *m)
{
    const struct differences_subject f = {check_matrix_value, x, s->columns};
    const double scale = check_matrix_scale(s, m);
    double scratch[CHECK_MATRIX_SIZE];
    int bad = 0;

    check_matrix_subject = s;
    for (int i = 0; i < s->rows; i++) {
        for (int j = 0; j < s->columns; j++) {
            check_matrix_row = i;
            const double expected = differences_along(&f, NULL, j, 0.01, scratch).value;
            bad |= check_matrix_entry(i, j, "differences", m[i * s->columns + j], expected,
                                      1e-7 * scale);
        }
    }
    return bad;
}

static int check_matrix_columns(const struct check_matrix *s, const double *x, const double *m)
{
    const double allowed = (s->tolerance > 0.0 ? s->tolerance : 1e-12) * check_matrix_scale(s, m);
    int bad = 0;

    for (int j = 0; j < s->columns; j++) {
        double x_dot[CHECK_MATRIX_SIZE] = {0.0}, y_dot[CHECK_MATRIX_SIZE] = {0.0};
        x_dot[j] = 1.0;
        s->tangent(x, x_dot, y_dot);
        for (int i = 0; i < s->rows; i++) {
            bad |=
                check_matrix_entry(i, j, "the tangent", m[i * s->columns + j], y_dot[i], allowed);
        }
    }
    return bad;
}

static int check_matrix_rows(const struct check_matrix *s, const double *x, const double *m)
{
    const double allowed = (s->tolerance > 0.0 ? s->tolerance : 1e-12) * check_matrix_scale(s, m);
    int bad = 0;

    for (int i = 0; i < s->rows; i++) {
        double y_seed[CHECK_MATRIX_SIZE] = {0.0}, x_grad[CHECK_MATRIX_SIZE] = {0.0};
        y_seed[i] = 1.0;
        s->adjoint(x, y_seed, x_grad);
        for (int j = 0; j < s->columns; j++) {
            bad |=
                check_matrix_entry(i, j, "the adjoint", m[i * s->columns + j], x_grad[j], allowed);
        }
    }
    return bad;
}

static int check_matrix_symmetry(const struct check_matrix *s, const double *m)
{
    int bad = 0;

    for (int i = 0; i < s->rows; i++) {
        for (int j = 0; j < i; j++) {
            bad |= check_matrix_entry(i, j, "symmetry", m[i * s->columns + j],
                                      m[j * s->columns + i], 0.0);
        }
    }
    return bad;
}

static int check_matrix_at(const struct check_matrix *s, double *x)
{
    static double m[CHECK_MATRIX_SIZE * CHECK_MATRIX_SIZE],
        again[CHECK_MATRIX_SIZE * CHECK_MATRIX_SIZE];
    const size_t count = (size_t)s->rows * (size_t)s->columns;
    int bad = 0;

    for (size_t i = 0; i < count; i++) {
        m[i] = NAN; /* whatever is not stored is seen */
        again[i] = -1.0;
    }
    s->matrix(x, m);
    s->matrix(x, again);
    if (memcmp(m, again, count * sizeof *m) != 0) {
        printf("  a second call gives another matrix\n");
        bad = 1;
    }
    bad |= check_matrix_differences(s, x, m);
    bad |= s->tangent ? check_matrix_columns(s, x, m) : 0;
    bad |= s->adjoint ? check_matrix_rows(s, x, m) : 0;
    bad |= s->is_symmetric ? check_matrix_symmetry(s, m) : 0;
    return bad;
}

int check_matrices(const struct check_matrix *subjects, int count)
{
    int bad = 0;

    for (int k = 0; k < count; k++) {
        const struct check_matrix *s = &subjects[k];
        const double low = s->low < s->high ? s->low : -1.0,
                     high = s->low < s->high ? s->high : 1.0;
        for (int point = 0; point < CHECK_MATRIX_POINTS; point++) {
            double x[CHECK_MATRIX_SIZE];
            for (int i = 0; i < s->columns; i++) {
                const double unit = 0.5 + 0.5 * sin(12.9898 * (i + 1) + 78.233 * (point + 1));
                x[i] = low + (high - low) * unit;
            }
            if (check_matrix_at(s, x)) {
                printf("%s at point %d\n", s->name, point);
                bad = 1;
            }
        }
    }
    return bad;
}
