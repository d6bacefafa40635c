/* What follows where a condition holds: for the values that it compares, for what they were made
 * of, and for their difference. */
#include "analysis/range_state.h"

#include <math.h>

static enum ir_opcode opposite(enum ir_opcode code)
{
    switch (code) {
    case IR_EQ:
        return IR_NE;
    case IR_NE:
        return IR_EQ;
    case IR_LT:
        return IR_GE;
    case IR_LE:
        return IR_GT;
    case IR_GT:
        return IR_LE;
    default:
        return IR_LT;
    }
}

/* The comparison with its operands exchanged. */
static enum ir_opcode mirrored(enum ir_opcode code)
{
    switch (code) {
    case IR_LT:
        return IR_GT;
    case IR_LE:
        return IR_GE;
    case IR_GT:
        return IR_LT;
    case IR_GE:
        return IR_LE;
    default:
        return code;
    }
}

/* What was computed from it before may now be said to be less. */
static bool narrow_number(struct ranges *r, uint32_t number, struct interval range)
{
    size_t before = r->undo.len;
    bool possible = range_set_number(r, number, range);
    if (r->undo.len > before)
        r->epoch = ++r->clock;
    return possible;
}

static bool narrow(struct ranges *r, const struct ir_value *value, struct interval range)
{
    return narrow_number(r, numbering_of(&r->numbering, value), range);
}

/* ---- values made of others */

/* What a value must be for its absolute value to be in `size`. */
static struct interval with_size(struct interval size)
{
    struct interval both = interval_join(size, interval_neg(size));
    if (size.lo > 0 || !interval_has_zero(size))
        both = interval_without(both, 0);
    return both;
}

static const struct ir_value *constant_operand(struct ranges *r, const struct ir_op *op,
                                               uint32_t *other)
{
    for (uint32_t i = 0; i < 2; i++)
        if (interval_is_point(range_now(r, op->operands[i]))) {
            *other = 1 - i;
            return op->operands[i];
        }
    return NULL;
}

/* x from the range of x + c, c + x, x - c or c - x. */
static bool assume_sum(struct ranges *r, const struct ir_op *op, struct interval sum)
{
    uint32_t other = 0;
    const struct ir_value *value = constant_operand(r, op, &other);
    if (!value)
        return true;
    struct interval c = range_now(r, value);
    struct interval x = op->code == IR_ADD ? interval_sub(sum, c)
                        : other == 0       ? interval_add(sum, c)
                                           : interval_sub(c, sum);
    return narrow(r, op->operands[other], x);
}

/* The operand of an operation from the range of its result. Integer sums may wrap. */
static bool assume_operand(struct ranges *r, const struct ir_op *op, struct interval range)
{
    bool is_real = ir_type_is_real(ir_result(op)->type);
    switch (op->code) {
    case IR_CONV:
        return !is_real || narrow(r, op->operands[0], range);
    case IR_STOP:
    case IR_THROUGH:
    case IR_VOLATILE:
        return narrow(r, op->operands[0], range);
    case IR_NEG:
        return !is_real || narrow(r, op->operands[0], interval_neg(range));
    case IR_ADD:
    case IR_SUB:
        return !is_real || assume_sum(r, op, range);
    case IR_MUL: {
        bool square = numbering_of(&r->numbering, op->operands[0]) ==
                      numbering_of(&r->numbering, op->operands[1]);
        bool not_zero = is_real && !interval_has_zero(range);
        return !square || !not_zero ||
               narrow(r, op->operands[0], interval_without(interval_full(), 0));
    }
    case IR_MATH:
        if (op->attr.math == IR_MATH_FABS)
            return narrow(r, op->operands[0], with_size(range));
        if (op->attr.math == IR_MATH_SQRT && !interval_has_zero(range))
            return narrow(r, op->operands[0], interval_above(interval_point(0), false));
        return true;
    default:
        return true;
    }
}

