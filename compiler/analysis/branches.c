/* One look at every result of an IF, and at every use of what was never set. */
#include "analysis/branches.h"

#include "ir/build.h"

/* ---- branches that are constant */

struct branches {
    const struct loss_flow *flow;
    const bool **reached; /* by subject, then by node: does it flow there; NULL until asked for */
};

static const bool *reached_from(const struct loss_flow *flow, const struct subject *subject)
{
    VEC(uint32_t) seeds = {0};
    for (size_t i = 0; i < subject->leaves.len; i++)
        if (subject->leaves.data[i].node != SUBJECT_NO_NODE)
            vec_push(flow->arena, &seeds, subject->leaves.data[i].node);
    return reach_from(flow->arena, &flow->graph, seeds.data, seeds.len, FLOW_KINDS_SMOOTH);
}

static bool leads_to(struct branches *branches, size_t subject, uint32_t node)
{
    const struct loss_flow *flow = branches->flow;
    if (!branches->reached[subject])
        branches->reached[subject] = reached_from(flow, &flow->subjects.data[subject]);
    return branches->reached[subject][node];
}

static struct src_loc place_of(const struct ir_value *value, const struct ir_op *op)
{
    return value->def && value->def->loc.file ? value->def->loc : op->loc;
}

static void report_constant(struct branches *branches, const struct ir_op *op,
                            const struct ir_value *constant, const struct ir_value *active)
{
    const struct loss_flow *flow = branches->flow;
    for (size_t i = 0; i < flow->subjects.len; i++) {
        const struct subject *subject = &flow->subjects.data[i];
        if (!leads_to(branches, i, flow_value_node(active)))
            continue;
        struct diag *d =
            diag_new(flow->engine, DIAG_branch_without_gradient, op->loc, subject->name);
        diag_about_parameter(d, subject->name, DIAG_GRADIENT_PARTIAL);
        diag_note(d, place_of(constant, op), "the value does not depend on '%s' there",
                  subject->name);
        loss_flow_note_calls(d, op);
        diag_emit(d);
    }
}

/* ---- branches that set nothing */

enum { MOST_CODES = 8 };

static bool is_unset(const struct ir_value *value)
{
    return value->def && value->def->code == IR_UNDEF;
}

/* The constants that a flag is where another value is set, and where it is not. */
struct flag_values {
    int64_t codes[2][MOST_CODES]; /* by whether the value is set */
    unsigned counts[2];
    bool is_anything[2]; /* it may also be something else */
};

/* The constant that a flag is given: true is a converted 1, and -1 a negated one. */
static bool find_code(const struct ir_value *flag, int64_t *code)
{
    const struct ir_op *def = flag->def;
    bool is_made = def && (def->code == IR_CONV || def->code == IR_NEG);
    if (is_made && ir_type_is_integer(def->operands[0]->type) && find_code(def->operands[0], code))
        *code = def->code == IR_NEG           ? (int64_t)(0 - (uint64_t)*code)
                : ir_type_is_bool(flag->type) ? *code != 0
                                              : *code;
    else if (def && def->code == IR_CONST)
        *code = def->attr.integer;
    else
        return false;
    return true;
}

static bool has_code(const struct flag_values *seen, bool is_set, int64_t code)
{
    for (unsigned i = 0; i < seen->counts[is_set]; i++)
        if (seen->codes[is_set][i] == code)
            return true;
    return false;
}

static void see_flag(struct flag_values *seen, const struct ir_value *flag, bool is_set)
{
    int64_t code = 0;
    bool is_code = find_code(flag, &code);
    if (is_code && has_code(seen, is_set, code))
        return;
    if (is_code && seen->counts[is_set] < MOST_CODES)
        seen->codes[is_set][seen->counts[is_set]++] = code;
    else
        seen->is_anything[is_set] = true;
}

