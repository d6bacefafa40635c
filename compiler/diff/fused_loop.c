/* Emits a loop whose iterations run forward and backward at once. It stands in the forward sweep;
 * where the reverse sweep comes by, all that is left is to pass the adjoint of each sum on. */
#include "diff/context.h"

/* ---- adjoints of the sums, before the loop */

/* A value that is known before the loop or computed there. */
static struct ir_value *early(struct adjoint *a, const struct ir_value *v)
{
    if (a->forward[v->id])
        return a->forward[v->id];
    const struct ir_op *op = v->def;
    struct ir_value **operands = ARENA_ARRAY(a->arena, struct ir_value *, op->operand_count);
    for (uint32_t i = 0; i < op->operand_count; i++)
        operands[i] = early(a, op->operands[i]);
    struct ir_op *copy = ir_build_op(&a->b, op->code, operands, op->operand_count, 1);
    copy->attr = op->attr;
    ir_result(copy)->type = v->type;
    ir_result(copy)->name = v->name;
    return ir_result(copy);
}

static struct ir_value *early_adjoint(struct adjoint *a, const struct ir_value *v);

/* What one use of `v` adds to its adjoint; NULL: nothing. */
static struct ir_value *early_change(struct adjoint *a, const struct ir_op *use,
                                     const struct ir_value *v)
{
    if (use->code == IR_RETURN)
        return loss_seed(a, v->type);
    const struct ir_value *result = use->code == IR_FOR ? fuse_sum_from(use, v) : ir_result(use);
    if (!activity_of_value(a->activity, result))
        return NULL;
    struct ir_value *adj = early_adjoint(a, result);
    if (!adj || use->code == IR_FOR)
        return adj;
    return chain(a, use, use->operands[0] != v, adj, early);
}

static struct ir_value *early_adjoint(struct adjoint *a, const struct ir_value *v)
{
    struct ir_value *sum = NULL;
    for (uint32_t i = a->uses.first[v->id]; i < a->uses.first[v->id + 1]; i++) {
        struct ir_value *change = early_change(a, a->uses.ops[i], v);
        if (sum && change)
            sum = ir_build_binary(&a->b, IR_ADD, sum, change);
        else if (change)
            sum = change;
    }
    return sum;
}

/* ---- the loop */

/* The adjoints of what the loop carries, by number, lane by lane; NULL: none. */
static struct ir_value **seeds_of(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value **seeds =
        ARENA_ARRAY(a->arena, struct ir_value *, (size_t)op->result_count * a->width + 1);
    do
        for (uint32_t k = 0; k < op->result_count; k++)
            if (activity_of_value(a->activity, op->results[k]))
                seeds[lane_number(a) * op->result_count + k] = early_adjoint(a, op->results[k]);
    while (next_lane(a));
    return seeds;
}

static void add_seeds(struct adjoint *a, const struct ir_op *op, struct ir_value *const *seeds)
{
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    do
        for (uint32_t k = 0; k < op->result_count; k++) {
            struct ir_value *seed = seeds[lane_number(a) * op->result_count + k];
            if (seed)
                adjoint_add(a, yield->operands[k], seed);
        }
    while (next_lane(a));
}

static void fused_body(struct adjoint *a, const struct ir_op *op, struct ir_op *loop,
                       struct ir_value *const *seeds)
{
    const struct ir_region *body = op->regions[0];
    struct frame frame = {a->frame, body};
    struct mirror mirror;
    struct ir_builder outer = adjoint_enter(a, loop->regions[0]);
    mirror_push(a, &mirror, body, loop->regions[0]);
    mirror_set_available(a, &mirror, ir_loop_counter(op), ir_loop_counter(loop));
    a->frame = &frame;
    forward_region(a, body);
    mirror_move_start(a);
    add_seeds(a, op, seeds);
    reverse_region(a, body);
    const struct ir_op *yield = ir_terminator(body);
    struct ir_value **next = ARENA_ARRAY(a->arena, struct ir_value *, yield->operand_count);
    for (uint32_t k = 0; k < yield->operand_count; k++)
        next[k] = forward(a, yield->operands[k]);
    adjoint_at(a, yield);
    ir_build_yield(&a->b, next, yield->operand_count);
    mirror_pop(a);
    a->frame = frame.outer;
    a->b = outer;
    release_iteration(a, loop->regions[0]);
}

void fused_loop(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value **seeds = seeds_of(a, op);
    struct ir_value *step = forward(a, op->operands[2]), *end = forward(a, op->operands[1]);
    struct ir_op *loop =
        ir_build_for(&a->b, forward(a, op->operands[0]), end, step, op->attr.loop.pred);
    loop->attr = op->attr;
    a->forward_ops[op->order] = loop;
    a->forward[ir_loop_counter(op)->id] = ir_loop_counter(loop);
    ir_loop_counter(loop)->name = ir_loop_counter(op)->name;
    uint32_t first = ir_loop_first_carried(op);
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *arg = op->regions[0]->args.data[k + 1];
        a->forward[arg->id] =
            ir_loop_add_carried(&a->b, loop, forward(a, op->operands[first + k]), arg->name);
        a->forward[op->results[k]->id] = loop->results[k];
        loop->results[k]->name = op->results[k]->name;
    }
    fused_body(a, op, loop, seeds);
}

void reverse_fused(struct adjoint *a, const struct ir_op *op)
{
    uint32_t first = ir_loop_first_carried(op);
    do
        for (uint32_t k = 0; k < op->result_count; k++) {
            struct ir_value *adj = activity_of_value(a->activity, op->results[k])
                                       ? adjoint_take(a, op->results[k])
                                       : NULL;
            if (adj)
                adjoint_add(a, op->operands[first + k], adj);
        }
    while (next_lane(a));
}