/* Sets a value's range, and that of what it was made of, some operations deep. */
static bool assume_range(struct ranges *r, const struct ir_value *value, struct interval range)
{
    enum { DEEPEST = 4 };
    for (int depth = 0; depth < DEEPEST; depth++) {
        if (!narrow(r, value, range))
            return false;
        const struct ir_op *def = value->def;
        if (!def || !ir_op_is_pure(def) || !def->operand_count)
            return true;
        if (!assume_operand(r, def, range_now(r, value)))
            return false;
        value = def->operands[0];
        range = range_now(r, value);
    }
    return true;
}

/* ---- comparisons */

/* The numbers that compare like this with some number of `y`. */
static struct interval side_of(enum ir_opcode code, struct interval y)
{
    switch (code) {
    case IR_EQ:
        return y;
    case IR_NE:
        return interval_is_point(y) ? interval_without(interval_full(), y.lo) : interval_full();
    case IR_LT:
    case IR_LE:
        return interval_below(y, code == IR_LE);
    default:
        return interval_above(y, code == IR_GE);
    }
}

static struct interval ends_without(struct interval x, enum ir_opcode code, struct interval y)
{
    if (code == IR_NE && interval_is_point(y))
        return interval_without(x, y.lo);
    return interval_meet(x, side_of(code, y));
}

/* The difference x - y where the function computes it. */
static bool assume_difference(struct ranges *r, enum ir_opcode code, const struct ir_value *x,
                              const struct ir_value *y)
{
    if (x->type != y->type || !ir_type_is_real(x->type))
        return true;
    uint32_t number = numbering_find(&r->numbering, IR_SUB, x->type, numbering_of(&r->numbering, x),
                                     numbering_of(&r->numbering, y));
    if (number == NUMBER_NONE)
        return true;
    return narrow_number(r, number, side_of(code, interval_point(0)));
}

/* What is compared may be a long formula: looking into it takes nothing from the conditions that
 * are still to be read, as in a clip at both ends. */
static struct interval compared(struct ranges *r, const struct ir_value *value)
{
    enum { DEEPEST = RANGE_FUEL / 2 };
    unsigned fuel = r->fuel;
    r->fuel = fuel < DEEPEST ? fuel : DEEPEST;
    struct interval range = range_deep(r, value);
    r->fuel = fuel;
    return range;
}

bool range_assume_order(struct ranges *r, enum ir_opcode code, const struct ir_value *x,
                        const struct ir_value *y)
{
    if (ir_type_is_ptr(x->type) || ir_type_is_ptr(y->type))
        return true;
    struct interval xs = compared(r, x), ys = compared(r, y);
    return assume_range(r, x, range_fitted(ends_without(xs, code, ys), x->type)) &&
           assume_range(r, y, range_fitted(ends_without(ys, mirrored(code), xs), y->type)) &&
           assume_difference(r, code, x, y) && assume_difference(r, mirrored(code), y, x);
}

/* ---- conditions made of conditions */

/* Of two worlds, either of which may be the real one, each fact holds that both have in common: for
 * each number that the first one changed, the join of what it is in either. */
static void keep_facts(struct ranges *r, size_t mark)
{
    for (size_t i = mark; i < r->undo.len; i++) {
        uint32_t number = r->undo.data[i].number;
        vec_push(r->arena, &r->facts, (struct range_change){number, r->now[number]});
    }
}

static void join_facts(struct ranges *r, size_t first)
{
    for (size_t i = first; i < r->facts.len; i++) {
        struct range_change *fact = &r->facts.data[i];
        fact->old = interval_join(fact->old, r->now[fact->number]);
    }
}

/* The i-th of the two values that a SELECT or an IF chooses between. */
static const struct ir_value *chosen(const struct ir_value *value, int i)
{
    const struct ir_op *op = value->def;
    if (op->code == IR_SELECT)
        return op->operands[i + 1];
    return ir_terminator(op->regions[i])->operands[value->index];
}

/* What is said of a value: how it compares with another, or else whether it is true. */
struct claim {
    const struct ir_value *against; /* or NULL */
    enum ir_opcode code;
    bool truth;
};