/* Looks at the two values along the branches that both of them come from. */
static void see_branches(struct flag_values *seen, const struct ir_value *value,
                         const struct ir_value *flag, unsigned depth)
{
    enum { DEEPEST = 16 };
    const struct ir_op *def = value->def;
    bool is_joint = def && def == flag->def && def->code == IR_IF && depth < DEEPEST;
    for (uint32_t i = 0; is_joint && i < 2; i++) {
        const struct ir_op *yield = ir_terminator(def->regions[i]);
        see_branches(seen, yield->operands[value->index], yield->operands[flag->index], depth + 1);
    }
    if (!is_joint)
        see_flag(seen, flag, !is_unset(value));
}

/* Whether the flag is, or may be, something where the value is set that it never is elsewhere. */
static bool tells_apart(const struct flag_values *seen)
{
    bool is_apart = seen->is_anything[true];
    for (unsigned i = 0; i < seen->counts[true]; i++)
        is_apart |= !has_code(seen, false, seen->codes[true][i]);
    return is_apart && !seen->is_anything[false];
}

/* Whether another result tells where a result is set, as after a return: what comes later can ask
 * it. */
static bool is_told_apart(const struct ir_op *op, const struct ir_value *result)
{
    for (uint32_t k = 0; k < op->result_count; k++) {
        struct flag_values seen = {0};
        if (!ir_type_is_integer(op->results[k]->type))
            continue;
        see_branches(&seen, result, op->results[k], 0);
        if (tells_apart(&seen))
            return true;
    }
    return false;
}

/* ---- uses of what was not set */

/* A truth value without the negations and comparisons with 0 around it, and what it then is. */
struct asked {
    const struct ir_value *value; /* the first of those with its number, or NULL */
    bool truth;
};

struct unset {
    const struct loss_flow *flow;
    struct asked set; /* what holds where the variable is set */
};

static bool is_zero(const struct ir_value *value)
{
    int64_t code = 1;
    return find_code(value, &code) && code == 0;
}

/* Whether a conversion is 0 just where its operand is. */
static bool keeps_truth(const struct ir_op *conv)
{
    const struct ir_type *from = conv->operands[0]->type, *to = ir_result(conv)->type;
    return ir_type_is_bool(to) || (ir_type_is_integer(from) && ir_type_is_integer(to) &&
                                   ir_type_bits(to) >= ir_type_bits(from));
}

static struct asked asked_of(const struct loss_flow *flow, const struct ir_value *condition,
                             bool truth)
{
    for (const struct ir_op *def = condition->def; def; def = condition->def) {
        bool is_test = (def->code == IR_EQ || def->code == IR_NE) && is_zero(def->operands[1]);
        bool is_conv = def->code == IR_CONV && keeps_truth(def);
        if (!is_test && def->code != IR_LNOT && !is_conv)
            break;
        truth ^= def->code == IR_LNOT || def->code == IR_EQ;
        condition = def->operands[0];
    }
    uint32_t number = numbering_of(&flow->numbering, condition);
    return (struct asked){flow->numbering.values[number], truth};
}

static bool asks_the_same(const struct unset *u, const struct ir_value *condition, bool truth)
{
    struct asked asked = asked_of(u->flow, condition, truth);
    return u->set.value && asked.value == u->set.value && asked.truth == u->set.truth;
}

/* Whether the variable is set wherever a region is run. */
static bool is_set_in(const struct unset *u, const struct ir_region *region)
{
    for (; region->op && u->set.value; region = region->op->region)
        if (region->op->code == IR_IF &&
            asks_the_same(u, region->op->operands[0], region == region->op->regions[0]))
            return true;
    return false;
}

static bool is_guarded(const struct unset *u, const struct ir_op *use, const struct ir_value *value,
                       unsigned depth);

/* Whether what becomes of a pure operation's result is all guarded. */
static bool is_kept_back(const struct unset *u, const struct ir_value *result, unsigned depth)
{
    const struct uses *uses = &u->flow->uses;
    uint32_t first = uses->first[result->id], end = uses->first[result->id + 1];
    for (uint32_t i = first; i < end; i++)
        if (!is_guarded(u, uses->ops[i], result, depth))
            return false;
    return first < end;
}

