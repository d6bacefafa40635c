/* Which calls can be reversed. */
#include "diff/context.h"

#include "analysis/describe.h"
#include "analysis/left_call.h"

#include <string.h>

static const char *pointer_name(struct adjoint *a, const struct ir_value *pointer)
{
    while (!pointer->name && pointer->def && ir_op_is_pure(pointer->def) &&
           pointer->def->operand_count)
        pointer = pointer->def->operands[0];
    const char *name = describe_value(a->module->arena, pointer);
    return name ? name : "the argument";
}

/* ---- derivatives that the user wrote */

static void refuse_lost(struct adjoint *a, const struct ir_op *call, uint32_t i)
{
    const struct ir_value *pointer = call->operands[i];
    const struct ir_op *end = memory_overwriter(a->memory, call, pointer, a->primal->body);
    a->failed = true;
    struct diag *d;
    if (end && end->code == IR_FREE) {
        d = diag_new(a->engine, DIAG_active_free, end->loc, pointer_name(a, pointer));
        diag_note(d, call->loc, "it is used here, and again by the derivative of '%s'",
                  call->attr.callee->name);
    } else {
        d = diag_new(a->engine, DIAG_unsupported_construct, call->loc,
                     arena_printf(a->module->arena,
                                  "a call of '%s' whose arguments are overwritten later",
                                  call->attr.callee->name));
        if (end)
            diag_note(d, end->loc, "overwritten here");
    }
    diag_emit(d);
}

static void refuse_overlap(struct adjoint *a, const struct ir_op *call, uint32_t i, uint32_t k)
{
    a->failed = true;
    const struct ir_callee *callee = call->attr.callee;
    struct diag *d =
        diag_new(a->engine, DIAG_aliased_arguments, call->loc, pointer_name(a, call->operands[i]),
                 pointer_name(a, call->operands[k]));
    diag_note(d, callee->loc,
              "'%s' writes through one of them; its derivative would take one "
              "adjoint for the other",
              callee->name);
    diag_emit(d);
}

static bool is_kind(const struct ir_op *call, uint32_t i, char kind)
{
    return call->attr.callee->kinds[i] == kind;
}

static void check_overlap(struct adjoint *a, const struct ir_op *call, uint32_t i)
{
    for (uint32_t k = 0; k < call->operand_count; k++) {
        bool counts =
            is_kind(call, k, IR_KIND_READ) || (k > i && is_kind(call, k, IR_KIND_WRITTEN));
        if (counts && memory_shares_object(a->memory, call->operands[i], call->operands[k]))
            refuse_overlap(a, call, i, k);
    }
}

/* The derivative is called when the sweep comes back, with the arguments that its function had. */
static void check_registered(struct adjoint *a, const struct ir_op *call)
{
    for (uint32_t i = 0; i < call->operand_count; i++) {
        const struct ir_value *operand = call->operands[i];
        if (is_kind(call, i, IR_KIND_WRITTEN))
            check_overlap(a, call, i);
        else if (ir_type_is_ptr(operand->type) &&
                 !memory_survives(a->memory, call, operand, a->primal->body))
            refuse_lost(a, call, i);
    }
}

/* ---- routines of CBLAS */

static bool has_same_attribute(const struct ir_op *x, const struct ir_op *y)
{
    switch (x->code) {
    case IR_CONST:
        return x->attr.integer == y->attr.integer;
    case IR_FIELD:
        return x->attr.field == y->attr.field;
    case IR_GLOBAL:
        return x->attr.global == y->attr.global;
    default:
        return x->code == IR_ELEM || x->code == IR_PTRADD;
    }
}

static const struct ir_value *without_casts(const struct ir_value *v)
{
    while (v->def && v->def->code == IR_PTRCAST)
        v = v->def->operands[0];
    return v;
}

/* Whether two addresses are surely one. */
static bool is_same_address(const struct ir_value *x, const struct ir_value *y)
{
    x = without_casts(x);
    y = without_casts(y);
    if (x == y)
        return true;
    if (!x->def || !y->def || x->def->code != y->def->code || !has_same_attribute(x->def, y->def))
        return false;
    for (uint32_t i = 0; i < x->def->operand_count; i++)
        if (!is_same_address(x->def->operands[i], y->def->operands[i]))
            return false;
    return true;
}

static void check_blas(struct adjoint *a, const struct ir_op *call)
{
    blas_check(a, call);
    for (uint32_t i = 0; i < call->operand_count && !a->is_tangent; i++)
        for (uint32_t k = 0; k < call->operand_count; k++)
            if (i != k && is_kind(call, i, IR_KIND_WRITTEN) &&
                is_same_address(call->operands[i], call->operands[k]))
                refuse_overlap(a, call, i, k);
}

/* ---- all */

static void refuse_direction(struct adjoint *a, const struct ir_op *call)
{
    adjoint_refuse(a, call,
                   arena_printf(a->module->arena,
                                a->is_tangent ? "a call of '%s' forward: its derivative is for the "
                                                "reverse sweep"
                                              : "a call of '%s' backward: its derivative is for "
                                                "the forward sweep",
                                call->attr.callee->name));
}

/* Each lane calls the derivative, which does what its function does. */
static void check_repeatable(struct adjoint *a, const struct ir_op *call)
{
    if (a->width == 1 || !strchr(call->attr.callee->kinds, IR_KIND_WRITTEN))
        return;
    adjoint_refuse(a, call,
                   arena_printf(a->module->arena,
                                "a call of '%s', which writes through its arguments, along several "
                                "directions at once; use --width=1",
                                call->attr.callee->name));
}

static void check_active_call(struct adjoint *a, const struct ir_op *call)
{
    const struct ir_callee *callee = call->attr.callee;
    if (callee->blas) {
        check_blas(a, call);
    } else if (callee->kinds && a->is_tangent) {
        if (callee->jvp)
            check_repeatable(a, call);
        else if (!tangent_by_vjp(a, call))
            refuse_direction(a, call);
    } else if (callee->kinds) {
        if (callee->vjp)
            check_registered(a, call);
        else
            refuse_direction(a, call);
    } else if (callee->func) {
        split_callee(a, call);
    } else {
        a->failed = true;
        left_call_report(a->engine, a->module, call);
    }
}

static void check_call(struct adjoint *a, const struct ir_op *call)
{
    if (call->attr.callee->passes_record)
        adjoint_refuse(a, call, "a call through a pointer that passes a structure");
    if (activity_is_given_by(a->activity, call))
        check_active_call(a, call);
}

void check_calls(struct adjoint *a, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL)
            check_call(a, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            check_calls(a, op->regions[i]);
    }
}