static bool assume_comparison(struct ranges *r, enum ir_opcode code, const struct ir_value *x,
                              const struct ir_value *y);

static bool assume_claim(struct ranges *r, const struct ir_value *value, struct claim claim)
{
    return claim.against ? assume_comparison(r, claim.code, value, claim.against)
                         : range_assume(r, value, claim.truth);
}

/* Either the condition held and the claim is of the first value, or it did not, and it is of the
 * second. */
static bool assume_choice(struct ranges *r, const struct ir_value *value, struct claim claim)
{
    const struct ir_value *condition = value->def->operands[0];
    size_t first = r->facts.len;
    int possible = 0, last = 0;
    for (int i = 0; i < 2; i++) {
        struct range_mark mark = range_mark(r);
        if (range_assume(r, condition, i == 0) && assume_claim(r, chosen(value, i), claim)) {
            if (possible)
                join_facts(r, first);
            else
                keep_facts(r, mark.undo);
            possible++;
            last = i;
        }
        range_forget(r, mark);
    }
    for (size_t i = first; i < r->facts.len && possible == 2; i++)
        narrow_number(r, r->facts.data[i].number, r->facts.data[i].old);
    r->facts.len = first;
    if (possible == 1)
        return range_assume(r, condition, last == 0) && assume_claim(r, chosen(value, last), claim);
    return possible > 0;
}

/* A number used as a truth value: it is, or is not, 0. */
static bool assume_nonzero(struct ranges *r, const struct ir_value *value, bool truth)
{
    if (ir_type_is_bool(value->type))
        return range_assume(r, value, truth);
    const struct ir_op *def = value->def;
    if (def && def->code == IR_CONV && ir_type_is_bool(def->operands[0]->type))
        return range_assume(r, def->operands[0], truth);
    struct interval range = range_deep(r, value);
    struct interval zero = interval_point(0);
    range = truth ? interval_without(range, 0) : interval_meet(range, zero);
    return assume_range(r, value, range_fitted(range, value->type));
}

/* An integer that is chosen, as a function's word on whether it succeeded: what it was chosen by
 * holds where it is asked for. */
static bool is_code(const struct ir_value *value)
{
    return value->def && (value->def->code == IR_IF || value->def->code == IR_SELECT) &&
           ir_type_is_integer(value->type) && !ir_type_is_bool(value->type);
}

/* Comparisons of a truth value with a constant say something of the truth value. */
static bool assume_comparison(struct ranges *r, enum ir_opcode code, const struct ir_value *x,
                              const struct ir_value *y)
{
    struct interval against = range_deep(r, y);
    bool is_test = (code == IR_EQ || code == IR_NE) && interval_is_point(against) &&
                   against.lo == 0 && !ir_type_is_ptr(x->type);
    if (r->fuel && is_code(x) && interval_is_point(against)) {
        r->fuel--;
        if (!assume_choice(r, x, (struct claim){.against = y, .code = code}))
            return false;
    }
    if (is_test)
        return assume_nonzero(r, x, code == IR_NE);
    return range_assume_order(r, code, x, y);
}

bool range_assume(struct ranges *r, const struct ir_value *condition, bool truth)
{
    if (!narrow(r, condition, interval_point(truth)))
        return false;
    const struct ir_op *def = condition->def;
    if (!def || !r->fuel)
        return true;
    r->fuel--;
    if (ir_op_is_comparison(def))
        return assume_comparison(r, truth ? def->code : opposite(def->code), def->operands[0],
                                 def->operands[1]);
    switch (def->code) {
    case IR_CONST:
        return (def->attr.integer != 0) == truth;
    case IR_LNOT:
        return range_assume(r, def->operands[0], !truth);
    case IR_CONV:
        return ir_type_is_ptr(def->operands[0]->type) || assume_nonzero(r, def->operands[0], truth);
    case IR_SELECT:
    case IR_IF:
        return assume_choice(r, condition, (struct claim){.truth = truth});
    default:
        return true;
    }
}
