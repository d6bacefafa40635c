/* Calls in the tangent: of routines of CBLAS, and of functions whose derivative the user wrote. */
#include "diff/context.h"

/* The tangent of an argument of the given kind; null or zero where it is constant. */
static struct ir_value *tangent_argument(struct adjoint *a, const struct ir_value *operand)
{
    if (ir_type_is_ptr(operand->type))
        return dual_or_zero(a, operand, dual_type(a, operand->type));
    return dual_or_zero(a, operand, operand->type);
}

/* In the current lane; the tangent of what is returned goes to `slot`, if that is not NULL. */
static struct ir_op *call_in_lane(struct adjoint *a, const struct ir_op *op, struct ir_value *slot)
{
    const struct ir_callee *callee = op->attr.callee;
    VEC(struct ir_value *) args = {0};
    for (uint32_t i = 0; i < op->operand_count; i++) {
        vec_push(a->arena, &args, forward(a, op->operands[i]));
        if (callee->kinds[i] != IR_KIND_PLAIN)
            vec_push(a->arena, &args, tangent_argument(a, op->operands[i]));
    }
    if (slot)
        vec_push(a->arena, &args, slot);
    const struct ir_type *type =
        op->result_count ? ir_result(op)->type : ir_type_void(a->module->types);
    return ir_build_call(&a->b, callee->jvp, args.data, (uint32_t)args.len, type);
}

/* The derivative does what the function does, so it takes the place of the call. There are several
 * lanes only where it may be done several times. */
static void call_jvp(struct adjoint *a, const struct ir_op *op)
{
    bool is_real = op->result_count && ir_type_is_real(ir_result(op)->type);
    struct ir_value **slots = is_real ? make_dual_slots(a, ir_result(op)->type) : NULL;
    struct ir_op *call;
    do
        call = call_in_lane(a, op, slots ? slots[lane_number(a)] : NULL);
    while (next_lane(a));
    bool is_active = op->result_count && activity_of_value(a->activity, ir_result(op));
    bind_call_result(a, op, call, is_active ? slots : NULL);
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
