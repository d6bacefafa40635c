/* One row a function of one argument; the others have a function each. */
#include "analysis/math_ranges.h"

#include <math.h>

#define HALF_PI 1.5707963267948968 /* rounded up */

enum shape { INCREASING, DECREASING, STEPS, EVEN, ANY };

struct set {
    double lo, hi;
    bool lo_open, hi_open;
};

struct row {
    double (*function)(double);
    enum shape shape;
    struct set domain, image;
};

#define CLOSED(lo, hi) {lo, hi, false, false}
#define OPEN(lo, hi) {lo, hi, true, true}
#define FROM(lo) {lo, INFINITY, false, false}
#define ABOVE(lo) {lo, INFINITY, true, false}
#define ALL {-INFINITY, INFINITY, false, false}

static const struct row rows[IR_MATH_COUNT] = {
#define MATH_RANGE(id, function, shape, domain, image)                                             \
    [IR_MATH_##id] = {function, shape, domain, image},
#include "analysis/math_ranges.def"
#undef MATH_RANGE
};

static struct interval interval_of(struct set set)
{
    return (struct interval){
        .lo = set.lo, .hi = set.hi, .lo_open = set.lo_open, .hi_open = set.hi_open};
}

struct interval math_domain(enum ir_math math)
{
    return interval_of(rows[math].domain);
}

/* Whether the library's value is the true one. The functions of the table take whole values at
 * whole arguments only where libm gives them exactly, as in exp(0), log(1), sqrt(4), and where they
 * come so near to an open end of the image that it is all that double can say. */
static bool is_exact(const struct row *row, double argument, double value)
{
    bool is_whole = argument == trunc(argument) && value == trunc(value) && fabs(value) <= 4096;
    return row->shape == STEPS || isinf(argument) ||
           (is_whole && interval_has(interval_of(row->image), value));
}

/* The function's value, moved outward by more than libm's error, which is below 2 units in the last
 * place for these functions in all libraries in use. */
static double value_at(const struct row *row, double argument, double outward)
{
    double value = row->function(argument);
    for (int i = 0; i < 4 && !is_exact(row, argument, value); i++)
        value = nextafter(value, outward);
    return value;
}

static struct interval of_increasing(const struct row *row, struct interval x)
{
    bool strict = row->shape != STEPS;
    return (struct interval){.lo = value_at(row, x.lo, -INFINITY),
                             .hi = value_at(row, x.hi, INFINITY),
                             .lo_open = x.lo_open && strict,
                             .hi_open = x.hi_open && strict};
}

static struct interval of_decreasing(const struct row *row, struct interval x)
{
    return (struct interval){.lo = value_at(row, x.hi, -INFINITY),
                             .hi = value_at(row, x.lo, INFINITY),
                             .lo_open = x.hi_open,
                             .hi_open = x.lo_open};
}

/* sin and its like: the image is all that is known. */
static struct interval unary(enum ir_math math, struct interval x)
{
    const struct row *row = &rows[math];
    struct interval image = interval_of(row->image);
    x = interval_meet(x, interval_of(row->domain));
    if (interval_is_empty(x) || row->shape == ANY)
        return interval_is_empty(x) ? x : image;
    if (math == IR_MATH_FABS)
        return interval_abs(x);
    struct interval y = row->shape == DECREASING ? of_decreasing(row, x)
                        : row->shape == EVEN     ? of_increasing(row, interval_abs(x))
                                                 : of_increasing(row, x);
    struct interval known = interval_meet(y, image);
    bool passes_zero = row->shape == INCREASING && row->function(0) == 0;
    if (passes_zero && !interval_has_zero(x))
        known = interval_without(known, 0);
    known.soft_zero = passes_zero && x.soft_zero && interval_has_zero(known);
    return known;
}

/* ---- two arguments */

/* x to a whole power: even powers forget the sign. */
static struct interval whole_power(struct interval x, double power)
{
    if (power == 0)
        return interval_point(1);
    if (power == 2)
        return interval_square(x);
    if (fmod(power, 2) == 0)
        return x.not_zero || !interval_has_zero(x)
                   ? interval_above(interval_point(0), false)
                   : interval_closed(power > 0 ? 0 : -INFINITY, INFINITY);
    if (x.lo >= 0 && !interval_has_zero(x))
        return interval_above(interval_point(0), false);
    if (x.lo >= 0 && power > 0)
        return interval_closed(0, INFINITY);
    return interval_full();
}

/* Bases in [0, 1] stay there under positive powers. */
struct interval math_range_pow(struct interval x, struct interval y)
{
    if (interval_is_empty(x) || interval_is_empty(y))
        return interval_empty();
    bool is_whole = interval_is_point(y) && y.lo == trunc(y.lo);
    struct interval result = interval_full();
    if (is_whole && x.lo < 0)
        return whole_power(x, y.lo);
    if (is_whole || x.lo >= 0 || (interval_is_point(y) && !is_whole))
        result = interval_has_zero(x) ? interval_closed(0, INFINITY)
                                      : interval_above(interval_point(0), false);
    if (is_whole)
        result = interval_meet(result, whole_power(x, y.lo));
    if (x.lo >= 0 && x.hi <= 1 && y.lo >= 0)
        result = interval_meet(result, interval_closed(0, 1));
    if (x.lo >= 1 && y.lo >= 0)
        result = interval_meet(result, interval_closed(1, INFINITY));
    return result;
}

/* At least the larger, at most the sum of the sizes. */
static struct interval hypot_range(struct interval x, struct interval y)
{
    struct interval a = interval_abs(x), b = interval_abs(y);
    struct interval least = interval_above(interval_max(a, b), true);
    return interval_meet(least, interval_below(interval_add(a, b), true));
}

static struct interval remainder_range(struct interval x, struct interval y, double part)
{
    struct interval size = interval_mul(interval_abs(y), interval_point(part));
    struct interval both = interval_closed(-size.hi, size.hi);
    if (part == 1 && x.lo >= 0)
        both.lo = 0;
    if (part == 1 && x.hi <= 0)
        both.hi = 0;
    return interval_is_empty(size) ? size : both;
}

static struct interval copysign_range(struct interval x, struct interval y)
{
    struct interval size = interval_abs(x);
    if (y.lo > 0)
        return size;
    return y.hi < 0 ? interval_neg(size) : interval_join(size, interval_neg(size));
}

static struct interval atan2_range(void)
{
    return interval_closed(-2 * HALF_PI, 2 * HALF_PI);
}

static struct interval fdim_range(struct interval x, struct interval y)
{
    return interval_max(interval_sub(x, y), interval_point(0));
}

struct interval math_range(enum ir_math math, const struct interval *a)
{
    for (unsigned i = 0; i < ir_math_arity(math); i++)
        if (interval_is_empty(a[i]))
            return interval_empty();
    switch (math) {
    case IR_MATH_POW:
        return math_range_pow(a[0], a[1]);
    case IR_MATH_ATAN2:
        return atan2_range();
    case IR_MATH_HYPOT:
        return hypot_range(a[0], a[1]);
    case IR_MATH_FMAX:
        return interval_max(a[0], a[1]);
    case IR_MATH_FMIN:
        return interval_min(a[0], a[1]);
    case IR_MATH_FDIM:
        return fdim_range(a[0], a[1]);
    case IR_MATH_FMOD:
        return remainder_range(a[0], a[1], 1);
    case IR_MATH_REMAINDER:
        return remainder_range(a[0], a[1], 0.5);
    case IR_MATH_COPYSIGN:
        return copysign_range(a[0], a[1]);
    case IR_MATH_FMA:
        return interval_add(interval_mul(a[0], a[1]), a[2]);
    default:
        return unary(math, a[0]);
    }
}
