/* One walk over the function: each kind of operation adds what is known of its results.
 *
 * `now` holds what is known of each number at the place of the walk. Regions add to it and forget
 * when they are left, so a walk costs no more than its operations. */
#include "analysis/range_state.h"

#include "ir/build.h"

static bool assume(struct ranges *r, const struct ir_value *condition, bool truth)
{
    r->fuel = RANGE_FUEL;
    bool possible = range_assume(r, condition, truth);
    r->fuel = 0;
    return possible;
}

static void walk_region(struct ranges *r, const struct ir_region *region);

static void push_yields(struct ranges *r, const struct ir_region *region)
{
    const struct ir_op *yield = ir_terminator(region);
    for (uint32_t k = 0; k < yield->operand_count; k++)
        vec_push(r->arena, &r->pending, range_now(r, yield->operands[k]));
}

/* What a WHILE ends with: what its last turn left follows from why it was the last. */
static void push_last(struct ranges *r, const struct ir_region *region)
{
    const struct ir_op *yield = ir_terminator(region);
    for (uint32_t k = 1; k < yield->operand_count; k++) {
        r->fuel = RANGE_FUEL;
        vec_push(r->arena, &r->pending, range_deep(r, yield->operands[k]));
        r->fuel = 0;
    }
}

static void push_empty(struct ranges *r, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++)
        vec_push(r->arena, &r->pending, interval_empty());
}

/* Whether the branch comes to its end. */
static bool walk_branch(struct ranges *r, const struct ir_op *op, int branch)
{
    struct range_mark mark = range_mark(r);
    size_t arrays = r->array_undo.len;
    bool was_over = r->is_over;
    if (assume(r, op->operands[0], branch == 0))
        walk_region(r, op->regions[branch]);
    else
        r->is_over = true;
    bool ends = !r->is_over;
    if (ends)
        push_yields(r, op->regions[branch]);
    else
        push_empty(r, op->result_count);
    r->is_over = was_over;
    range_forget(r, mark);
    range_arrays_restore(r, arrays);
    return ends;
}

/* Behind `if (x <= 0) exit(1);` the condition is known. */
static void walk_if(struct ranges *r, const struct ir_op *op)
{
    size_t first = r->pending.len, count = op->result_count, arrays = r->array_undo.len;
    bool yes = walk_branch(r, op, 0), no = walk_branch(r, op, 1);
    range_arrays_join(r, arrays);
    if (yes != no)
        assume(r, op->operands[0], yes);
    r->is_over |= !yes && !no;
    for (size_t k = 0; k < count; k++)
        range_set(r, op->results[k],
                  interval_join(r->pending.data[first + k], r->pending.data[first + count + k]));
    r->pending.len = first;
}

/* Gives the carried values what the loop starts with, and what it went on with before. */
static void enter_loop(struct ranges *r, const struct ir_op *op)
{
    range_arrays_enter(r, op);
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *argument = op->regions[0]->args.data[k + 1];
        struct range_unknown *unknown = range_carried(r, argument);
        range_grow(r, unknown, range_now(r, op->operands[ir_loop_first_carried(op) + k]));
        range_set(r, argument, unknown->value);
    }
}

static void feed_back(struct ranges *r, const struct ir_op *op)
{
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *next = yield->operands[ir_loop_yield_index(op, k)];
        r->fuel = RANGE_FUEL;
        range_grow(r, range_carried(r, op->regions[0]->args.data[k + 1]), range_deep(r, next));
        r->fuel = 0;
    }
}

static enum ir_opcode order_of(enum ir_predicate pred)
{
    static const enum ir_opcode codes[] = {
        [IR_PRED_LT] = IR_LT, [IR_PRED_LE] = IR_LE, [IR_PRED_GT] = IR_GT, [IR_PRED_GE] = IR_GE};
    return codes[pred];
}

/* Whether a FOR surely runs: for all its bounds. */
static bool surely_runs(struct ranges *r, const struct ir_op *op)
{
    struct interval from = range_now(r, op->operands[0]), to = range_now(r, op->operands[1]);
    if (interval_is_empty(from) || interval_is_empty(to))
        return false;
    switch (op->attr.loop.pred) {
    case IR_PRED_LT:
        return from.hi < to.lo;
    case IR_PRED_LE:
        return from.hi <= to.lo;
    case IR_PRED_GT:
        return from.lo > to.hi;
    default:
        return from.lo >= to.hi;
    }
}

