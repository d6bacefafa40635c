/* Each end of a result is a bound, computed with its rounding error; the error's sign says on which
 * side of the computed number the true one lies. */
#include "analysis/interval.h"

#include <float.h>
#include <math.h>

/* One end: the number, and whether it is itself left out. */
struct bound {
    double at;
    bool open;
};

/* ---- making and asking */

struct interval interval_point(double value)
{
    if (isnan(value))
        return interval_empty();
    if (isinf(value)) /* larger than any number that has a name */
        return value > 0 ? (struct interval){.lo = DBL_MAX, .hi = value, .lo_open = true}
                         : (struct interval){.lo = value, .hi = -DBL_MAX, .hi_open = true};
    return interval_closed(value, value);
}

struct interval interval_of_type(const struct ir_type *type)
{
    if (!ir_type_is_integer(type))
        return interval_full();
    if (ir_type_is_bool(type))
        return interval_closed(0, 1);
    unsigned bits = ir_type_bits(type);
    double end = 2 * (double)((uint64_t)1 << (bits - 1)); /* 2^bits */
    if (!ir_type_is_signed(type))
        return interval_closed(0, end - (bits < DBL_MANT_DIG));
    return interval_closed(-end / 2, end / 2 - (bits < DBL_MANT_DIG));
}

static struct bound lower(struct interval x)
{
    return (struct bound){x.lo, x.lo_open};
}

static struct bound upper(struct interval x)
{
    return (struct bound){x.hi, x.hi_open};
}

/* An interval in its one form: no open end at infinity, no open end beside a 0 left out. */
static struct interval between(struct bound lo, struct bound hi, bool not_zero)
{
    struct interval x = {.lo = lo.at, .hi = hi.at, .lo_open = lo.open, .hi_open = hi.open};
    x.lo_open = (x.lo_open || (not_zero && x.lo == 0)) && !isinf(x.lo);
    x.hi_open = (x.hi_open || (not_zero && x.hi == 0)) && !isinf(x.hi);
    x.not_zero = not_zero && x.lo < 0 && x.hi > 0;
    return interval_is_empty(x) ? interval_empty() : x;
}

/* Whether a lower end leaves room for all that `y`'s allows; the same of an upper end. */
static bool starts_before(struct bound x, struct bound y)
{
    return x.at < y.at || (x.at == y.at && (!x.open || y.open));
}

static bool ends_after(struct bound x, struct bound y)
{
    return x.at > y.at || (x.at == y.at && (!x.open || y.open));
}

bool interval_within(struct interval x, struct interval y)
{
    return interval_is_empty(x) ||
           (starts_before(lower(y), lower(x)) && ends_after(upper(y), upper(x)) &&
            !(y.not_zero && interval_has_zero(x)));
}

/* ---- sets */

struct interval interval_join(struct interval x, struct interval y)
{
    if (interval_is_empty(x))
        return y;
    if (interval_is_empty(y))
        return x;
    struct bound lo = starts_before(lower(x), lower(y)) ? lower(x) : lower(y);
    struct bound hi = ends_after(upper(x), upper(y)) ? upper(x) : upper(y);
    bool x_zero = interval_has_zero(x), y_zero = interval_has_zero(y);
    struct interval joined = between(lo, hi, !x_zero && !y_zero);
    joined.soft_zero = (!x_zero || x.soft_zero) && (!y_zero || y.soft_zero) && (x_zero || y_zero);
    return joined;
}

/* Whether an interval is all numbers from one end to the other. */
static bool is_plain(struct interval x)
{
    return !x.lo_open && !x.hi_open && !x.not_zero && !x.soft_zero;
}

struct interval interval_meet(struct interval x, struct interval y)
{
    if (is_plain(x) && is_plain(y)) {
        double from = x.lo < y.lo ? y.lo : x.lo, to = x.hi < y.hi ? x.hi : y.hi;
        return from <= to ? interval_closed(from, to) : interval_empty();
    }
    struct bound lo = starts_before(lower(x), lower(y)) ? lower(y) : lower(x);
    struct bound hi = ends_after(upper(x), upper(y)) ? upper(y) : upper(x);
    struct interval met = between(lo, hi, !interval_has_zero(x) || !interval_has_zero(y));
    met.soft_zero = (x.soft_zero || y.soft_zero) && interval_has_zero(met);
    return met;
}

struct interval interval_below(struct interval x, bool or_equal)
{
    struct bound end = {x.hi, !or_equal || x.hi_open};
    return between((struct bound){-INFINITY, false}, end, false);
}

struct interval interval_above(struct interval x, bool or_equal)
{
    struct bound end = {x.lo, !or_equal || x.lo_open};
    return between(end, (struct bound){INFINITY, false}, false);
}

struct interval interval_without(struct interval x, double value)
{
    struct bound lo = lower(x), hi = upper(x);
    lo.open |= lo.at == value;
    hi.open |= hi.at == value;
    return between(lo, hi, x.not_zero || value == 0);
}

static bool is_integer(double value)
{
    return fabs(value) >= 0x1p53 || value == (double)(int64_t)value;
}

