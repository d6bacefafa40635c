/* The forward sweep: the primal's operations, with duals where control flow or memory carries them.
 */
#include "diff/context.h"

#include "support/fault.h"

static void copy_results(struct adjoint *a, const struct ir_op *op, struct ir_op *copy)
{
    for (uint32_t i = 0; i < op->result_count; i++) {
        copy->results[i]->type = op->results[i]->type;
        copy->results[i]->name = op->results[i]->name;
        a->forward[op->results[i]->id] = copy->results[i];
        do
            a->lane->duals[op->results[i]->id] = NULL;
        while (next_lane(a));
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
    if (op->code == IR_CALL)
        a->forward_ops[op->order] = copy;
    copy_results(a, op, copy);
}

bool carries_dual(struct adjoint *a, const struct ir_value *v)
{
    if (ir_type_is_ptr(v->type))
        return activity_needs_shadow(a->activity, v);
    return a->is_tangent && activity_of_value(a->activity, v);
}

struct ir_value *dual_or_zero(struct adjoint *a, const struct ir_value *v,
                              const struct ir_type *type)
{
    if (ir_type_is_real(type)) {
        struct ir_value *tangent = a->lane->duals[v->id];
        return tangent ? tangent : ir_build_real(&a->b, type, 0.0L, NULL);
    }
    struct ir_value *shadow = forward_shadow(a, v);
    return shadow ? ir_build_ptrcast(&a->b, shadow, type) : ir_build_null(&a->b, type);
}

/* ---- control */

/* Whether result `i` of an IF or loop has a dual. What a loop carries may be needed in the loop
 * alone. */
static bool passes_dual(struct adjoint *a, const struct ir_op *op, uint32_t i)
{
    return carries_dual(a, op->results[i]) ||
           (op->code != IR_IF && carries_dual(a, op->regions[0]->args.data[i + 1]));
}

/* Yields the duals of what becomes results with one. */
static void yield_duals(struct adjoint *a, const struct ir_op *yield, struct ir_op *copy)
{
    const struct ir_op *op = yield->region->op;
    uint32_t first = yield->operand_count - op->result_count;
    for (uint32_t i = 0; i < op->result_count; i++)
        if (passes_dual(a, op, i))
            ir_op_add_operand(
                a->module, copy,
                dual_or_zero(a, yield->operands[first + i], dual_type(a, op->results[i]->type)));
}

/* Ends the copy of a region: what it yields, then the duals, lane by lane. */
static void copy_yield(struct adjoint *a, const struct ir_region *region)
{
    const struct ir_op *yield = ir_terminator(region);
    adjoint_at(a, yield);
    struct ir_op *copy = ir_build_yield(&a->b, NULL, 0);
    struct ir_builder end = a->b;
    a->b = ir_builder_before(a->module, copy);
    for (uint32_t i = 0; i < yield->operand_count; i++)
        ir_op_add_operand(a->module, copy, forward(a, yield->operands[i]));
    do
        yield_duals(a, yield, copy);
    while (next_lane(a));
    a->b = end;
}

static const char *dual_name(struct adjoint *a, const struct ir_value *v)
{
    return a->is_tangent ? lane_name(a, v->name, "tan") : NULL;
}

static void add_dual_results(struct adjoint *a, const struct ir_op *op, struct ir_op *copy)
{
    for (uint32_t i = 0; i < op->result_count; i++)
        if (passes_dual(a, op, i))
            a->lane->duals[op->results[i]->id] = ir_op_add_result(
                &a->b, copy, dual_type(a, op->results[i]->type), dual_name(a, op->results[i]));
}

static void forward_if(struct adjoint *a, const struct ir_op *op)
{
    struct ir_op *copy = ir_build_if(&a->b, forward(a, op->operands[0]));
    a->forward_ops[op->order] = copy;
    for (uint32_t r = 0; r < 2; r++) {
        struct ir_builder outer = adjoint_enter(a, copy->regions[r]);
        forward_region(a, op->regions[r]);
        copy_yield(a, op->regions[r]);
        a->b = outer;
    }
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *result = op->results[i];
        a->forward[result->id] = ir_op_add_result(&a->b, copy, result->type, result->name);
    }
    do
        add_dual_results(a, op, copy);
    while (next_lane(a));
}

static void add_carried_duals(struct adjoint *a, const struct ir_op *op, struct ir_op *copy)
{
    uint32_t first = ir_loop_first_carried(op);
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *result = op->results[i], *arg = op->regions[0]->args.data[i + 1];
        a->lane->duals[result->id] = a->lane->duals[arg->id] = NULL;
        if (!passes_dual(a, op, i))
            continue;
        struct ir_builder before = a->b;
        a->b = ir_builder_before(a->module, copy);
        struct ir_value *initial =
            dual_or_zero(a, op->operands[first + i], dual_type(a, result->type));
        a->b = before;
        a->lane->duals[arg->id] = ir_loop_add_carried(&a->b, copy, initial, dual_name(a, arg));
        a->lane->duals[result->id] = copy->results[copy->result_count - 1];
    }
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
    do
        add_carried_duals(a, op, copy);
    while (next_lane(a));
}

