/* The forward sweep: the primal's operations, with pointers' shadows where control flow or memory
 * carries them. */
#include "diff/context.h"

#include "support/fault.h"

static void copy_results(struct adjoint *a, const struct ir_op *op, struct ir_op *copy)
{
    for (uint32_t i = 0; i < op->result_count; i++) {
        copy->results[i]->type = op->results[i]->type;
        copy->results[i]->name = op->results[i]->name;
        a->forward[op->results[i]->id] = copy->results[i];
        a->forward_shadows[op->results[i]->id] = NULL;
    }
}

static void copy_plain(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value **operands = ARENA_ARRAY(a->arena, struct ir_value *, op->operand_count);
    for (uint32_t i = 0; i < op->operand_count; i++)
        operands[i] = forward(a, op->operands[i]);
    struct ir_op *copy =
        ir_build_op(&a->b, op->code, operands, op->operand_count, op->result_count);
    copy->attr = op->attr;
    copy_results(a, op, copy);
}

static bool carries_shadow(struct adjoint *a, const struct ir_value *v)
{
    return ir_type_is_ptr(v->type) && activity_needs_shadow(a->activity, v);
}

/* The shadow as a value of the given type; null where there is none. */
static struct ir_value *shadow_or_null(struct adjoint *a, const struct ir_value *pointer,
                                       const struct ir_type *type)
{
    struct ir_value *shadow = forward_shadow(a, pointer);
    return shadow ? ir_build_ptrcast(&a->b, shadow, type) : ir_build_null(&a->b, type);
}

/* ---- control */

/* Ends the copy of a region: what it yields, then the shadows of those yielded pointers whose
 * results `targets` carry one. `first` yields come before those that become results. */
static void copy_yield(struct adjoint *a, const struct ir_region *region, uint32_t first,
                       struct ir_value *const *targets)
{
    const struct ir_op *yield = ir_terminator(region);
    adjoint_at(a, yield);
    struct ir_op *copy = ir_build_yield(&a->b, NULL, 0);
    struct ir_builder end = a->b;
    a->b = ir_builder_before(a->module, copy);
    for (uint32_t i = 0; i < yield->operand_count; i++)
        ir_op_add_operand(a->module, copy, forward(a, yield->operands[i]));
    for (uint32_t i = first; i < yield->operand_count; i++)
        if (carries_shadow(a, targets[i - first]))
            ir_op_add_operand(
                a->module, copy,
                shadow_or_null(a, yield->operands[i], shadow_type(a, targets[i - first]->type)));
    a->b = end;
}

static void forward_if(struct adjoint *a, const struct ir_op *op)
{
    struct ir_op *copy = ir_build_if(&a->b, forward(a, op->operands[0]));
    a->forward_ops[op->order] = copy;
    for (uint32_t r = 0; r < 2; r++) {
        struct ir_builder outer = adjoint_enter(a, copy->regions[r]);
        forward_region(a, op->regions[r]);
        copy_yield(a, op->regions[r], 0, op->results);
        a->b = outer;
    }
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *result = op->results[i];
        a->forward[result->id] = ir_op_add_result(&a->b, copy, result->type, result->name);
    }
    for (uint32_t i = 0; i < op->result_count; i++)
        if (carries_shadow(a, op->results[i]))
            a->forward_shadows[op->results[i]->id] =
                ir_op_add_result(&a->b, copy, shadow_type(a, op->results[i]->type), NULL);
}

static void add_carried(struct adjoint *a, const struct ir_op *op, struct ir_op *copy)
{
    uint32_t first = ir_loop_first_carried(op);
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *result = op->results[i], *arg = op->regions[0]->args.data[i + 1];
        a->forward[arg->id] =
            ir_loop_add_carried(&a->b, copy, forward(a, op->operands[first + i]), arg->name);
        a->forward[result->id] = copy->results[i];
        copy->results[i]->name = result->name;
    }
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *result = op->results[i], *arg = op->regions[0]->args.data[i + 1];
        a->forward_shadows[result->id] = a->forward_shadows[arg->id] = NULL;
        if (!carries_shadow(a, result))
            continue;
        struct ir_builder before = a->b;
        a->b = ir_builder_before(a->module, copy);
        struct ir_value *initial =
            shadow_or_null(a, op->operands[first + i], shadow_type(a, result->type));
        a->b = before;
        a->forward_shadows[arg->id] = ir_loop_add_carried(&a->b, copy, initial, NULL);
        a->forward_shadows[result->id] = copy->results[copy->result_count - 1];
    }
}

