/* Walks the function until the ranges of what loops carry and memory holds do not grow any more,
 * then once more to take back what widening gave too much; each walk is linear in the program.
 *
 * Within a walk, `now` holds what is known of each number at that place. Regions add to it and
 * forget when they are left, so a walk costs no more than its operations. (Cousot & Cousot, POPL
 * 1977: widening and narrowing.) */
#include "analysis/range_state.h"

#include "ir/build.h"

enum {
    PATIENCE = 2,     /* changes of an unknown before it is widened */
    MOST_CHANGES = 6, /* before it is given up */
    MOST_WALKS = 24,  /* before all unknowns are given up */
    FUEL = 64         /* operations that one question may look into */
};

/* ---- what is known here */

struct interval range_now(const struct ranges *r, const struct ir_value *value)
{
    return r->now[number_of(&r->numbering, value)];
}

bool range_set_number(struct ranges *r, uint32_t number, struct interval range)
{
    struct interval old = r->now[number];
    struct interval met = interval_meet(old, range);
    if (ir_type_is_integer(r->numbering.values[number]->type))
        met = interval_integers(met);
    if (interval_equals(met, old))
        return !interval_is_empty(met);
    vec_push(r->arena, &r->undo, (struct range_change){number, old});
    r->now[number] = met;
    return !interval_is_empty(met);
}

bool range_set(struct ranges *r, const struct ir_value *value, struct interval range)
{
    return range_set_number(r, number_of(&r->numbering, value), range);
}

void range_forget(struct ranges *r, size_t mark)
{
    while (r->undo.len > mark) {
        struct range_change change = vec_pop(&r->undo);
        r->now[change.number] = change.old;
    }
}

/* The result of an IF: what either branch yields, where it may be taken. */
static struct interval either(struct ranges *r, const struct ir_value *result)
{
    const struct ir_op *op = result->def;
    struct interval joined = interval_empty();
    for (int i = 0; i < 2; i++) {
        size_t mark = r->undo.len;
        if (range_assume(r, op->operands[0], i == 0)) {
            const struct ir_op *yield = ir_terminator(op->regions[i]);
            joined = interval_join(joined, range_deep(r, yield->operands[result->index]));
        }
        range_forget(r, mark);
    }
    return joined;
}

struct interval range_deep(struct ranges *r, const struct ir_value *value)
{
    struct interval known = range_now(r, value);
    const struct ir_op *def = value->def;
    if (!r->fuel || !def || ir_type_is_ptr(value->type) || interval_is_point(known))
        return known;
    r->fuel--;
    if (def->code == IR_IF)
        return interval_meet(known, either(r, value));
    return ir_op_is_pure(def) ? interval_meet(known, range_transfer(r, def)) : known;
}

struct interval ranges_of(struct ranges *r, const struct ir_value *value)
{
    r->fuel = FUEL;
    struct interval range = range_deep(r, value);
    r->fuel = 0;
    return range;
}

static bool assume(struct ranges *r, const struct ir_value *condition, bool truth)
{
    r->fuel = FUEL;
    bool possible = range_assume(r, condition, truth);
    r->fuel = 0;
    return possible;
}

/* ---- unknowns */

void range_grow(struct ranges *r, struct range_unknown *unknown, struct interval more)
{
    unknown->next = interval_join(unknown->next, more);
    struct interval joined = interval_join(unknown->value, more);
    if (r->is_final || interval_equals(joined, unknown->value))
        return;
    unknown->changes++;
    unknown->value = unknown->changes > MOST_CHANGES ? interval_full()
                     : unknown->changes > PATIENCE   ? interval_widen(unknown->value, joined)
                                                     : joined;
    r->changed = true;
}

/* ---- the walk */

static void walk_region(struct ranges *r, const struct ir_region *region);

static void push_yields(struct ranges *r, const struct ir_region *region, uint32_t skipped)
{
    const struct ir_op *yield = ir_terminator(region);
    for (uint32_t k = skipped; k < yield->operand_count; k++)
        vec_push(r->arena, &r->pending, range_now(r, yield->operands[k]));
}

static void push_empty(struct ranges *r, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++)
        vec_push(r->arena, &r->pending, interval_empty());
}