static void forward_loop(struct adjoint *a, const struct ir_op *op)
{
    struct ir_op *copy;
    if (op->code == IR_FOR) {
        struct ir_value *step = forward(a, op->operands[2]), *end = forward(a, op->operands[1]);
        copy = ir_build_for(&a->b, forward(a, op->operands[0]), end, step, op->attr.loop.pred);
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
    copy_yield(a, op->regions[0]);
    a->b = outer;
}

/* ---- memory */

static void load_with_dual(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *result = ir_result(op), *address = op->operands[0];
    struct ir_value *place = forward_shadow(a, address);
    if (!place)
        return;
    if (activity_shadow_is_sure(a->activity, address)) {
        a->lane->duals[result->id] = load_dual(a, place, result);
        return;
    }
    const struct ir_type *type = dual_type(a, result->type);
    struct ir_value *known =
        ir_build_binary(&a->b, IR_NE, place, ir_build_null(&a->b, place->type));
    struct ir_op *choice = ir_build_if(&a->b, known);
    struct ir_builder outer = adjoint_enter(a, choice->regions[0]);
    ir_build_yield(&a->b, (struct ir_value *[]){load_dual(a, place, result)}, 1);
    (void)adjoint_enter(a, choice->regions[1]);
    struct ir_value *zero =
        ir_type_is_real(type) ? ir_build_real(&a->b, type, 0.0L, NULL) : ir_build_null(&a->b, type);
    ir_build_yield(&a->b, &zero, 1);
    a->b = outer;
    a->lane->duals[result->id] = ir_op_add_result(&a->b, choice, type, dual_name(a, result));
}

/* Whether a store writes a dual as well: of a pointer, or of an active real. */
static bool stores_dual(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *address = op->operands[0], *value = op->operands[1];
    if (ir_type_is_ptr(value->type))
        return activity_needs_shadow(a->activity, address);
    return a->is_tangent && ir_type_is_real(value->type) && is_active_memory(a, address);
}

static void store_dual(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *address = op->operands[0], *value = op->operands[1];
    struct ir_value *place = forward_shadow(a, address);
    if (!place)
        return;
    struct ir_value *dual = dual_or_zero(a, value, place->type->elem);
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, address, place, &outer);
    ir_build_store(&a->b, place, dual);
    guard_end(a, guard, outer);
}

void copy_pointer_leaf(struct adjoint *a, struct ir_value *to, struct ir_value *from)
{
    if (!ir_type_is_ptr(to->type->elem))
        return;
    ir_build_store(&a->b, to,
                   from ? ir_build_load(&a->b, from) : ir_build_null(&a->b, to->type->elem));
}

static void copy_pointer_leaves(struct adjoint *a, const struct copy_ends *ends)
{
    for_each_pair(a, ends, copy_pointer_leaf, false);
}

/* In the tangent: all of what is copied, as it is copied. */
static void copy_whole(struct adjoint *a, const struct copy_ends *ends)
{
    if (ends->from)
        ir_build_copy(&a->b, ends->op->code, ends->to, ends->from, ends->count);
    else
        ir_build_zero(&a->b, ends->to, ends->count);
}

/* COPY, MOVE and ZERO: in the adjoint, only the shadows of pointers in the objects follow. */
static void copy_duals(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *to = op->operands[0];
    bool is_zero = op->code == IR_ZERO;
    if (!activity_needs_shadow(a->activity, to) ||
        !(a->is_tangent || type_has_leaf(to->type->elem, ir_type_is_ptr)))
        return;
    struct copy_ends ends = {op, forward_shadow(a, to),
                             is_zero ? NULL : forward_shadow(a, op->operands[1]),
                             forward(a, op->operands[is_zero ? 1 : 2])};
    if (ends.to)
        guarded_copy(a, &ends, a->is_tangent ? copy_whole : copy_pointer_leaves);
}

/* ---- replayed iterations */

/* What a replayed iteration writes for others was written in the first run; writing it again would
 * be wrong where it has been overwritten since. */
static bool is_foreign_write(struct adjoint *a, const struct ir_op *op)
{
    return a->frame->outer && ir_op_info(op)->effect == IR_EFFECT_WRITE &&
           !memory_is_private(a->memory, op->operands[0], a->frame->region);
}

/* What an operation does to duals, in the current lane. */
static void forward_duals(struct adjoint *a, const struct ir_op *op)
{
    if (op->code == IR_LOAD && carries_dual(a, ir_result(op)))
        load_with_dual(a, op);
    else if (op->code == IR_STORE && stores_dual(a, op))
        store_dual(a, op);
    else if (op->code == IR_COPY || op->code == IR_MOVE || op->code == IR_ZERO)
        copy_duals(a, op);
    else if (op->code == IR_REALLOC && !a->is_tangent)
        forward_realloc(a, op);
    else if (a->is_tangent)
        tangent_op(a, op);
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
        if (a->fused[op->order])
            fused_loop(a, op);
        else
            forward_loop(a, op);
        return;
    default:
        break;
    }
    if (is_foreign_write(a, op) || tangent_replaces(a, op))
        return;
    if (is_split_call(a, op)) {
        forward_part_call(a, op);
        return;
    }
    copy_plain(a, op);
    if (op->code == IR_CALL)
        tangent_after_call(a, op);
    do
        forward_duals(a, op);
    while (next_lane(a));
}

void forward_region(struct adjoint *a, const struct ir_region *region)
{
    const struct ir_op *end = ir_terminator(region);
    for (const struct ir_op *op = region->first; op != end; op = op->next)
        forward_op(a, op);
}