/* Whether a use of `value` counts only where something else has told that the variable is set. What
 * `?:`, `&&` and `||` choose from is computed ahead of them when it is pure; a comparison that is
 * chosen is the second half of a condition, which the first half may keep from being asked. */
static bool is_guarded(const struct unset *u, const struct ir_op *use, const struct ir_value *value,
                       unsigned depth)
{
    enum { DEEPEST = 4 };
    bool is_chosen = use->code == IR_SELECT && use->operands[0] != value;
    if (is_chosen && (ir_type_is_bool(value->type) ||
                      asks_the_same(u, use->operands[0], use->operands[1] == value)))
        return true;
    if (is_set_in(u, use->region))
        return true;
    return ir_op_is_pure(use) && use->result_count == 1 && depth < DEEPEST &&
           is_kept_back(u, ir_result(use), depth + 1);
}

/* Whether every turn of a loop comes by `use`; the body of a WHILE is under its condition. */
static bool is_in_every_turn(const struct ir_op *loop, const struct ir_op *use)
{
    const struct ir_region *body = loop->regions[0];
    const struct ir_op *around = use->region->op;
    bool is_guarded = loop->code == IR_WHILE && around && around->code == IR_IF &&
                      around->region == body &&
                      around->operands[0] == ir_terminator(body)->operands[0];
    return use->region == body || is_guarded;
}

static const struct ir_op *first_use(const struct unset *u, const struct ir_value *value,
                                     unsigned depth);

/* In a loop that `value` enters as what its first turn starts from. */
static const struct ir_op *first_use_in_loop(const struct unset *u, const struct ir_op *loop,
                                             const struct ir_value *value, unsigned depth)
{
    uint32_t first = ir_loop_first_carried(loop);
    for (uint32_t i = first; i < loop->operand_count; i++) {
        const struct ir_value *carried = loop->regions[0]->args.data[i - first + 1];
        const struct ir_op *use =
            loop->operands[i] == value ? first_use(u, carried, depth + 1) : NULL;
        if (use && is_in_every_turn(loop, use))
            return use;
    }
    return NULL;
}

/* Where branches or a turn of a loop end with `value`. */
static const struct ir_op *first_use_after(const struct unset *u, const struct ir_op *yield,
                                           const struct ir_value *value, unsigned depth)
{
    const struct ir_op *merge = yield->region->op;
    if (is_unset(value)) /* the merge itself is looked at */
        return NULL;
    for (uint32_t k = 0; merge->code == IR_IF && k < merge->result_count; k++) {
        const struct ir_op *use =
            yield->operands[k] == value ? first_use(u, merge->results[k], depth + 1) : NULL;
        if (use)
            return use;
    }
    return NULL;
}

/* The first use that is not merely the next merge. */
static const struct ir_op *first_use(const struct unset *u, const struct ir_value *value,
                                     unsigned depth)
{
    enum { DEEPEST = 8 };
    const struct uses *uses = &u->flow->uses;
    for (uint32_t i = uses->first[value->id]; i < uses->first[value->id + 1] && depth < DEEPEST;
         i++) {
        const struct ir_op *op = uses->ops[i], *use = NULL;
        if (is_guarded(u, op, value, 0))
            continue;
        if (op->code == IR_YIELD)
            use = first_use_after(u, op, value, depth);
        else if (op->code == IR_FOR || op->code == IR_WHILE)
            use = first_use_in_loop(u, op, value, depth);
        else if (op->region_count == 0)
            use = op;
        if (use)
            return use;
    }
    return NULL;
}