static void forward_loop(struct adjoint *a, const struct ir_op *op)
{
    struct ir_op *copy;
    if (op->code == IR_FOR) {
        copy = ir_build_for(&a->b, forward(a, op->operands[0]), forward(a, op->operands[1]),
                            forward(a, op->operands[2]), op->attr.loop.pred);
        copy->attr = op->attr;
    } else {
        copy = ir_build_while(&a->b);
    }
    a->forward_ops[op->order] = copy;
    const struct ir_value *counter = ir_loop_counter(op);
    a->forward[counter->id] = ir_loop_counter(copy);
    ir_loop_counter(copy)->name = counter->name;
    add_carried(a, op, copy);
    struct ir_builder outer = adjoint_enter(a, copy->regions[0]);
    forward_region(a, op->regions[0]);
    copy_yield(a, op->regions[0], op->code == IR_WHILE ? 1 : 0, op->results);
    a->b = outer;
}

/* ---- memory */

static void load_pointer(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *result = ir_result(op), *address = op->operands[0];
    struct ir_value *place = forward_shadow(a, address);
    if (!place)
        return;
    if (activity_shadow_is_sure(a->activity, address)) {
        a->forward_shadows[result->id] = load_shadow(a, place, result);
        return;
    }
    const struct ir_type *type = shadow_type(a, result->type);
    struct ir_value *known =
        ir_build_binary(&a->b, IR_NE, place, ir_build_null(&a->b, place->type));
    struct ir_op *choice = ir_build_if(&a->b, known);
    struct ir_builder outer = adjoint_enter(a, choice->regions[0]);
    ir_build_yield(&a->b, (struct ir_value *[]){load_shadow(a, place, result)}, 1);
    (void)adjoint_enter(a, choice->regions[1]);
    ir_build_yield(&a->b, (struct ir_value *[]){ir_build_null(&a->b, type)}, 1);
    a->b = outer;
    a->forward_shadows[result->id] = ir_op_add_result(&a->b, choice, type, NULL);
}

static void store_pointer(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *address = op->operands[0], *value = op->operands[1];
    struct ir_value *place =
        activity_needs_shadow(a->activity, address) ? forward_shadow(a, address) : NULL;
    if (!place)
        return;
    struct ir_value *shadow = shadow_or_null(a, value, place->type->elem);
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, address, place, &outer);
    ir_build_store(&a->b, place, shadow);
    guard_end(a, guard, outer);
}

static void copy_pointer_leaf(struct adjoint *a, struct ir_value *to, struct ir_value *from)
{
    if (!ir_type_is_ptr(to->type->elem))
        return;
    ir_build_store(&a->b, to,
                   from ? ir_build_load(&a->b, from) : ir_build_null(&a->b, to->type->elem));
}

static void copy_pointer_leaves(struct adjoint *a, const struct copy_ends *ends)
{
    for_each_leaf(a, ends->to, ends->from, ends->count, copy_pointer_leaf, false);
}

/* COPY, MOVE and ZERO of objects that hold pointers: their shadows follow. */
static void copy_pointers(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *to = op->operands[0];
    bool is_zero = op->code == IR_ZERO;
    if (!type_has_leaf(to->type->elem, ir_type_is_ptr) || !activity_needs_shadow(a->activity, to))
        return;
    struct copy_ends ends = {op, forward_shadow(a, to),
                             is_zero ? NULL : forward_shadow(a, op->operands[1]),
                             forward(a, op->operands[is_zero ? 1 : 2])};
    if (ends.to)
        guarded_copy(a, &ends, copy_pointer_leaves);
}

/* ---- replayed iterations */

/* What a replayed iteration writes for others was written in the first run; writing it again would
 * be wrong where it has been overwritten since. */
static bool is_foreign_write(struct adjoint *a, const struct ir_op *op)
{
    return a->frame->outer && ir_op_info(op)->effect == IR_EFFECT_WRITE &&
           !memory_is_private(a->memory, op->operands[0], a->frame->region);
}

static void forward_op(struct adjoint *a, const struct ir_op *op)
{
    adjoint_at(a, op);
    switch (op->code) {
    case IR_IF:
        forward_if(a, op);
        return;
    case IR_FOR:
    case IR_WHILE:
        forward_loop(a, op);
        return;
    default:
        break;
    }
    if (is_foreign_write(a, op))
        return;
    copy_plain(a, op);
    if (op->code == IR_LOAD && carries_shadow(a, ir_result(op)))
        load_pointer(a, op);
    else if (op->code == IR_STORE && ir_type_is_ptr(op->operands[1]->type))
        store_pointer(a, op);
    else if (op->code == IR_COPY || op->code == IR_MOVE || op->code == IR_ZERO)
        copy_pointers(a, op);
}

void forward_region(struct adjoint *a, const struct ir_region *region)
{
    const struct ir_op *end = ir_terminator(region);
    for (const struct ir_op *op = region->first; op != end; op = op->next)
        forward_op(a, op);
}
