/* Pure operations: ranges of results from ranges of operands. */
#include "analysis/range_state.h"

#include "analysis/math_ranges.h"

#include "ir/build.h"

#include <math.h>

enum { MOST_FACTORS = 8 };

struct interval range_fitted(struct interval x, const struct ir_type *type)
{
    if (!ir_type_is_integer(type))
        return x;
    struct interval all = interval_of_type(type);
    if (!ir_type_is_signed(type) && !interval_within(x, all))
        return all;
    return interval_integers(interval_meet(x, all));
}

static bool are_equal(const struct ranges *r, const struct ir_value *x, const struct ir_value *y)
{
    return numbering_of(&r->numbering, x) == numbering_of(&r->numbering, y);
}

/* ---- sums */

/* The value that a loop starts `argument` of its region with, if it goes on with `next`; else NULL.
 */
static const struct ir_value *start_of(const struct ir_value *argument, const struct ir_value *next)
{
    const struct ir_op *loop = argument->def ? NULL : argument->region->op;
    if (!loop || argument->index == 0)
        return NULL;
    uint32_t k = argument->index - 1;
    const struct ir_op *yield = ir_terminator(loop->regions[0]);
    return yield->operands[ir_loop_yield_index(loop, k)] == next
               ? loop->operands[ir_loop_first_carried(loop) + k]
               : NULL;
}

/* Whether a loop adds up from 0 what is 0 only because memory began so: then its sum is 0 for no
 * other reason. */
static bool adds_soft_zeros(const struct ranges *r, const struct ir_op *op)
{
    for (uint32_t i = 0; i < 2; i++) {
        struct interval sum = range_now(r, op->operands[i]);
        struct interval term = range_now(r, op->operands[1 - i]);
        const struct ir_value *start = term.soft_zero && term.lo >= 0 && sum.lo >= 0
                                           ? start_of(op->operands[i], ir_result(op))
                                           : NULL;
        if (start && interval_equals(range_now(r, start), interval_point(0)))
            return true;
    }
    return false;
}

static struct interval sum_of(const struct ranges *r, const struct ir_op *op, struct interval x,
                              struct interval y)
{
    struct interval sum = interval_add(x, y);
    sum.soft_zero |= interval_has_zero(sum) && adds_soft_zeros(r, op);
    return sum;
}

/* ---- products, in which equal factors make squares: a * x * x */

struct factors {
    const struct ir_value *values[MOST_FACTORS];
    unsigned count;
};

static bool is_real_product(const struct ir_value *value)
{
    return value->def && value->def->code == IR_MUL && ir_type_is_real(value->type);
}

static void collect_factors(struct factors *f, const struct ir_value *value)
{
    while (is_real_product(value) && f->count + 2 < MOST_FACTORS) {
        const struct ir_op *mul = value->def;
        bool left = is_real_product(mul->operands[0]);
        f->values[f->count++] = mul->operands[left ? 1 : 0];
        value = mul->operands[left ? 0 : 1];
    }
    f->values[f->count++] = value;
}

/* Takes a factor equal to the last one out; false when there is none. */
static bool take_equal(const struct ranges *r, struct factors *f, const struct ir_value *factor)
{
    for (unsigned i = 0; i < f->count; i++)
        if (are_equal(r, f->values[i], factor)) {
            f->values[i] = f->values[--f->count];
            return true;
        }
    return false;
}

/* Takes a factor out, or two that are equal. */
static struct interval next_factor(struct ranges *r, struct factors *f)
{
    const struct ir_value *factor = f->values[--f->count];
    struct interval x = range_deep(r, factor);
    return take_equal(r, f, factor) ? interval_square(x) : x;
}

static struct interval product(struct ranges *r, const struct ir_op *op)
{
    struct factors f = {0};
    collect_factors(&f, op->operands[0]);
    collect_factors(&f, op->operands[1]);
    struct interval result = next_factor(r, &f);
    while (f.count)
        result = interval_mul(result, next_factor(r, &f));
    return result;
}

/* ---- integers */

static struct interval remainder_of(struct interval x, struct interval y)
{
    double largest = fmax(fabs(y.lo), fabs(y.hi)) - 1;
    struct interval sign = interval_closed(x.lo >= 0 ? 0 : -INFINITY, x.hi <= 0 ? 0 : INFINITY);
    return interval_meet(interval_closed(-largest, largest), sign);
}

static struct interval integer_division(struct interval x, struct interval y)
{
    return interval_trunc(interval_div(x, interval_without(y, 0)));
}

/* ---- comparisons */

static struct interval truth_if(bool surely, bool never)
{
    return surely ? interval_point(1) : never ? interval_point(0) : interval_closed(0, 1);
}

