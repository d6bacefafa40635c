/* Annotations that tell gradc what to differentiate.
 *
 * For every compiler but gradc they expand to nothing, so an annotated file stays plain C. gradc
 * reads the file with __GRADC__ defined and then finds them as `annotate` attributes. Valid in C99
 * and later, and in C++. */
#ifndef GRADC_GRADC_H
#define GRADC_GRADC_H

#ifdef __GRADC__
#define GRADC_ANNOTATE(what) __attribute__((annotate(what)))
#else
#define GRADC_ANNOTATE(what)
#endif

/* Before a function definition: write a gradient function for it. The function returns a real
 * number, or writes one through a GRADC_OUT parameter. */
#define GRADC_LOSS GRADC_ANNOTATE("gradc.loss")

/* Before a parameter or a global variable: differentiate with respect to it. For a pointer or an
 * array that means everything of a real type that is reached through it. */
#define GRADC_WRT GRADC_ANNOTATE("gradc.wrt")

/* Before a parameter or a global variable: held fixed on purpose, so that its influence on the loss
 * is not worth a warning. */
#define GRADC_CONST GRADC_ANNOTATE("gradc.const")

/* Before a pointer parameter: the loss is what the function writes through it. */
#define GRADC_OUT GRADC_ANNOTATE("gradc.out")

/* Before a pointer parameter: scratch memory of the caller's; its content on entry does not count,
 * and its content on return is nobody's business. */
#define GRADC_WORK GRADC_ANNOTATE("gradc.work")

/* Before a parameter, a global variable or a member of a structure: its value on entry, or each
 * element of an array, or each number that it points to, is from `lo` to `hi`. Both are numbers,
 * INFINITY among them. Nothing checks that at run time. */
#define GRADC_RANGE(lo, hi) GRADC_ANNOTATE("gradc.range:" GRADC_TEXT(lo) "," GRADC_TEXT(hi))
#define GRADC_TEXT(text) GRADC_TEXT_(text)
#define GRADC_TEXT_(text) #text

/* The same: it is larger than 0. */
#define GRADC_POSITIVE GRADC_ANNOTATE("gradc.positive")

/* Before the declaration of a function: it is the derivative of `f`. It takes the parameters of f
 * in their order, each real one and each pointer to reals followed by a pointer to its gradient,
 * and last the seed of f's result when that is real:
 *
 *     double f(const double *x, int n, double a);
 *     GRADC_VJP(f) void f_vjp(const double *x, double *x_grad, int n, double a, double *a_grad,
 *                             double seed);
 *
 * It adds seed times the derivative to the gradients; a gradient that nobody wants is NULL. For a
 * pointer that f writes through, the gradient holds on entry the one of what f wrote, and on return
 * that of what was there before (zero where f did not read it); what the memory itself holds then
 * is not said. f has no effect but through its arguments, and keeps none of its pointers. */
#define GRADC_VJP(f) GRADC_ANNOTATE("gradc.vjp:" #f)

/* The same for the other direction: the function does all that `f` does, and computes the tangent
 * of it, as a function that gradc writes with --mode=jvp does. It takes the parameters of f in
 * their order, each real one and each pointer to reals followed by its tangent, and last where to
 * store the tangent of f's result when that is real:
 *
 *     GRADC_JVP(f) double f_jvp(const double *x, const double *x_dot, int n, double a, double
 * a_dot, double *f_dot);
 *
 * The tangent of a pointer is NULL where what it points to is constant: that counts as zeros, and
 * nothing is stored. */
#define GRADC_JVP(f) GRADC_ANNOTATE("gradc.jvp:" #f)

/* gradc_stop(x) is x, and no gradient flows through it. x has a real floating type.
 *
 * GRADC_STRAIGHT_THROUGH(y, x) is y, and the gradient flows through it as if it were x: the
 * straight-through estimator, as in GRADC_STRAIGHT_THROUGH(round(x), x). Both have the same real
 * floating type. (Bengio, Leonard, Courville 2013.) */
#if defined(__GRADC__) && !defined(__cplusplus)
static inline float gradc_stop_f(float x)
{
    return x;
}

static inline double gradc_stop_d(double x)
{
    return x;
}

static inline long double gradc_stop_l(long double x)
{
    return x;
}

#define gradc_stop(x)                                                                              \
    _Generic((x), float: gradc_stop_f, double: gradc_stop_d, long double: gradc_stop_l)(x)

static inline float gradc_through_f(float y, float x)
{
    (void)x;
    return y;
}

static inline double gradc_through_d(double y, double x)
{
    (void)x;
    return y;
}

static inline long double gradc_through_l(long double y, long double x)
{
    (void)x;
    return y;
}

#define GRADC_STRAIGHT_THROUGH(y, x)                                                               \
    _Generic((y), float: gradc_through_f, double: gradc_through_d, long double: gradc_through_l)(  \
        y, x)
#else
#define gradc_stop(x) (+(x))
#define GRADC_STRAIGHT_THROUGH(y, x) ((void)(x), +(y))
#endif

#endif
