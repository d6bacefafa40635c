/* Calls of functions that are split, in the forward sweep. */
#include "diff/context.h"

typedef VEC(struct ir_value *) value_list;

static void add_argument(struct adjoint *a, const struct ir_op *op, uint32_t i, value_list *args)
{
    const struct ir_value *operand = op->operands[i];
    char kind = parts_of(a, op->attr.callee->func)->kinds[i];
    vec_push(a->arena, args, forward(a, operand));
    if (kind == IR_KIND_PLAIN || (kind == IR_KIND_REAL && !a->is_tangent))
        return;
    do
        vec_push(a->arena, args, dual_or_zero(a, operand, dual_type(a, operand->type)));
    while (next_lane(a));
}

/* Whether the part stores the dual of the result. */
static bool has_result_dual(const struct adjoint *a, const struct ir_op *op)
{
    const struct ir_type *type = op->result_count ? ir_result(op)->type : NULL;
    if (type && ir_type_is_ptr(type))
        return parts_of(a, op->attr.callee->func)->has_result_shadow;
    return type && a->is_tangent && ir_type_is_real(type);
}

void bind_call_result(struct adjoint *a, const struct ir_op *op, const struct ir_op *call,
                      struct ir_value *const *dual_slots)
{
    if (!op->result_count)
        return;
    const struct ir_value *result = ir_result(op);
    ir_result(call)->name = result->name;
    a->forward[result->id] = ir_result(call);
    do
        a->lane->duals[result->id] =
            dual_slots ? ir_build_load(&a->b, dual_slots[lane_number(a)]) : NULL;
    while (next_lane(a));
}

struct ir_value **make_dual_slots(struct adjoint *a, const struct ir_type *type)
{
    struct ir_value **slots = ARENA_ARRAY(a->arena, struct ir_value *, a->width);
    do
        slots[lane_number(a)] = ir_build_slot(&a->b, type, NULL, NULL);
    while (next_lane(a));
    return slots;
}

void forward_part_call(struct adjoint *a, const struct ir_op *op)
{
    value_list args = {0};
    for (uint32_t i = 0; i < op->operand_count; i++)
        add_argument(a, op, i, &args);
    struct ir_value **slots = NULL;
    if (has_result_dual(a, op))
        slots = make_dual_slots(a, dual_type(a, ir_result(op)->type));
    for (unsigned i = 0; slots && i < a->width; i++)
        vec_push(a->arena, &args, slots[i]);
    const struct ir_func *func = op->attr.callee->func;
    struct ir_op *call = ir_build_call(&a->b, parts_of(a, func)->forward, args.data,
                                       (uint32_t)args.len, func->result);
    bool carries = op->result_count && carries_dual(a, ir_result(op));
    bind_call_result(a, op, call, carries ? slots : NULL);
}
