/* Which loops the reverse sweep runs forward again, iteration by iteration.
 *
 * An iteration can be repeated when all that it reads from memory is still there after the loop and
 * after everything behind it, or was made by the iteration itself; then nothing inside needs a
 * cache that outlives the iteration, and the working set stays small. Of nested loops the outermost
 * is taken, and those inside are not replayed a second time. */
#include "diff/context.h"

struct inspection {
    const struct adjoint *a;
    const struct ir_region *body;
};

static bool can_read_again(const struct inspection *in, const struct ir_op *op,
                           const struct ir_value *address)
{
    return memory_is_private(in->a->memory, address, in->body) ||
           memory_survives(in->a->memory, op, address, in->a->primal->body);
}

/* Writes that others see are left out of the repetition, so they must not be the iteration's own as
 * well, and must not carry shadows of pointers. */
static bool can_write_again(const struct inspection *in, const struct ir_op *op)
{
    const struct ir_value *address = op->operands[0];
    if (memory_is_private(in->a->memory, address, in->body))
        return true;
    return memory_is_foreign(in->a->memory, address, in->body) &&
           !type_has_leaf(address->type->elem, ir_type_is_ptr);
}

static bool can_repeat_region(const struct inspection *in, const struct ir_region *region);

static bool can_repeat_op(const struct inspection *in, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->region_count; i++)
        if (!can_repeat_region(in, op->regions[i]))
            return false;
    switch (op->code) {
    case IR_LOAD:
        return can_read_again(in, op, op->operands[0]);
    case IR_COPY:
    case IR_MOVE:
        return can_read_again(in, op, op->operands[1]) && can_write_again(in, op);
    case IR_STORE:
    case IR_ZERO:
        return can_write_again(in, op);
    case IR_ACCUM:
        return memory_is_private(in->a->memory, op->operands[0], in->body);
    case IR_SLOT:
    case IR_IF:
    case IR_FOR:
    case IR_WHILE:
    case IR_YIELD:
        return true;
    default:
        return ir_op_is_pure(op);
    }
}

static bool can_repeat_region(const struct inspection *in, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region)
        if (!can_repeat_op(in, op))
            return false;
    return true;
}

static bool carries_pointer(const struct ir_op *loop)
{
    for (uint32_t i = 0; i < loop->result_count; i++)
        if (ir_type_is_ptr(loop->results[i]->type))
            return true;
    return false;
}

static bool can_replay(const struct adjoint *a, const struct ir_op *op)
{
    struct inspection in = {a, op->regions[0]};
    return op->code == IR_FOR && !carries_pointer(op) && can_repeat_region(&in, op->regions[0]);
}

static void choose_in(struct adjoint *a, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->region_count == 0 || !a->has_adjoint[op->order])
            continue;
        if (can_replay(a, op)) {
            bool is_fused = a->options->strategy == ADJOINT_AUTO && fuse_is_possible(a, op);
            *(is_fused ? &a->fused[op->order] : &a->replayed[op->order]) = true;
            decide_loop(a->options->decisions, is_fused ? DECISION_FUSED : DECISION_REPLAYED, op);
            continue;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            choose_in(a, op->regions[i]);
    }
}

void replay_choose(struct adjoint *a)
{
    if (a->options->strategy != ADJOINT_STORE && !a->primal->is_split)
        choose_in(a, a->primal->body);
}

/* ---- what a loop merely accumulates */

struct spread {
    struct adjoint *a; /* whose marks are on what is linear in the carried value */
    bool changed;
    bool is_needed;
};

static void reach(struct spread *s, const struct ir_value *v)
{
    s->changed |= !mark_of(s->a, v);
    mark_value(s->a, v, 1);
}

static bool is_reached(const struct spread *s, const struct ir_value *v)
{
    return mark_of(s->a, v);
}

/* Whether the rule of `op` asks neither for operand `i` nor for the result. */
static bool passes_unseen(const struct spread *s, const struct ir_op *op, uint32_t i)
{
    bool alone = op->operand_count < 2 || (!is_reached(s, op->operands[1 - i]) &&
                                           !activity_of_value(s->a->activity, op->operands[1 - i]));
    switch (op->code) {
    case IR_ADD:
    case IR_SUB:
    case IR_NEG:
        return true;
    case IR_CONV:
        return ir_type_is_real(ir_result(op)->type);
    case IR_MUL:
        return alone;
    case IR_DIV:
        return alone && i == 0;
    default:
        return false;
    }
}

static void spread_region(struct spread *s, const struct ir_region *region);

static void spread_control(struct spread *s, const struct ir_op *op)
{
    bool is_loop = op->code != IR_IF;
    uint32_t first = is_loop ? ir_loop_first_carried(op) : 1;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        if (!is_reached(s, op->operands[i]))
            continue;
        if (i < first) {
            s->is_needed = true;
            continue;
        }
        reach(s, op->results[i - first]);
        reach(s, op->regions[0]->args.data[i - first + 1]);
    }
    for (uint32_t r = 0; r < op->region_count; r++) {
        spread_region(s, op->regions[r]);
        const struct ir_op *yield = ir_terminator(op->regions[r]);
        uint32_t skipped = op->code == IR_WHILE ? 1 : 0;
        for (uint32_t i = 0; i < yield->operand_count; i++) {
            if (!is_reached(s, yield->operands[i]))
                continue;
            if (i < skipped) {
                s->is_needed = true;
                continue;
            }
            reach(s, op->results[i - skipped]);
            if (is_loop)
                reach(s, op->regions[0]->args.data[i - skipped + 1]);
        }
    }
}

static void spread_op(struct spread *s, const struct ir_op *op)
{
    if (op->region_count) {
        spread_control(s, op);
        return;
    }
    for (uint32_t i = 0; i < op->operand_count; i++) {
        if (!is_reached(s, op->operands[i]))
            continue;
        bool chosen = op->code == IR_SELECT && i > 0;
        if (!chosen && !passes_unseen(s, op, i)) {
            s->is_needed = true;
            return;
        }
        reach(s, ir_result(op));
    }
}

static void spread_region(struct spread *s, const struct ir_region *region)
{
    const struct ir_op *end = ir_terminator(region);
    for (const struct ir_op *op = region->first; op != end && !s->is_needed; op = op->next)
        spread_op(s, op);
}

bool replay_needs_carried(struct adjoint *a, const struct ir_op *loop, uint32_t index)
{
    const struct ir_region *body = loop->regions[0];
    struct spread s = {.a = a};
    forget_marks(a);
    mark_value(a, body->args.data[index + 1], 1);
    do {
        s.changed = false;
        spread_region(&s, body);
    } while (s.changed && !s.is_needed);
    const struct ir_op *yield = ir_terminator(body);
    for (uint32_t i = 0; i < yield->operand_count; i++)
        if (i != index && is_reached(&s, yield->operands[i]))
            return true;
    return s.is_needed;
}
