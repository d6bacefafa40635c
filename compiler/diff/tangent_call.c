/* Calls in the tangent: of routines of CBLAS, and of functions whose derivative the user wrote. */
#include "diff/context.h"

#include <string.h>

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

/* ---- by the derivative for the reverse sweep */

bool tangent_by_vjp(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_callee *callee = op->attr.callee;
    bool fits = callee->vjp && op->result_count && ir_type_is_real(ir_result(op)->type) &&
                !strchr(callee->kinds, IR_KIND_WRITTEN);
    for (uint32_t i = 0; fits && i < op->operand_count; i++)
        fits = callee->kinds[i] != IR_KIND_READ ||
               !activity_needs_shadow(a->activity, op->operands[i]);
    return fits;
}

/* Calls it with the seed 1: the derivatives of the result by real operands are then in the slots,
 * NULL for inactive ones. */
static struct ir_value **call_for_slopes(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value **slots = ARENA_ARRAY(a->arena, struct ir_value *, op->operand_count);
    VEC(struct ir_value *) args = {0};
    for (uint32_t i = 0; i < op->operand_count; i++) {
        const struct ir_value *operand = op->operands[i];
        vec_push(a->arena, &args, forward(a, operand));
        if (op->attr.callee->kinds[i] == IR_KIND_PLAIN)
            continue;
        if (activity_of_value(a->activity, operand)) {
            slots[i] = ir_build_slot(&a->b, operand->type, NULL, NULL);
            ir_build_store(&a->b, slots[i], ir_build_real(&a->b, operand->type, 0.0L, NULL));
        }
        const struct ir_type *object =
            ir_type_is_ptr(operand->type) ? operand->type->elem : operand->type;
        const struct ir_type *pointer = ir_type_ptr(a->module->types, object, false);
        vec_push(a->arena, &args, slots[i] ? slots[i] : ir_build_null(&a->b, pointer));
    }
    vec_push(a->arena, &args, ir_build_real(&a->b, ir_result(op)->type, 1.0L, NULL));
    ir_build_call(&a->b, op->attr.callee->vjp, args.data, (uint32_t)args.len,
                  ir_type_void(a->module->types));
    return slots;
}

/* In the current lane. */
static struct ir_value *sum_slopes(struct adjoint *a, const struct ir_op *op,
                                   struct ir_value *const *slots)
{
    const struct ir_type *type = ir_result(op)->type;
    struct ir_value *sum = NULL;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        struct ir_value *d = slots[i] ? a->lane->duals[op->operands[i]->id] : NULL;
        if (!d)
            continue;
        struct ir_value *slope = ir_build_load(&a->b, slots[i]);
        struct ir_value *term =
            ir_build_conv(&a->b, ir_build_binary(&a->b, IR_MUL, slope, d), type);
        sum = sum ? ir_build_binary(&a->b, IR_ADD, sum, term) : term;
    }
    return sum;
}

static void call_by_vjp(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value **slots = call_for_slopes(a, op);
    do
        a->lane->duals[ir_result(op)->id] = sum_slopes(a, op, slots);
    while (next_lane(a));
}

void tangent_after_call(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_callee *callee = op->attr.callee;
    if (a->is_tangent && callee->kinds && !callee->blas && activity_is_given_by(a->activity, op))
        call_by_vjp(a, op);
}

void tangent_call(struct adjoint *a, const struct ir_op *op)
{
    if (op->attr.callee->blas && activity_is_given_by(a->activity, op))
        tangent_blas(a, op);
}
