/* Adjoints of loops: the same iterations, last to first.
 *
 * What a loop carries is carried backward as its adjoint. A replayed loop runs each iteration
 * forward again before it reverses it. */
#include "diff/context.h"

#include "support/fault.h"

#include <math.h>

/* The adjoints that a mirrored loop carries, by number of the carried value, lane by lane; NULL
 * where inactive. */
struct carried {
    const struct ir_op *loop;
    struct ir_op *mirror;
    struct ir_value **args;
};

/* The arguments of the current lane. */
static struct ir_value **args_of(const struct adjoint *a, const struct carried *c)
{
    return c->args + (size_t)lane_number(a) * c->loop->result_count;
}

static void carry_in_lane(struct adjoint *a, struct carried *c)
{
    struct ir_op *mirror = c->mirror;
    const struct ir_op *op = c->loop;
    struct ir_builder here = a->b;
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *result = op->results[i];
        if (!activity_of_value(a->activity, result) &&
            !activity_of_value(a->activity, op->regions[0]->args.data[i + 1]))
            continue;
        a->b = ir_builder_before(a->module, mirror);
        struct ir_value *seed =
            activity_of_value(a->activity, result) ? adjoint_take(a, result) : NULL;
        if (!seed)
            seed = adjoint_zero(&a->b, result->type);
        const char *name = lane_name(a, result->name, "adj");
        args_of(a, c)[i] = ir_loop_add_carried(&a->b, mirror, seed, name);
    }
    a->b = here;
}

/* Seeds each with the adjoint of the loop's result. */
static struct carried carry_adjoints(struct adjoint *a, const struct ir_op *op,
                                     struct ir_op *mirror)
{
    size_t count = (size_t)op->result_count * a->width;
    struct carried c = {op, mirror, ARENA_ARRAY(a->arena, struct ir_value *, count + 1)};
    do
        carry_in_lane(a, &c);
    while (next_lane(a));
    return c;
}

static void begin_in_lane(struct adjoint *a, const struct carried *c)
{
    const struct ir_op *yield = ir_terminator(c->loop->regions[0]);
    struct ir_value *const *args = args_of(a, c);
    for (uint32_t i = 0; i < c->loop->result_count; i++)
        if (args[i])
            adjoint_add(a, yield->operands[ir_loop_yield_index(c->loop, i)], args[i]);
}

static void begin_iteration(struct adjoint *a, const struct carried *c)
{
    do
        begin_in_lane(a, c);
    while (next_lane(a));
}

static void yield_adjoints(struct adjoint *a, const struct carried *c, struct ir_op *yield)
{
    for (uint32_t i = 0; i < c->loop->result_count; i++) {
        if (!args_of(a, c)[i])
            continue;
        const struct ir_value *arg = c->loop->regions[0]->args.data[i + 1];
        struct ir_value *adj = adjoint_take(a, arg);
        ir_op_add_operand(a->module, yield, adj ? adj : adjoint_zero(&a->b, arg->type));
    }
}

/* Yields the adjoints of what came into the iteration. */
static void end_iteration(struct adjoint *a, const struct carried *c)
{
    struct ir_op *yield = ir_build_yield(&a->b, NULL, 0);
    struct ir_builder end = a->b;
    a->b = ir_builder_before(a->module, yield);
    do
        yield_adjoints(a, c, yield);
    while (next_lane(a));
    a->b = end;
}

static void finish_adjoints(struct adjoint *a, const struct carried *c)
{
    uint32_t first = ir_loop_first_carried(c->loop), next = 0;
    do
        for (uint32_t i = 0; i < c->loop->result_count; i++)
            if (args_of(a, c)[i])
                adjoint_add(a, c->loop->operands[first + i], c->mirror->results[next++]);
    while (next_lane(a));
}

static bool takes_from_tape(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (ir_op_takes_tape(op))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (takes_from_tape(op->regions[i]))
                return true;
    }
    return false;
}

void release_iteration(struct adjoint *a, struct ir_region *body)
{
    if (!takes_from_tape(body))
        return;
    struct ir_builder b = ir_builder_at_end(a->module, body);
    b.before = body->first;
    struct ir_op *mark = ir_build_op(&b, IR_TAPE_MARK, NULL, 0, 1);
    mark->results[0]->type = ir_type_scalar(a->module->types, IR_ULONG);
    b = ir_builder_before(a->module, ir_terminator(body));
    ir_build_op(&b, IR_TAPE_RESET, mark->results, 1, 0);
}

/* ---- replay */

/* A value that must not matter: one that does by mistake is to be seen in the gradient. */
static struct ir_value *nothing(struct adjoint *a, const struct ir_type *type)
{
    return ir_type_is_real(type) ? ir_build_real(&a->b, type, NAN, NULL)
                                 : ir_build_undef(&a->b, type);
}

/* What comes into an iteration from the one before. A value that merely accumulates is not asked
 * for by the reverse sweep, and what is computed from it is removed as dead. */