/* `value` is `unset`, or what comes of the branch that sets it on one side only. */
static void report_unset(const struct loss_flow *flow, const struct ir_value *value,
                         const struct ir_value *unset)
{
    struct unset u = {.flow = flow};
    if (value != unset)
        u.set = asked_of(flow, value->def->operands[0],
                         !is_unset(ir_terminator(value->def->regions[0])->operands[value->index]));
    const struct ir_op *use = value->name ? first_use(&u, value, 0) : NULL;
    if (!use)
        return;
    struct diag *d = diag_new(flow->engine, DIAG_uninitialized_active, use->loc, value->name);
    diag_note(d, unset->def->loc, "'%s' is declared here without a value", value->name);
    if (value != unset)
        diag_note(d, value->def->loc, "only one side of this branch sets '%s'", value->name);
    loss_flow_note_calls(d, use);
    diag_emit(d);
}

/* As in `assert(0)`. */
static bool is_constant(const struct ir_value *condition, unsigned depth)
{
    enum { DEEPEST = 4 };
    const struct ir_op *def = condition->def;
    if (!def || depth > DEEPEST)
        return false;
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (!is_constant(def->operands[i], depth + 1))
            return false;
    return ir_op_is_pure(def);
}

/* A branch that does not come to its end, as one that calls abort, gives no value. */
static bool never_ends(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && op->attr.callee->never_returns)
            return true;
        if (op->code == IR_IF && is_constant(op->operands[0], 0) &&
            (never_ends(op->regions[0]) || never_ends(op->regions[1])))
            return true;
    }
    return false;
}

static void check_result(struct branches *branches, const struct ir_op *op, uint32_t k)
{
    const struct loss_flow *flow = branches->flow;
    const struct ir_value *yes = ir_terminator(op->regions[0])->operands[k];
    const struct ir_value *no = ir_terminator(op->regions[1])->operands[k];
    bool yes_varied = loss_flow_is_varied(flow, yes), no_varied = loss_flow_is_varied(flow, no);
    if (is_unset(yes) != is_unset(no) && !is_told_apart(op, op->results[k]))
        report_unset(flow, op->results[k], is_unset(yes) ? yes : no);
    else if (yes_varied != no_varied && !is_unset(yes) && !is_unset(no))
        report_constant(branches, op, yes_varied ? no : yes, yes_varied ? yes : no);
}

/* As of `x > 0 ? x : 0`. */
static void check_select(struct branches *branches, const struct ir_op *op)
{
    const struct ir_value *yes = op->operands[1], *no = op->operands[2];
    bool yes_varied = loss_flow_is_varied(branches->flow, yes);
    if (ir_type_is_real(ir_result(op)->type) &&
        loss_flow_is_useful(branches->flow, ir_result(op)) &&
        yes_varied != loss_flow_is_varied(branches->flow, no))
        report_constant(branches, op, yes_varied ? no : yes, yes_varied ? yes : no);
}

static void check_op(struct branches *branches, const struct ir_op *op)
{
    const struct loss_flow *flow = branches->flow;
    if (op->code == IR_SELECT)
        check_select(branches, op);
    bool is_choice = op->code == IR_IF && op->result_count && !never_ends(op->regions[0]) &&
                     !never_ends(op->regions[1]);
    for (uint32_t k = 0; is_choice && k < op->result_count; k++)
        if (ir_type_is_real(op->results[k]->type) && loss_flow_is_useful(flow, op->results[k]) &&
            loss_flow_is_varied(flow, op->results[k]))
            check_result(branches, op, k);
    if (op->code == IR_UNDEF && ir_type_is_real(ir_result(op)->type) &&
        loss_flow_is_useful(flow, ir_result(op)))
        report_unset(flow, ir_result(op), ir_result(op));
}

static void check_region(struct branches *branches, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        check_op(branches, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            check_region(branches, op->regions[i]);
    }
}

void branches_check(const struct loss_flow *flow)
{
    struct branches branches = {flow, ARENA_ARRAY(flow->arena, const bool *, flow->subjects.len)};
    check_region(&branches, flow->loss->body);
}
