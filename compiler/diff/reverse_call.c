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

/* What a call takes along for its operands' gradients, and where those of reals are found then. */
struct gradients {
    const struct ir_op *op;
    const char *kinds;
    value_list args;
    struct ir_value **slots; /* operand by operand, a lane each; NULL: none */
};

static struct gradients begin_gradients(struct adjoint *a, const struct ir_op *op,
                                        const char *kinds)
{
    struct ir_value **slots =
        ARENA_ARRAY(a->arena, struct ir_value *, op->operand_count * a->width + 1);
    return (struct gradients){.op = op, .kinds = kinds, .slots = slots};
}

/* Of operand `i`, in the current lane. */
static void add_gradient(struct adjoint *a, struct gradients *g, uint32_t i)
{
    const struct ir_value *operand = g->op->operands[i];
    if (g->kinds[i] == IR_KIND_PLAIN)
        return;
    struct ir_value *place = g->kinds[i] == IR_KIND_REAL ? gradient_slot(a, g->op, operand)
                                                         : gradient_pointer(a, operand);
    vec_push(a->arena, &g->args, place);
    if (g->kinds[i] == IR_KIND_REAL)
        g->slots[i * a->width + lane_number(a)] = place;
}

/* The adjoint of the result; zero where only what the call writes is active. */
static void add_seed(struct adjoint *a, struct gradients *g)
{
    const struct ir_op *op = g->op;
    if (!op->result_count || !ir_type_is_real(ir_result(op)->type))
        return;
    struct ir_value *adj =
        activity_of_value(a->activity, ir_result(op)) ? adjoint_take(a, ir_result(op)) : NULL;
    vec_push(a->arena, &g->args, adj ? adj : ir_build_real(&a->b, ir_result(op)->type, 0.0L, NULL));
}

static void build_call(struct adjoint *a, const struct gradients *g, struct ir_callee *callee)
{
    ir_build_call(&a->b, callee, g->args.data, (uint32_t)g->args.len,
                  ir_type_void(a->module->types));
}

/* In the current lane. */
static void take_gradients(struct adjoint *a, const struct gradients *g)
{
    for (uint32_t i = 0; i < g->op->operand_count; i++) {
        struct ir_value *slot = g->slots[i * a->width + lane_number(a)];
        if (slot && activity_of_value(a->activity, g->op->operands[i]))
            adjoint_add(a, g->op->operands[i], ir_build_load(&a->b, slot));
    }
}

/* The user's derivative, in the current lane. */
static void call_vjp(struct adjoint *a, const struct ir_op *op)
{
    struct gradients g = begin_gradients(a, op, op->attr.callee->kinds);
    for (uint32_t i = 0; i < op->operand_count; i++) {
        vec_push(a->arena, &g.args, available(a, op->operands[i]));
        add_gradient(a, &g, i);
    }
    add_seed(a, &g);
    build_call(a, &g, op->attr.callee->vjp);
    take_gradients(a, &g);
}

/* A part has what its function was given from the forward part. */
static void call_part(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_parts *parts = parts_of(a, op->attr.callee->func);
    struct gradients g = begin_gradients(a, op, parts->kinds);
    for (uint32_t i = 0; i < op->operand_count; i++)
        do
            add_gradient(a, &g, i);
        while (next_lane(a));
    do
        add_seed(a, &g);
    while (next_lane(a));
    build_call(a, &g, parts->reverse);
    do
        take_gradients(a, &g);
    while (next_lane(a));
}

void reverse_call(struct adjoint *a, const struct ir_op *op)
{
    if (ir_call_is_split(op)) {
        call_part(a, op);
        return;
    }
    do
        if (op->attr.callee->blas)
            reverse_blas(a, op);
        else
            call_vjp(a, op);
    while (next_lane(a));
}
