/* What a small program states to have its gradient checked: the function `f`, annotated, and the
 * points to look at. gradc sees only the annotations; the test's own compilation gets a main.
 *
 *     CHECK_GRADIENT(2, {0.5, 1.5}, {-1.0, 2.0})
 *
 * checks `double f(const double *w)` of two numbers at two points against differences, and its
 * other derivatives against that gradient. Functions of another shape are wrapped into this one
 * inside `#ifndef __GRADC__` and passed to CHECK_GRADIENT_OF, or with their tangent and product to
 * CHECK_DERIVATIVES_OF; where differences are too coarse (float), CHECK_GRADIENT_BY compares with a
 * gradient given by the test, which adds to what its second argument points at. */
#ifndef GRADC_TEST_CHECK_GRADIENT_H
#define GRADC_TEST_CHECK_GRADIENT_H

#include <gradc/gradc.h>

#ifdef __GRADC__
#define CHECK_GRADIENT(size, ...)
#define CHECK_GRADIENT_OF(value, gradient, size, ...)
#define CHECK_DERIVATIVES_OF(value, gradient, tangent, product, size, ...)
#define CHECK_GRADIENT_BY(reference, tolerance, size, ...)
#else

typedef double check_value_fn(const double *w);
typedef double check_gradient_fn(const double *w, double *w_grad);
typedef double check_tangent_fn(const double *w, const double *w_dot, double *f_dot);
typedef double check_product_fn(const double *w, const double *w_dot, double *w_grad,
                                double *w_grad_dot);

struct check_subject {
    check_value_fn *value;
    check_gradient_fn *gradient;
    check_gradient_fn *reference; /* NULL: differences */
    double tolerance;             /* relative */
    int size;
    check_tangent_fn *tangent; /* NULL: not checked */
    check_product_fn *product; /* of the Hessian and a vector; NULL: not checked */
    int is_rounded;            /* the value need not be the tangent's, bit for bit */
};

/* Checks the gradient at `count` points: its value, its entries, that it adds to what is there, and
 * that a second call gives the same, bit for bit; the tangent against the gradient; the product
 * with the Hessian against differences of gradients. Prints what is wrong; returns an exit code. */
int check_gradient(const struct check_subject *subject, const double *points, int count);

/* Defined as 1 by a test of what compilers compute in another order than gradc. */
#ifndef CHECK_ROUNDED
#define CHECK_ROUNDED 0
#endif

#define CHECK_SUBJECT(value, gradient, reference, tolerance, size, tangent, product, ...)          \
    static const double check_points[][size] = {__VA_ARGS__};                                      \
    int main(void)                                                                                 \
    {                                                                                              \
        const struct check_subject subject = {value, gradient, reference, tolerance,               \
                                              size,  tangent,  product,   CHECK_ROUNDED};          \
        return check_gradient(&subject, check_points[0],                                           \
                              (int)(sizeof check_points / sizeof check_points[0]));                \
    }
#define CHECK_GRADIENT_OF(value, gradient, size, ...)                                              \
    CHECK_SUBJECT(value, gradient, 0, 1e-7, size, 0, 0, __VA_ARGS__)
#define CHECK_DERIVATIVES_OF(value, gradient, tangent, product, size, ...)                         \
    CHECK_SUBJECT(value, gradient, 0, 1e-7, size, tangent, product, __VA_ARGS__)
#define CHECK_GRADIENT(size, ...)                                                                  \
    check_gradient_fn f_grad;                                                                      \
    check_tangent_fn f_jvp;                                                                        \
    check_product_fn f_hvp;                                                                        \
    CHECK_SUBJECT(f, f_grad, 0, 1e-7, size, f_jvp, f_hvp, __VA_ARGS__)
#define CHECK_GRADIENT_BY(reference, tolerance, size, ...)                                         \
    check_gradient_fn f_grad;                                                                      \
    check_tangent_fn f_jvp;                                                                        \
    CHECK_SUBJECT(f, f_grad, reference, tolerance, size, f_jvp, 0, __VA_ARGS__)

#endif
#endif