static void walk_branch(struct ranges *r, const struct ir_op *op, int branch)
{
    size_t mark = r->undo.len;
    if (assume(r, op->operands[0], branch == 0)) {
        walk_region(r, op->regions[branch]);
        push_yields(r, op->regions[branch], 0);
    } else {
        push_empty(r, op->result_count);
    }
    range_forget(r, mark);
}

static void walk_if(struct ranges *r, const struct ir_op *op)
{
    size_t first = r->pending.len, count = op->result_count;
    walk_branch(r, op, 0);
    walk_branch(r, op, 1);
    for (size_t k = 0; k < count; k++)
        range_set(r, op->results[k],
                  interval_join(r->pending.data[first + k], r->pending.data[first + count + k]));
    r->pending.len = first;
}

/* Gives the carried values what the loop starts with, and what it went on with before. */
static void enter_loop(struct ranges *r, const struct ir_op *op)
{
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *argument = op->regions[0]->args.data[k + 1];
        range_grow(r, &r->carried[argument->id],
                   range_now(r, op->operands[ir_loop_first_carried(op) + k]));
        range_set(r, argument, r->carried[argument->id].value);
    }
}

static void feed_back(struct ranges *r, const struct ir_op *op)
{
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *next = yield->operands[ir_loop_yield_index(op, k)];
        r->fuel = FUEL;
        range_grow(r, &r->carried[op->regions[0]->args.data[k + 1]->id], range_deep(r, next));
        r->fuel = 0;
    }
}

static enum ir_opcode order_of(enum ir_predicate pred)
{
    static const enum ir_opcode codes[] = {
        [IR_PRED_LT] = IR_LT, [IR_PRED_LE] = IR_LE, [IR_PRED_GT] = IR_GT, [IR_PRED_GE] = IR_GE};
    return codes[pred];
}

static bool is_upward(const struct ir_op *loop)
{
    return loop->attr.loop.pred == IR_PRED_LT || loop->attr.loop.pred == IR_PRED_LE;
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
    r->fuel = FUEL;
    bool runs =
        range_assume_order(r, order, op->operands[0], op->operands[1]) &&
        range_set(r, counter,
                  is_upward(op) ? interval_above(from, true) : interval_below(from, true)) &&
        range_assume_order(r, order, counter, op->operands[1]);
    r->fuel = 0;
    return runs;
}

static void walk_for(struct ranges *r, const struct ir_op *op)
{
    size_t first = r->pending.len, mark = r->undo.len;
    bool skips = !surely_runs(r, op);
    if (assume_running(r, op)) {
        enter_loop(r, op);
        walk_region(r, op->regions[0]);
        feed_back(r, op);
        push_yields(r, op->regions[0], 0);
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
    size_t first = r->pending.len, outside = r->undo.len;
    const struct ir_value *again = ir_terminator(op->regions[0])->operands[0];
    range_set(r, ir_loop_counter(op), interval_above(interval_point(0), true));
    enter_loop(r, op);
    walk_region(r, op->regions[0]);
    size_t inside = r->undo.len;
    if (assume(r, again, true))
        feed_back(r, op);
    range_forget(r, inside);
    if (assume(r, again, false))
        push_yields(r, op->regions[0], 1);
    else
        push_empty(r, op->result_count);
    range_forget(r, outside);
    for (uint32_t k = 0; k < op->result_count; k++)
        range_set(r, op->results[k], r->pending.data[first + k]);
    r->pending.len = first;
}

static void walk_op(struct ranges *r, const struct ir_op *op)
{
    if (r->visit)
        r->visit(r->context, r, op);
    switch (op->code) {
    case IR_IF:
        walk_if(r, op);
        break;
    case IR_FOR:
        walk_for(r, op);
        break;
    case IR_WHILE:
        walk_while(r, op);
        break;
    case IR_LOAD:
        range_set(r, ir_result(op), range_load(r, op));
        break;
    default:
        if (!ir_op_is_pure(op)) {
            range_write(r, op);
        } else if (!ir_type_is_ptr(ir_result(op)->type)) {
            r->fuel = op->code == IR_SELECT ? FUEL : 0;
            range_set(r, ir_result(op), range_transfer(r, op));
            r->fuel = 0;
        }
        break;
    }
}

static void walk_region(struct ranges *r, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region)
        walk_op(r, op);
}

static void walk(struct ranges *r)
{
    r->changed = false;
    for (uint32_t i = 0; i < r->func->value_count; i++)
        r->carried[i].next = interval_empty();
    range_start_memory(r);
    walk_region(r, r->func->body);
    range_forget(r, 0);
}

