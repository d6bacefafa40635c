/* float-equality-branch: a choice that depends on whether active values are equal. Where it is
 * there to keep 0 away from a division, root or logarithm, it is right as it is. */
#include "analysis/singular_state.h"

enum { MOST_CONDITIONS = 16, MOST_OPS = 4096 };

struct search {
    struct singular *s;
    uint32_t number;          /* of the value that was compared */
    const struct cell *array; /* that it is an entry of, or NULL */
    unsigned left;            /* operations that may still be looked at */
};

/* What an operation is not to be given 0 for: a divisor, the argument of a root; else NULL. */
static const struct ir_value *sensitive_operand(const struct ir_op *op)
{
    if (op->code == IR_DIV)
        return op->operands[1];
    if (op->code != IR_MATH)
        return NULL;
    switch (op->attr.math) {
    case IR_MATH_SQRT:
    case IR_MATH_CBRT:
    case IR_MATH_LOG:
    case IR_MATH_LOG2:
    case IR_MATH_LOG10:
    case IR_MATH_LOG1P:
    case IR_MATH_POW:
    case IR_MATH_HYPOT:
    case IR_MATH_ATAN2:
        return op->operands[0];
    case IR_MATH_FMOD:
        return op->operands[1];
    default:
        return NULL;
    }
}

/* The array that a value is loaded from; NULL for what is no entry of one. */
static const struct cell *array_of(const struct singular *s, const struct ir_value *value)
{
    const struct ir_op *load = singular_unconverted(value)->def;
    const struct ir_op *address = load && load->code == IR_LOAD ? load->operands[0]->def : NULL;
    if (!address || (address->code != IR_ELEM && address->code != IR_PTRADD))
        return NULL;
    const cell_list *cells = cells_of(s->flow->graph.cells, load->operands[0]);
    return cells->len == 1 ? cells->data[0] : NULL;
}

/* An operand that 0 is kept from: made of the value, or an entry of its array, since rows may have
 * been exchanged between looking at a pivot and dividing by it. */
static bool is_kept_from_zero(const struct search *search, const struct ir_value *operand)
{
    return loss_flow_is_made_of(search->s->flow, operand, search->number) ||
           (search->array && array_of(search->s, operand) == search->array);
}

static bool is_guarded_in(struct search *search, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (!search->left)
            return false;
        search->left--;
        const struct ir_value *operand = sensitive_operand(op);
        if (operand && is_kept_from_zero(search, operand))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (is_guarded_in(search, op->regions[i]))
                return true;
    }
    return false;
}

/* A norm is compared with 0 because of what is done with it, wherever that is. */
static bool is_norm(const struct ir_value *value)
{
    const struct ir_op *def = singular_unconverted(value)->def;
    return def && def->code == IR_MATH &&
           (def->attr.math == IR_MATH_SQRT || def->attr.math == IR_MATH_HYPOT ||
            def->attr.math == IR_MATH_FABS);
}

static bool is_zero(struct singular *s, const struct ir_value *value)
{
    return interval_equals(ranges_of(s->ranges, value), interval_point(0));
}

static bool guards_array(struct singular *s, const struct ir_value *value)
{
    struct search search = {s, numbering_of(&s->flow->numbering, value), array_of(s, value),
                            MOST_OPS};
    return search.array && is_guarded_in(&search, s->flow->loss->body);
}

static bool guards(struct singular *s, const struct ir_op *branch, const struct ir_value *value)
{
    struct search search = {s, numbering_of(&s->flow->numbering, value), NULL, MOST_OPS};
    if (is_norm(value))
        return true;
    for (uint32_t i = 0; i < branch->region_count; i++)
        if (is_guarded_in(&search, branch->regions[i]))
            return true;
    for (uint32_t i = 0; i < branch->result_count; i++) {
        search.number = numbering_of(&s->flow->numbering, branch->results[i]);
        if (is_guarded_in(&search, s->flow->loss->body))
            return true;
    }
    return false;
}