struct interval interval_integers(struct interval x)
{
    if (interval_is_empty(x) || (is_plain(x) && is_integer(x.lo) && is_integer(x.hi)))
        return x;
    double lo = ceil(x.lo), hi = floor(x.hi);
    struct bound low = {x.lo_open && lo == x.lo ? lo + 1 : lo, false};
    struct bound high = {x.hi_open && hi == x.hi ? hi - 1 : hi, false};
    return between(low, high, !interval_has_zero(x));
}

static double threshold_below(double at)
{
    return at >= 1 ? 1 : at >= 0 ? 0 : at >= -1 ? -1 : -INFINITY;
}

struct interval interval_widen(struct interval before, struct interval now)
{
    if (interval_is_empty(before) || interval_is_empty(now))
        return now;
    struct bound lo = lower(now), hi = upper(now);
    if (!starts_before(lower(before), lo))
        lo = (struct bound){threshold_below(lo.at), lo.open && threshold_below(lo.at) == lo.at};
    if (!ends_after(upper(before), hi))
        hi = (struct bound){-threshold_below(-hi.at), hi.open && -threshold_below(-hi.at) == hi.at};
    struct interval wide = between(lo, hi, !interval_has_zero(now));
    wide.soft_zero = now.soft_zero;
    return wide;
}

/* ---- rounding */

enum { DOWN = -1, UP = 1 };

static double endless(int direction)
{
    return direction > 0 ? INFINITY : -INFINITY;
}

/* A bound for a true result that lies on the side of `computed` that `error` has the sign of. What
 * lies within is left out, since the true result is nearer. */
static struct bound rounded(double computed, double error, int direction, bool open)
{
    if (isinf(computed) && (computed > 0) != (direction > 0))
        return (struct bound){copysign(DBL_MAX, computed), true};
    bool outward = direction > 0 ? error > 0 : error < 0;
    if (outward)
        return (struct bound){nextafter(computed, endless(direction)), true};
    return (struct bound){computed, open || error != 0};
}

/* Below this the error of a product is not exact. */
static bool is_tiny(double value)
{
    return fabs(value) < DBL_MIN / DBL_EPSILON;
}

/* A result too small for its error to be known: a bound that does not cross 0, which the true
 * result is not. */
static struct bound rounded_tiny(double computed, bool positive, int direction)
{
    double at = nextafter(computed, endless(direction));
    if (positive == (direction < 0) && (at == 0 || (at > 0) != positive))
        at = 0;
    return (struct bound){at, true};
}

static struct bound add_bounds(struct bound x, struct bound y, int direction)
{
    double sum = x.at + y.at;
    if (isnan(sum))
        return (struct bound){endless(direction), false};
    if (isinf(x.at) || isinf(y.at))
        return (struct bound){sum, false};
    double y_part = sum - x.at; /* Knuth's two-sum */
    double error = isinf(sum) ? 0 : (x.at - (sum - y_part)) + (y.at - y_part);
    return rounded(sum, error, direction, x.open || y.open);
}

static struct bound multiply_bounds(struct bound x, struct bound y, int direction)
{
    if (x.at == 0 || y.at == 0)
        return (struct bound){0, !((x.at == 0 && !x.open) || (y.at == 0 && !y.open))};
    double product = x.at * y.at;
    if (isinf(x.at) || isinf(y.at))
        return (struct bound){product, false};
    if (is_tiny(product))
        return rounded_tiny(product, (x.at > 0) == (y.at > 0), direction);
    double error = isinf(product) ? 0 : fma(x.at, y.at, -product);
    return rounded(product, error, direction, x.open || y.open);
}

/* `side` is the sign of the divisors beside an end at 0. */
static struct bound divide_bounds(struct bound x, struct bound y, double side, int direction)
{
    if (x.at == 0)
        return (struct bound){0, x.open};
    if (y.at == 0)
        return (struct bound){copysign(INFINITY, x.at * side), false};
    if (isinf(y.at))
        return (struct bound){0, true};
    double quotient = x.at / y.at;
    if (isinf(x.at))
        return (struct bound){quotient, false};
    if (is_tiny(quotient) || is_tiny(x.at))
        return rounded_tiny(quotient, (x.at > 0) == (y.at > 0), direction);
    double error = isinf(quotient) ? 0 : fma(-quotient, y.at, x.at);
    return rounded(quotient, y.at > 0 ? error : -error, direction, x.open || y.open);
}

/* ---- arithmetic */

struct interval interval_neg(struct interval x)
{
    if (interval_is_empty(x))
        return x;
    struct interval negated = {-x.hi, -x.lo, x.hi_open, x.lo_open, x.not_zero, x.soft_zero};
    return negated;
}

struct interval interval_abs(struct interval x)
{
    if (x.lo >= 0 || interval_is_empty(x))
        return x;
    if (x.hi <= 0)
        return interval_neg(x);
    struct bound left = {-x.lo, x.lo_open}, right = upper(x);
    struct interval positive =
        between((struct bound){0, false}, ends_after(left, right) ? left : right, x.not_zero);
    positive.soft_zero = x.soft_zero;
    return positive;
}