/* ---- sizes */

/* The value that a bound was converted from. */
static const struct ir_value *unconverted(const struct ir_value *value)
{
    while (value->def && value->def->code == IR_CONV &&
           ir_type_is_integer(value->def->operands[0]->type))
        value = value->def->operands[0];
    return value;
}

static bool is_constant(const struct ir_value *value, int64_t wanted)
{
    value = unconverted(value);
    return value->def && value->def->code == IR_CONST && value->def->attr.integer == wanted;
}

/* An integer of the caller's: a parameter, or read through one. */
static bool is_callers(const struct ranges *r, const struct ir_value *value)
{
    if (!value->def)
        return value->region == r->func->body && ir_type_is_integer(value->type);
    if (value->def->code != IR_LOAD)
        return false;
    const cell_list *cells = cells_of(r->cells, value->def->operands[0]);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *root = cells->data[i];
        while (root->parent)
            root = root->parent;
        if (root->kind != CELL_GLOBAL && root->origin->def)
            return false;
    }
    return cells->len > 0;
}

static void find_sizes(const struct ranges *r, const struct ir_region *region, bool *sizes)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->region_count; i++)
            find_sizes(r, op->regions[i], sizes);
        if (op->code != IR_FOR || !is_upward(op))
            continue;
        const struct ir_value *bound = unconverted(op->operands[1]);
        if (is_constant(op->operands[0], op->attr.loop.pred == IR_PRED_LE) && is_callers(r, bound))
            sizes[number_of(&r->numbering, bound)] = true;
    }
}

/* ---- the fixed point */

/* What is known before the first operation. */
static void start(struct ranges *r, const bool *sizes)
{
    const struct numbering *numbering = &r->numbering;
    for (uint32_t n = 0; n < numbering->count; n++) {
        struct interval all = interval_of_type(numbering->values[n]->type);
        r->now[n] = sizes[n] ? interval_meet(all, interval_closed(1, all.hi)) : all;
    }
    for (size_t i = 0; i < r->func->params.len; i++) {
        const struct ir_contract *contract = r->func->params.data[i].contract;
        const struct ir_value *value = r->func->body->args.data[i];
        if (contract && !ir_type_is_ptr(value->type))
            range_set(r, value, range_promised(contract));
    }
    r->undo.len = 0;
    for (uint32_t i = 0; i < r->func->value_count; i++)
        r->carried[i].value = interval_empty();
    for (size_t i = 0; i < cells_count(r->cells); i++)
        r->contents[i].value = interval_empty();
}

static void give_up(struct range_unknown *unknowns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        unknowns[i].value = interval_full();
}

static void take_back(struct range_unknown *unknowns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        unknowns[i].value = interval_meet(unknowns[i].value, unknowns[i].next);
}

static void settle(struct ranges *r)
{
    size_t cell_count = cells_count(r->cells);
    unsigned walks = 0;
    do {
        walk(r);
    } while (r->changed && ++walks < MOST_WALKS);
    if (r->changed) {
        give_up(r->carried, r->func->value_count);
        give_up(r->contents, cell_count);
    }
    r->is_final = true;
    walk(r);
    take_back(r->carried, r->func->value_count);
    take_back(r->contents, cell_count);
}

struct ranges *ranges_build(struct arena *arena, const struct ir_func *func, struct cell_map *cells)
{
    struct ranges *r = ARENA_NEW(arena, struct ranges);
    *r = (struct ranges){.arena = arena, .func = func, .cells = cells};
    r->numbering = numbering_build(arena, func, cells);
    r->now = ARENA_ARRAY(arena, struct interval, r->numbering.count + 1);
    r->carried = ARENA_ARRAY(arena, struct range_unknown, func->value_count + 1);
    r->contents = ARENA_ARRAY(arena, struct range_unknown, cells_count(cells) + 1);
    bool *sizes = ARENA_ARRAY(arena, bool, r->numbering.count + 1);
    find_sizes(r, func->body, sizes);
    start(r, sizes);
    settle(r);
    return r;
}

const struct numbering *ranges_numbering(const struct ranges *r)
{
    return &r->numbering;
}

void ranges_walk(struct ranges *r, ranges_visitor visit, void *context)
{
    r->visit = visit;
    r->context = context;
    walk(r);
    r->visit = NULL;
}