/* Within the body the counter is between its start and the bound. False where it never runs. */
static bool assume_running(struct ranges *r, const struct ir_op *op)
{
    const struct ir_value *counter = ir_loop_counter(op);
    enum ir_opcode order = order_of(op->attr.loop.pred);
    struct interval from = range_now(r, op->operands[0]);
    r->fuel = RANGE_FUEL;
    bool runs =
        range_assume_order(r, order, op->operands[0], op->operands[1]) &&
        range_set(r, counter,
                  range_is_upward(op) ? interval_above(from, true) : interval_below(from, true)) &&
        range_assume_order(r, order, counter, op->operands[1]);
    r->fuel = 0;
    return runs;
}

static void walk_for(struct ranges *r, const struct ir_op *op)
{
    size_t first = r->pending.len;
    struct range_mark mark = range_mark(r);
    bool skips = !surely_runs(r, op);
    if (assume_running(r, op)) {
        enter_loop(r, op);
        walk_region(r, op->regions[0]);
        range_arrays_leave(r, op);
        feed_back(r, op);
        push_yields(r, op->regions[0]);
    } else {
        push_empty(r, op->result_count);
    }
    range_forget(r, mark);
    for (uint32_t k = 0; k < op->result_count; k++) {
        struct interval last = r->pending.data[first + k];
        if (skips)
            last = interval_join(last, range_now(r, op->operands[ir_loop_first_carried(op) + k]));
        range_set(r, op->results[k], last);
    }
    r->pending.len = first;
}

/* The region goes on with what it yields where `again` holds, and ends with what it yields where
 * it does not. */
static void walk_while(struct ranges *r, const struct ir_op *op)
{
    size_t first = r->pending.len;
    struct range_mark outside = range_mark(r);
    const struct ir_value *again = ir_terminator(op->regions[0])->operands[0];
    range_set(r, ir_loop_counter(op), interval_above(interval_point(0), true));
    enter_loop(r, op);
    walk_region(r, op->regions[0]);
    range_arrays_leave(r, op);
    struct range_mark inside = range_mark(r);
    if (assume(r, again, true))
        feed_back(r, op);
    range_forget(r, inside);
    if (assume(r, again, false))
        push_last(r, op->regions[0]);
    else
        push_empty(r, op->result_count);
    range_forget(r, outside);
    for (uint32_t k = 0; k < op->result_count; k++)
        range_set(r, op->results[k], r->pending.data[first + k]);
    r->pending.len = first;
}

/* A loop may end before it comes to a call that does not return. */
static void walk_loop(struct ranges *r, const struct ir_op *op)
{
    bool was_over = r->is_over;
    if (op->code == IR_FOR)
        walk_for(r, op);
    else
        walk_while(r, op);
    r->is_over = was_over;
}

/* Whether what is known of a value is all that its operands, some operations deep, say of it. */
static bool is_settled(const struct ranges *r, const struct ir_value *value)
{
    const struct ir_op *def = value->def;
    if (!def || ir_value_is_literal(value) || r->settled[value->id] == r->epoch)
        return true;
    return !ir_op_is_pure(def) && def->code != IR_IF;
}

static void walk_pure(struct ranges *r, const struct ir_op *op)
{
    bool settled = true;
    r->fuel = op->code == IR_SELECT ? RANGE_FUEL : 0;
    range_set(r, ir_result(op), range_transfer(r, op));
    r->fuel = 0;
    for (uint32_t i = 0; i < op->operand_count; i++)
        settled &= is_settled(r, op->operands[i]);
    r->settled[ir_result(op)->id] = settled ? r->epoch : 0;
}

static void walk_op(struct ranges *r, const struct ir_op *op)
{
    if (r->visitor)
        r->visitor->visit(r->visitor->context, op);
    switch (op->code) {
    case IR_IF:
        walk_if(r, op);
        break;
    case IR_FOR:
    case IR_WHILE:
        walk_loop(r, op);
        break;
    case IR_LOAD:
        range_set(r, ir_result(op), range_load(r, op));
        break;
    case IR_CONST:
    case IR_REAL:
        break; /* known from the start */
    case IR_CALL:
        range_write(r, op);
        r->is_over |= op->attr.callee->never_returns;
        break;
    default:
        if (!ir_op_is_pure(op))
            range_write(r, op);
        else if (!ir_type_is_ptr(ir_result(op)->type))
            walk_pure(r, op);
        break;
    }
}

static void walk_region(struct ranges *r, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region)
        walk_op(r, op);
}

void range_walk(struct ranges *r)
{
    r->changed = false;
    for (size_t i = 0; i < r->carried.len; i++)
        r->carried.data[i].next = interval_empty();
    range_start_memory(r);
    range_start_arrays(r);
    r->array_undo.len = 0;
    r->epoch = ++r->clock;
    r->is_over = false;
    if (r->visitor)
        r->visitor->begin(r->visitor->context, r);
    struct range_mark mark = range_mark(r);
    walk_region(r, r->func->body);
    range_forget(r, mark);
}
