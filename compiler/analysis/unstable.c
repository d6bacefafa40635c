/* unstable-expression: patterns over a few operations. */
#include "analysis/singular_state.h"

struct row {
    bool (*matches)(struct singular *s, const struct ir_op *op);
    const char *form, *trouble, *better;
};

static const struct ir_op *def_of(const struct ir_value *value)
{
    return singular_unconverted(value)->def;
}

static bool is_call_of(const struct ir_op *op, enum ir_math math)
{
    return op && op->code == IR_MATH && op->attr.math == math;
}

static bool is_number(struct singular *s, const struct ir_value *value, double number)
{
    struct interval x = ranges_of(s->ranges, value);
    return interval_is_point(x) && x.lo == number;
}

/* An exponential that may be large. */
static bool is_large_exp(struct singular *s, const struct ir_value *value)
{
    const struct ir_op *def = def_of(value);
    static const double safe = 700; /* below the logarithm of DBL_MAX */
    return is_call_of(def, IR_MATH_EXP) && ranges_of(s->ranges, def->operands[0]).hi > safe &&
           !(def_of(def->operands[0]) && def_of(def->operands[0])->code == IR_SUB);
}

/* What is under a function when it has this form: an operation of this kind. */
static const struct ir_op *argument_like(const struct ir_op *op, enum ir_math math,
                                         enum ir_opcode code)
{
    const struct ir_op *argument = is_call_of(op, math) ? def_of(op->operands[0]) : NULL;
    return argument && argument->code == code ? argument : NULL;
}

/* The operand beside a 1 in a sum; NULL where there is no 1. */
static const struct ir_value *beside_one(struct singular *s, const struct ir_op *sum)
{
    for (uint32_t i = 0; sum && i < 2; i++)
        if (is_number(s, sum->operands[i], 1))
            return sum->operands[1 - i];
    return NULL;
}

static bool is_log_one_plus_exp(struct singular *s, const struct ir_op *op)
{
    const struct ir_value *term = beside_one(s, argument_like(op, IR_MATH_LOG, IR_ADD));
    const struct ir_value *inner = is_call_of(op, IR_MATH_LOG1P) ? op->operands[0]
                                   : term                        ? term
                                                                 : NULL;
    return inner && is_large_exp(s, inner);
}

static bool is_log_sum_of_exps(struct singular *s, const struct ir_op *op)
{
    const struct ir_op *sum = argument_like(op, IR_MATH_LOG, IR_ADD);
    if (sum)
        return is_large_exp(s, sum->operands[0]) && is_large_exp(s, sum->operands[1]);
    const struct ir_op *loop = argument_like(op, IR_MATH_LOG, IR_FOR);
    if (!loop)
        return false;
    const struct ir_value *result = singular_unconverted(op->operands[0]);
    const struct ir_op *step = ir_terminator(loop->regions[0])->operands[result->index]->def;
    return step && step->code == IR_ADD && is_large_exp(s, step->operands[1]);
}

static bool is_log_of_softmax(struct singular *s, const struct ir_op *op)
{
    const struct ir_op *quotient = argument_like(op, IR_MATH_LOG, IR_DIV);
    return quotient && is_large_exp(s, quotient->operands[0]);
}

static bool is_log_one_plus(struct singular *s, const struct ir_op *op)
{
    const struct ir_value *term = beside_one(s, argument_like(op, IR_MATH_LOG, IR_ADD));
    return term && !is_call_of(def_of(term), IR_MATH_EXP);
}

static bool is_exp_minus_one(struct singular *s, const struct ir_op *op)
{
    return op->code == IR_SUB && is_call_of(def_of(op->operands[0]), IR_MATH_EXP) &&
           is_number(s, op->operands[1], 1);
}

static bool is_square(const struct singular *s, const struct ir_value *value)
{
    const struct ir_op *def = def_of(value);
    const struct numbering *numbering = &s->flow->numbering;
    return def && def->code == IR_MUL &&
           numbering_of(numbering, def->operands[0]) == numbering_of(numbering, def->operands[1]);
}

static bool is_root_of_squares(struct singular *s, const struct ir_op *op)
{
    const struct ir_op *sum = argument_like(op, IR_MATH_SQRT, IR_ADD);
    return sum && is_square(s, sum->operands[0]) && is_square(s, sum->operands[1]);
}

static const struct row rows[] = {
#define UNSTABLE(id, form, trouble, better) {is_##id, form, trouble, better},
#include "analysis/unstable.def"
#undef UNSTABLE
};

void singular_check_stability(struct singular *s, const struct ir_op *op)
{
    if (!loss_flow_is_useful(s->flow, ir_result(op)) ||
        !loss_flow_is_varied(s->flow, ir_result(op)))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].matches(s, op))
            continue;
        struct diag *d = diag_new(s->flow->engine, DIAG_unstable_expression, op->loc, rows[i].form,
                                  rows[i].trouble);
        loss_flow_note_calls(d, op);
        diag_note(d, op->loc, "the stable form: %s", rows[i].better);
        singular_found(s, d);
        return;
    }
}
