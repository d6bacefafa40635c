/* Calls in the tangent: of routines of CBLAS, and of functions whose derivative the user wrote. */
#include "diff/context.h"

/* The tangent of an argument of the given kind; null or zero where it is constant. */
static struct ir_value *tangent_argument(struct adjoint *a, const struct ir_value *operand)
{
    if (ir_type_is_ptr(operand->type))
        return dual_or_zero(a, operand, dual_type(a, operand->type));
    return dual_or_zero(a, operand, operand->type);
}

/* The derivative does what the function does, so it takes the place of the call. */
static void call_jvp(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_callee *callee = op->attr.callee;
    VEC(struct ir_value *) args = {0};
    for (uint32_t i = 0; i < op->operand_count; i++) {
        vec_push(a->arena, &args, forward(a, op->operands[i]));
        if (callee->kinds[i] != IR_KIND_PLAIN)
            vec_push(a->arena, &args, tangent_argument(a, op->operands[i]));
    }
    const struct ir_type *type =
        op->result_count ? ir_result(op)->type : ir_type_void(a->module->types);
    struct ir_value *slot = NULL;
    if (ir_type_is_real(type)) {
        slot = ir_build_slot(&a->b, type, NULL, NULL);
        vec_push(a->arena, &args, slot);
    }
    struct ir_op *call = ir_build_call(&a->b, callee->jvp, args.data, (uint32_t)args.len, type);
    bool is_active = op->result_count && activity_of_value(a->activity, ir_result(op));
    bind_call_result(a, op, call, is_active ? slot : NULL);
}

bool tangent_replaces(struct adjoint *a, const struct ir_op *op)
{
    if (!a->is_tangent || op->code != IR_CALL || !op->attr.callee->jvp ||
        !activity_is_given_by(a->activity, op))
        return false;
    call_jvp(a, op);
    return true;
}

void tangent_call(struct adjoint *a, const struct ir_op *op)
{
    if (op->attr.callee->blas && activity_is_given_by(a->activity, op))
        tangent_blas(a, op);
}