static bool is_choice_useful(const struct singular *s, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->result_count; i++)
        if (loss_flow_is_useful(s->flow, op->results[i]) &&
            loss_flow_is_varied(s->flow, op->results[i]))
            return true;
    return false;
}

/* x != x, the test for NaN. */
static bool is_nan_test(const struct singular *s, const struct ir_op *test)
{
    const struct numbering *numbering = &s->flow->numbering;
    return numbering_of(numbering, test->operands[0]) == numbering_of(numbering, test->operands[1]);
}

static void check_equality(struct singular *s, const struct ir_op *branch, const struct ir_op *test)
{
    if (is_nan_test(s, test))
        return;
    for (uint32_t i = 0; i < 2; i++) {
        const struct ir_value *value = test->operands[i];
        if (ir_type_is_real(value->type) && loss_flow_is_varied(s->flow, value) &&
            (guards(s, branch, value) ||
             (is_zero(s, test->operands[1 - i]) && guards_array(s, value))))
            return;
    }
    const char *sign = test->code == IR_EQ ? "==" : "!=";
    struct diag *d = diag_new(s->flow->engine, DIAG_float_equality_branch, test->loc, sign);
    loss_flow_note_calls(d, test);
    diag_note(d, branch->loc,
              "where they are equal, one side alone gives the gradient; compare with '<', or make "
              "both sides agree there");
    singular_found(s, d);
}

/* Looks at the comparisons that a condition is made of. A flag that a branch sets is no more than
 * that branch's condition, which is looked at by itself where it chooses values. */
static void check_condition(struct singular *s, const struct ir_op *branch,
                            const struct ir_value *condition, unsigned *left)
{
    const struct ir_op *def = condition->def;
    if (!def || !*left)
        return;
    --*left;
    if (def->code == IR_EQ || def->code == IR_NE) {
        if (loss_flow_is_varied(s->flow, def->operands[0]) ||
            loss_flow_is_varied(s->flow, def->operands[1]))
            check_equality(s, branch, def);
    } else if (def->code == IR_IF) {
        for (uint32_t i = 0; i < 2; i++)
            check_condition(s, branch, ir_terminator(def->regions[i])->operands[condition->index],
                            left);
        if (!is_choice_useful(s, def))
            check_condition(s, branch, def->operands[0], left);
    } else if (def->code == IR_LNOT || def->code == IR_CONV || def->code == IR_SELECT) {
        for (uint32_t i = 0; i < def->operand_count; i++)
            check_condition(s, branch, def->operands[i], left);
    }
}

/* Whether a condition asks if the value of this number is equal to something. */
static bool asks_equality(const struct singular *s, const struct ir_value *condition,
                          uint32_t number, unsigned *left)
{
    const struct ir_op *def = condition->def;
    if (!def || !*left)
        return false;
    --*left;
    bool is_equality = def->code == IR_EQ || def->code == IR_NE;
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (is_equality ? numbering_of(&s->flow->numbering, def->operands[i]) == number
                        : asks_equality(s, def->operands[i], number, left))
            return true;
    for (uint32_t i = 0; def->code == IR_IF && i < 2; i++)
        if (asks_equality(s, ir_terminator(def->regions[i])->operands[condition->index], number,
                          left))
            return true;
    return false;
}

bool singular_is_singled_out(const struct singular *s, const struct ir_op *op,
                             const struct ir_value *value)
{
    uint32_t number = numbering_of(&s->flow->numbering, value);
    unsigned left = MOST_CONDITIONS;
    for (const struct ir_op *outer = op->region->op; outer; outer = outer->region->op)
        if (outer->code == IR_IF && asks_equality(s, outer->operands[0], number, &left))
            return true;
    return false;
}

void singular_check_branch(struct singular *s, const struct ir_op *op)
{
    unsigned left = MOST_CONDITIONS;
    if (is_choice_useful(s, op))
        check_condition(s, op, op->operands[0], &left);
}