static void bind_carried(struct adjoint *a, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *arg = op->regions[0]->args.data[i + 1];
        bool is_needed = replay_needs_carried(a, op, i);
        if (is_needed)
            decide_value(a->options->decisions, DECISION_CACHED, arg);
        struct ir_value *value =
            is_needed ? bring_out(a, a->forward[arg->id], arg->region) : nothing(a, arg->type);
        mirror_set_available(a, a->mirror, arg, value);
    }
}

static void replay_iteration(struct adjoint *a, const struct ir_op *op, struct frame *frame)
{
    const struct ir_region *body = op->regions[0];
    bind_carried(a, op);
    *frame = (struct frame){a->frame, body};
    a->frame = frame;
    for (size_t i = 0; i < body->args.len; i++)
        a->forward[body->args.data[i]->id] = a->available[body->args.data[i]->id];
    forward_region(a, body);
    mirror_move_start(a);
}

/* ---- the loops */

static void reverse_body(struct adjoint *a, const struct ir_op *op, struct carried *c)
{
    struct frame *outer = a->frame, frame;
    if (a->replayed[op->order])
        replay_iteration(a, op, &frame);
    begin_iteration(a, c);
    reverse_region(a, op->regions[0]);
    end_iteration(a, c);
    a->frame = outer;
}

void reverse_for(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value *from = available(a, op->operands[0]), *to = available(a, op->operands[1]);
    struct ir_value *step =
        ir_build_const(&a->b, op->operands[2]->type, op->operands[2]->def->attr.integer);
    struct ir_op *loop = ir_build_for(&a->b, from, to, step, op->attr.loop.pred);
    loop->attr.loop.reverse = !op->attr.loop.reverse;
    const struct ir_value *counter = ir_loop_counter(op);
    ir_loop_counter(loop)->name = counter->name;
    struct carried c = carry_adjoints(a, op, loop);

    struct mirror mirror;
    struct ir_builder outer = adjoint_enter(a, loop->regions[0]);
    mirror_push(a, &mirror, op->regions[0], loop->regions[0]);
    mirror_set_available(a, &mirror, counter, ir_loop_counter(loop));
    reverse_body(a, op, &c);
    mirror_pop(a);
    a->b = outer;
    release_iteration(a, loop->regions[0]);
    finish_adjoints(a, &c);
}

/* How often the forward sweep's copy of a WHILE ran, i64. */
static struct ir_value *count_iterations(struct adjoint *a, struct ir_op *copy)
{
    struct ir_builder b = ir_builder_before(a->module, copy);
    ir_loop_add_carried(&b, copy, ir_build_int(&b, IR_LONG, 0), "count");
    struct ir_op *yield = ir_terminator(copy->regions[0]);
    b = ir_builder_before(a->module, yield);
    struct ir_value *one = ir_build_int(&b, IR_LONG, 1);
    ir_op_add_operand(a->module, yield, ir_build_binary(&b, IR_ADD, ir_loop_counter(copy), one));
    return copy->results[copy->result_count - 1];
}

/* Whether a WHILE goes on after an iteration: all but the last did. */
static void bind_again(struct adjoint *a, const struct ir_op *op, struct ir_value *count)
{
    const struct ir_value *again = ir_terminator(op->regions[0])->operands[0];
    if (again->region != op->regions[0])
        return;
    struct ir_value *last = ir_build_binary(&a->b, IR_SUB, count, ir_build_int(&a->b, IR_LONG, 1));
    struct ir_value *k = ir_loop_counter(a->b.region->op);
    mirror_set_available(a, a->mirror, again, ir_build_binary(&a->b, IR_LT, k, last));
    if (again->def && again->def->code == IR_LNOT &&
        again->def->operands[0]->region == op->regions[0])
        mirror_set_available(a, a->mirror, again->def->operands[0],
                             ir_build_binary(&a->b, IR_GE, k, last));
}

void reverse_while(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value *count =
        bring_out(a, count_iterations(a, a->forward_ops[op->order]), op->region);
    struct ir_value *zero = ir_build_int(&a->b, IR_LONG, 0), *one = ir_build_int(&a->b, IR_LONG, 1);
    struct ir_op *loop = ir_build_for(&a->b, zero, count, one, IR_PRED_LT);
    loop->attr.loop.reverse = true;
    struct carried c = carry_adjoints(a, op, loop);

    struct mirror mirror;
    struct ir_builder outer = adjoint_enter(a, loop->regions[0]);
    mirror_push(a, &mirror, op->regions[0], loop->regions[0]);
    mirror_set_available(a, &mirror, ir_loop_counter(op), ir_loop_counter(loop));
    bind_again(a, op, count);
    reverse_body(a, op, &c);
    mirror_pop(a);
    a->b = outer;
    release_iteration(a, loop->regions[0]);
    finish_adjoints(a, &c);
}