struct interval interval_add(struct interval x, struct interval y)
{
    if (interval_is_empty(x) || interval_is_empty(y))
        return interval_empty();
    if (interval_is_full(x) || interval_is_full(y))
        return interval_full();
    struct interval sum =
        between(add_bounds(lower(x), lower(y), DOWN), add_bounds(upper(x), upper(y), UP), false);
    /* A sum of numbers of one sign is 0 only where both are. */
    bool one_sign = (x.lo >= 0 && y.lo >= 0) || (x.hi <= 0 && y.hi <= 0);
    sum.soft_zero = one_sign && x.soft_zero && y.soft_zero && interval_has_zero(sum);
    return sum;
}

struct interval interval_sub(struct interval x, struct interval y)
{
    return interval_add(x, interval_neg(y));
}

/* Of four candidates for each end the outermost. */
struct hull {
    struct bound lo, hi;
};

static void reach(struct hull *hull, struct bound down, struct bound up)
{
    if (starts_before(down, hull->lo))
        hull->lo = down;
    if (ends_after(up, hull->hi))
        hull->hi = up;
}

static struct hull no_hull(void)
{
    return (struct hull){{INFINITY, true}, {-INFINITY, true}};
}

static bool is_zero(struct interval x)
{
    return x.lo == 0 && x.hi == 0;
}

static struct hull product_hull(struct interval x, struct interval y)
{
    if (x.lo >= 0 && y.lo >= 0)
        return (struct hull){multiply_bounds(lower(x), lower(y), DOWN),
                             multiply_bounds(upper(x), upper(y), UP)};
    const struct bound xs[] = {lower(x), upper(x)}, ys[] = {lower(y), upper(y)};
    struct hull hull = no_hull();
    for (int i = 0; i < 4; i++)
        reach(&hull, multiply_bounds(xs[i / 2], ys[i % 2], DOWN),
              multiply_bounds(xs[i / 2], ys[i % 2], UP));
    return hull;
}

struct interval interval_mul(struct interval x, struct interval y)
{
    if (interval_is_empty(x) || interval_is_empty(y))
        return interval_empty();
    if ((interval_is_full(x) && !is_zero(y)) || (interval_is_full(y) && !is_zero(x)))
        return interval_full();
    struct hull hull = product_hull(x, y);
    bool x_zero = interval_has_zero(x), y_zero = interval_has_zero(y);
    struct interval product = between(hull.lo, hull.hi, !x_zero && !y_zero);
    product.soft_zero = (!x_zero || x.soft_zero) && (!y_zero || y.soft_zero) && (x_zero || y_zero);
    return product;
}

struct interval interval_square(struct interval x)
{
    struct interval size = interval_abs(x);
    struct interval square = interval_mul(size, size);
    square.soft_zero = x.soft_zero;
    return square;
}

/* The divisors on one side of 0. */
static void divide_side(struct hull *hull, struct interval x, struct interval y, double side)
{
    if (interval_is_empty(y))
        return;
    const struct bound xs[] = {lower(x), upper(x)}, ys[] = {lower(y), upper(y)};
    for (int i = 0; i < 4; i++)
        reach(hull, divide_bounds(xs[i / 2], ys[i % 2], side, DOWN),
              divide_bounds(xs[i / 2], ys[i % 2], side, UP));
}

struct interval interval_div(struct interval x, struct interval y)
{
    if (interval_is_empty(x) || interval_is_empty(y))
        return interval_empty();
    struct hull hull = no_hull();
    struct interval zero = interval_point(0);
    divide_side(&hull, x, interval_meet(y, interval_above(zero, false)), 1);
    divide_side(&hull, x, interval_meet(y, interval_below(zero, false)), -1);
    if (interval_has_zero(y) && interval_is_point(y))
        return interval_full();
    struct interval quotient = between(hull.lo, hull.hi, !interval_has_zero(x));
    quotient.soft_zero = x.soft_zero;
    return quotient;
}

struct interval interval_max(struct interval x, struct interval y)
{
    if (interval_is_empty(x) || interval_is_empty(y))
        return interval_join(x, y); /* C: the other one, where one is NaN */
    struct bound lo = starts_before(lower(x), lower(y)) ? lower(y) : lower(x);
    struct bound hi = ends_after(upper(x), upper(y)) ? upper(x) : upper(y);
    return between(lo, hi, !interval_has_zero(x) && !interval_has_zero(y));
}

struct interval interval_min(struct interval x, struct interval y)
{
    return interval_neg(interval_max(interval_neg(x), interval_neg(y)));
}

struct interval interval_trunc(struct interval x)
{
    if (interval_is_empty(x))
        return x;
    return interval_closed(trunc(x.lo), trunc(x.hi));
}

/* ---- printing */

void interval_print(struct interval x, struct text *out)
{
    if (interval_is_empty(x))
        text_add(out, "[]");
    else
        text_addf(out, "%c%.6g, %.6g%c", x.lo_open ? '(' : '[', x.lo + 0, x.hi + 0,
                  x.hi_open ? ')' : ']');
}
