/* The reverse sweep: regions and operations last to first, each by its rule. */
#include "diff/context.h"

/* ---- pure operations */

static void reverse_by_rule(struct adjoint *a, const struct ir_op *op, struct ir_value *adj)
{
    for (uint32_t i = 0; i < chain_operand_count(op); i++) {
        if (!activity_of_value(a->activity, op->operands[i]))
            continue;
        struct ir_value *change = chain(a, op, i, adj, available);
        if (change)
            adjoint_add(a, op->operands[i], change);
    }
}

/* r = c ? x : y:  x_adj += c ? r_adj : 0, y_adj += c ? 0 : r_adj */
static void reverse_select(struct adjoint *a, const struct ir_op *op, struct ir_value *adj)
{
    struct ir_value *condition = available(a, op->operands[0]);
    struct ir_value *zero = ir_build_real(&a->b, adj->type, 0.0L, NULL);
    if (activity_of_value(a->activity, op->operands[1]))
        adjoint_add(a, op->operands[1], ir_build_select(&a->b, condition, adj, zero));
    if (activity_of_value(a->activity, op->operands[2]))
        adjoint_add(a, op->operands[2], ir_build_select(&a->b, condition, zero, adj));
}

static void reverse_pure(struct adjoint *a, const struct ir_op *op)
{
    if (op->result_count == 0 || !activity_of_value(a->activity, ir_result(op)))
        return;
    struct ir_value *adj = adjoint_take(a, ir_result(op));
    if (!adj)
        return;
    if (op->code == IR_SELECT)
        reverse_select(a, op, adj);
    else if (op->code == IR_CONV)
        adjoint_add(a, op->operands[0], ir_build_conv(&a->b, adj, op->operands[0]->type));
    else
        reverse_by_rule(a, op, adj);
}

/* ---- branches */

/* `adjs`: of the results, lane by lane; NULL: zero. */
static void add_to_yielded(struct adjoint *a, const struct ir_op *yield,
                           struct ir_value *const *adjs)
{
    for (uint32_t i = 0; i < yield->operand_count; i++) {
        struct ir_value *adj = adjs[lane_number(a) * yield->operand_count + i];
        if (adj)
            adjoint_add(a, yield->operands[i], adj);
    }
}

static void reverse_branch(struct adjoint *a, const struct ir_region *region,
                           struct ir_region *emitted, struct ir_value *const *adjs)
{
    struct mirror mirror;
    struct ir_builder outer = adjoint_enter(a, emitted);
    mirror_push(a, &mirror, region, emitted);
    do
        add_to_yielded(a, ir_terminator(region), adjs);
    while (next_lane(a));
    reverse_region(a, region);
    mirror_pop(a);
    ir_build_yield(&a->b, NULL, 0);
    a->b = outer;
}

static void reverse_if(struct adjoint *a, const struct ir_op *op)
{
    uint32_t count = op->result_count;
    struct ir_value **adjs = ARENA_ARRAY(a->arena, struct ir_value *, count * a->width + 1);
    do
        for (uint32_t i = 0; i < count; i++)
            if (activity_of_value(a->activity, op->results[i]))
                adjs[lane_number(a) * count + i] = adjoint_take(a, op->results[i]);
    while (next_lane(a));
    struct ir_op *mirror = ir_build_if(&a->b, available(a, op->operands[0]));
    for (uint32_t r = 0; r < 2; r++)
        reverse_branch(a, op->regions[r], mirror->regions[r], adjs);
}

/* ---- everything */

/* What holds no regions, in the current lane. */
static void reverse_in_lane(struct adjoint *a, const struct ir_op *op)
{
    switch (op->code) {
    case IR_LOAD:
        reverse_load(a, op);
        break;
    case IR_STORE:
        reverse_store(a, op);
        break;
    case IR_ACCUM:
        reverse_accum(a, op);
        break;
    case IR_COPY:
    case IR_MOVE:
        reverse_copy(a, op);
        break;
    case IR_ZERO:
        reverse_zero(a, op);
        break;
    case IR_REALLOC:
        reverse_realloc(a, op);
        break;
    default:
        if (ir_op_is_pure(op))
            reverse_pure(a, op);
        break;
    }
}

static void reverse_op(struct adjoint *a, const struct ir_op *op)
{
    adjoint_at(a, op);
    switch (op->code) {
    case IR_IF:
        reverse_if(a, op);
        break;
    case IR_FOR:
        if (a->fused[op->order])
            reverse_fused(a, op);
        else
            reverse_for(a, op);
        break;
    case IR_WHILE:
        reverse_while(a, op);
        break;
    case IR_CALL:
        reverse_call(a, op);
        break;
    default:
        do
            reverse_in_lane(a, op);
        while (next_lane(a));
        break;
    }
}

void reverse_region(struct adjoint *a, const struct ir_region *region)
{
    const struct ir_op *end = ir_terminator(region);
    for (const struct ir_op *op = end ? end->prev : region->last; op; op = op->prev)
        if (a->has_adjoint[op->order])
            reverse_op(a, op);
}
