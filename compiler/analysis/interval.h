/* Intervals of numbers with open and closed ends.
 *
 * An interval holds every real number that a value may stand for: what the expression means, not
 * what rounding makes of it, so exp(x) is never 0. NaN is left out. An end at infinity means that
 * there is no bound; it is kept closed. Ends are computed in double and rounded outward, so that
 * the interval of a result holds all results. (Moore, Kearfott & Cloud, Introduction to Interval
 * Analysis, chapter 2.) */
#ifndef GRADC_ANALYSIS_INTERVAL_H
#define GRADC_ANALYSIS_INTERVAL_H

#include "ir/type.h"
#include "support/text.h"

#include <math.h>

struct interval {
    double lo, hi;
    bool lo_open, hi_open;
    bool not_zero;  /* 0 is left out, although it may lie between the ends */
    bool soft_zero; /* 0 is in it only because the memory it was read from began with 0 */
};

/* Those up to interval_equals are asked for so often that a call would take longer than the answer.
 *
 * No number at all: code that is never reached, memory that is never written. */
static inline struct interval interval_empty(void)
{
    return (struct interval){.lo = INFINITY, .hi = -INFINITY};
}

static inline struct interval interval_closed(double lo, double hi)
{
    return (struct interval){.lo = lo, .hi = hi};
}

static inline struct interval interval_full(void)
{
    return interval_closed(-INFINITY, INFINITY);
}

static inline bool interval_is_empty(struct interval x)
{
    return !(x.lo < x.hi) && (x.lo != x.hi || x.lo_open || x.hi_open || (x.not_zero && x.lo == 0));
}

static inline bool interval_is_full(struct interval x)
{
    return isinf(x.lo) && isinf(x.hi) && x.lo < x.hi && !x.not_zero;
}

static inline bool interval_is_point(struct interval x)
{
    return x.lo == x.hi && !interval_is_empty(x);
}

static inline bool interval_has(struct interval x, double value)
{
    return (x.lo < value || (x.lo == value && !x.lo_open)) &&
           (value < x.hi || (value == x.hi && !x.hi_open)) && !(x.not_zero && value == 0);
}

static inline bool interval_has_zero(struct interval x)
{
    return interval_has(x, 0);
}

static inline bool interval_equals(struct interval x, struct interval y)
{
    return x.lo == y.lo && x.hi == y.hi && x.lo_open == y.lo_open && x.hi_open == y.hi_open &&
           x.not_zero == y.not_zero && x.soft_zero == y.soft_zero;
}

struct interval interval_point(double value);
/* All values of a scalar type. */
struct interval interval_of_type(const struct ir_type *type);

/* Whether every number of `x` is in `y`. */
bool interval_within(struct interval x, struct interval y);

struct interval interval_join(struct interval x, struct interval y);
struct interval interval_meet(struct interval x, struct interval y);
/* Everything below / above a bound that is the upper / lower end of `x`; itself as well where
 * `or_equal`. */
struct interval interval_below(struct interval x, bool or_equal);
struct interval interval_above(struct interval x, bool or_equal);
/* Without a single number, as far as that can be said. */
struct interval interval_without(struct interval x, double value);
/* The same numbers among the integers: open ends move to the next one. */
struct interval interval_integers(struct interval x);
/* `now`, in which each end that lies beyond that of `before` is moved on to the next of -inf, -1,
 * 0, 1, inf, so that a growing sequence ends soon. */
struct interval interval_widen(struct interval before, struct interval now);

struct interval interval_neg(struct interval x);
struct interval interval_abs(struct interval x);
struct interval interval_add(struct interval x, struct interval y);
struct interval interval_sub(struct interval x, struct interval y);
struct interval interval_mul(struct interval x, struct interval y);
struct interval interval_square(struct interval x);
struct interval interval_div(struct interval x, struct interval y);
struct interval interval_max(struct interval x, struct interval y);
struct interval interval_min(struct interval x, struct interval y);
/* Quotients rounded toward zero, of any integers. */
struct interval interval_trunc(struct interval x);

/* Appends "[0, 1)"; 0 left out is not shown. */
void interval_print(struct interval x, struct text *out);

#endif
