/* Calls of functions that are split, in the forward sweep. */
#include "diff/context.h"

typedef VEC(struct ir_value *) value_list;

static void add_argument(struct adjoint *a, const struct ir_op *op, uint32_t i, value_list *args)
{
    const struct ir_value *operand = op->operands[i];
    char kind = op->attr.callee->func->parts->kinds[i];
    vec_push(a->arena, args, forward(a, operand));
    if (kind == IR_KIND_PLAIN || (kind == IR_KIND_REAL && !a->is_tangent))
        return;
    vec_push(a->arena, args, dual_or_zero(a, operand, dual_type(a, operand->type)));
}

/* Where the part stores the dual of the result; NULL where it has none. */
static struct ir_value *add_result_slot(struct adjoint *a, const struct ir_op *op, value_list *args)
{
    const struct ir_parts *parts = op->attr.callee->func->parts;
    const struct ir_type *type = op->result_count ? ir_result(op)->type : NULL;
    if (!type ||
        !(ir_type_is_ptr(type) ? parts->has_result_shadow : a->is_tangent && ir_type_is_real(type)))
        return NULL;
    struct ir_value *slot = ir_build_slot(&a->b, dual_type(a, type), NULL, NULL);
    vec_push(a->arena, args, slot);
    return slot;
}

void bind_call_result(struct adjoint *a, const struct ir_op *op, const struct ir_op *call,
                      struct ir_value *dual_slot)
{
    if (!op->result_count)
        return;
    const struct ir_value *result = ir_result(op);
    ir_result(call)->name = result->name;
    a->forward[result->id] = ir_result(call);
    a->forward_duals[result->id] = dual_slot ? ir_build_load(&a->b, dual_slot) : NULL;
}

void forward_part_call(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_parts *parts = op->attr.callee->func->parts;
    value_list args = {0};
    for (uint32_t i = 0; i < op->operand_count; i++)
        add_argument(a, op, i, &args);
    struct ir_value *slot = add_result_slot(a, op, &args);
    struct ir_op *call =
        ir_build_call(&a->b, a->is_tangent ? parts->tangent : parts->forward, args.data,
                      (uint32_t)args.len, op->attr.callee->func->result);
    bind_call_result(a, op, call, op->result_count && carries_dual(a, ir_result(op)) ? slot : NULL);
}