static struct interval comparison(enum ir_opcode code, struct interval x, struct interval y)
{
    bool apart = interval_is_empty(interval_meet(x, y));
    bool same = interval_is_point(x) && interval_equals(x, y);
    bool at_most = x.hi <= y.lo, at_least = x.lo >= y.hi;
    switch (code) {
    case IR_EQ:
        return truth_if(same, apart);
    case IR_NE:
        return truth_if(apart, same);
    case IR_LT:
        return truth_if(x.hi < y.lo || (at_most && apart), at_least);
    case IR_LE:
        return truth_if(at_most, x.lo > y.hi || (at_least && apart));
    case IR_GT:
        return truth_if(x.lo > y.hi || (at_least && apart), at_most);
    default:
        return truth_if(at_least, x.hi < y.lo || (at_most && apart));
    }
}

static struct interval conversion(struct interval x, const struct ir_op *op)
{
    const struct ir_type *from = op->operands[0]->type, *to = ir_result(op)->type;
    if (ir_type_is_bool(to))
        return truth_if(!interval_has_zero(x), interval_is_point(x) && x.lo == 0);
    if (!ir_type_is_integer(to))
        return x;
    struct interval whole = ir_type_is_real(from) ? interval_trunc(x) : x;
    struct interval all = interval_of_type(to);
    return interval_within(whole, all) ? whole : all;
}

static struct interval math_of(struct ranges *r, const struct ir_op *op)
{
    struct interval arguments[3];
    for (uint32_t i = 0; i < op->operand_count && i < 3; i++)
        arguments[i] = range_deep(r, op->operands[i]);
    if (!ir_type_is_real(ir_result(op)->type))
        return interval_of_type(ir_result(op)->type);
    return math_range(op->attr.math, arguments);
}

/* Each of the two in the world where it is chosen. */
static struct interval choice(struct ranges *r, const struct ir_op *op)
{
    struct interval result = interval_empty();
    for (uint32_t i = 0; i < 2; i++) {
        struct range_mark mark = range_mark(r);
        if (range_assume(r, op->operands[0], i == 0))
            result = interval_join(result, range_deep(r, op->operands[i + 1]));
        range_forget(r, mark);
    }
    return result;
}

static struct interval binary(struct ranges *r, const struct ir_op *op)
{
    struct interval x = range_deep(r, op->operands[0]), y = range_deep(r, op->operands[1]);
    if (interval_is_empty(x) || interval_is_empty(y))
        return interval_empty();
    bool is_integer = ir_type_is_integer(ir_result(op)->type);
    bool equal = are_equal(r, op->operands[0], op->operands[1]);
    switch (op->code) {
    case IR_ADD:
        return sum_of(r, op, x, y);
    case IR_SUB:
        return equal ? interval_point(0) : interval_sub(x, y);
    case IR_MUL:
        if (!is_integer)
            return product(r, op);
        return equal ? interval_square(x) : interval_mul(x, y);
    case IR_DIV:
        if (is_integer)
            return integer_division(x, y);
        return equal ? interval_point(1) : interval_div(x, y);
    case IR_REM:
        return remainder_of(x, y);
    case IR_AND:
        return x.lo >= 0 && y.lo >= 0 ? interval_closed(0, fmin(x.hi, y.hi)) : interval_full();
    case IR_SHR:
        return x.lo >= 0 ? interval_closed(0, x.hi) : interval_full();
    default:
        return ir_op_is_comparison(op) ? comparison(op->code, x, y) : interval_full();
    }
}

/* Long constants may lie between two numbers of double. */
static struct interval constant(const struct ir_op *op)
{
    const struct ir_type *type = ir_result(op)->type;
    long double value = op->code == IR_REAL       ? op->attr.real->value
                        : ir_type_is_signed(type) ? (long double)op->attr.integer
                                                  : (long double)(uint64_t)op->attr.integer;
    double near = (double)value;
    if (near == value || isnan(value) || isinf(near))
        return interval_point(near);
    return interval_closed(nextafter(near, -INFINITY), nextafter(near, INFINITY));
}

static struct interval result_of(struct ranges *r, const struct ir_op *op)
{
    switch (op->code) {
    case IR_CONST:
    case IR_REAL:
        return constant(op);
    case IR_NEG:
        return interval_neg(range_deep(r, op->operands[0]));
    case IR_LNOT:
        return interval_sub(interval_point(1), range_deep(r, op->operands[0]));
    case IR_STOP:
    case IR_THROUGH:
    case IR_VOLATILE:
        return range_deep(r, op->operands[0]);
    case IR_CONV:
        return conversion(range_deep(r, op->operands[0]), op);
    case IR_MATH:
        return math_of(r, op);
    case IR_SELECT:
        return choice(r, op);
    default:
        return op->operand_count == 2 ? binary(r, op) : interval_full();
    }
}

struct interval range_transfer(struct ranges *r, const struct ir_op *op)
{
    return range_fitted(result_of(r, op), ir_result(op)->type);
}
