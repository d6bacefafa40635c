/* Calls of functions whose derivative is known: by a table, because the user wrote it, or because
 * they were split. */
#include "diff/context.h"

typedef VEC(struct ir_value *) value_list;

/* Where the derivative adds the gradient of a real argument. The user's takes null when nobody
 * wants it. */
static struct ir_value *gradient_slot(struct adjoint *a, const struct ir_op *call,
                                      const struct ir_value *operand)
{
    const struct ir_type *pointer = ir_type_ptr(a->module->types, operand->type, false);
    if (call->attr.callee->kinds && !activity_of_value(a->activity, operand))
        return ir_build_null(&a->b, pointer);
    struct ir_value *slot = ir_build_slot(&a->b, operand->type, NULL, NULL);
    ir_build_store(&a->b, slot, ir_build_real(&a->b, operand->type, 0.0L, NULL));
    return slot;
}

static struct ir_value *gradient_pointer(struct adjoint *a, const struct ir_value *operand)
{
    struct ir_value *shadow =
        activity_needs_shadow(a->activity, operand) ? reverse_shadow(a, operand) : NULL;
    return shadow ? shadow
                  : ir_build_null(&a->b, ir_type_ptr(a->module->types, operand->type->elem, false));
}

/* A part has what its function was given from the forward part. */
static void add_argument(struct adjoint *a, const struct ir_op *op, uint32_t i, value_list *args,
                         struct ir_value **slots)
{
    const struct ir_value *operand = op->operands[i];
    const struct ir_callee *callee = op->attr.callee;
    char kind = callee->kinds ? callee->kinds[i] : callee->func->parts->kinds[i];
    if (callee->kinds)
        vec_push(a->arena, args, available(a, operand));
    if (kind == IR_KIND_REAL)
        vec_push(a->arena, args, slots[i] = gradient_slot(a, op, operand));
    else if (kind != IR_KIND_PLAIN)
        vec_push(a->arena, args, gradient_pointer(a, operand));
}

/* The adjoint of the result; zero where only what the call writes is active. */
static void add_seed(struct adjoint *a, const struct ir_op *op, value_list *args)
{
    if (!op->result_count || !ir_type_is_real(ir_result(op)->type))
        return;
    struct ir_value *adj =
        activity_of_value(a->activity, ir_result(op)) ? adjoint_take(a, ir_result(op)) : NULL;
    vec_push(a->arena, args, adj ? adj : ir_build_real(&a->b, ir_result(op)->type, 0.0L, NULL));
}

static void call_vjp(struct adjoint *a, const struct ir_op *op)
{
    value_list args = {0};
    struct ir_value **slots = ARENA_ARRAY(a->arena, struct ir_value *, op->operand_count + 1);
    for (uint32_t i = 0; i < op->operand_count; i++)
        add_argument(a, op, i, &args, slots);
    add_seed(a, op, &args);
    const struct ir_callee *callee = op->attr.callee;
    ir_build_call(&a->b, callee->kinds ? callee->vjp : callee->func->parts->reverse, args.data,
                  (uint32_t)args.len, ir_type_void(a->module->types));
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (slots[i] && activity_of_value(a->activity, op->operands[i]))
            adjoint_add(a, op->operands[i], ir_build_load(&a->b, slots[i]));
}

void reverse_call(struct adjoint *a, const struct ir_op *op)
{
    if (op->attr.callee->blas)
        reverse_blas(a, op);
    else
        call_vjp(a, op);
}
