/* Builds the tangent of a function, and the tangents of its plain operations; those of control and
 * memory are the forward sweep's (diff/forward.c). */
#include "diff/tangent.h"

#include "diff/context.h"
#include "support/fault.h"
#include "support/text.h"

/* ---- operations */

/* r_tan = the sum of what the change of each operand changes r by */
static struct ir_value *sum_by_rules(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value *sum = NULL;
    for (uint32_t i = 0; i < chain_operand_count(op); i++) {
        struct ir_value *d = a->lane->duals[op->operands[i]->id];
        struct ir_value *term = d ? chain(a, op, i, d, forward) : NULL;
        if (term)
            sum = sum ? ir_build_binary(&a->b, IR_ADD, sum, term) : term;
    }
    return sum;
}

static struct ir_value *tangent_pure(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_type *type = ir_result(op)->type;
    if (op->code == IR_SELECT) {
        struct ir_value *no = dual_or_zero(a, op->operands[2], type);
        struct ir_value *yes = dual_or_zero(a, op->operands[1], type);
        return ir_build_select(&a->b, forward(a, op->operands[0]), yes, no);
    }
    if (op->code == IR_CONV)
        return ir_build_conv(&a->b, dual_or_zero(a, op->operands[0], op->operands[0]->type), type);
    return sum_by_rules(a, op);
}

/* *p += v:  p_shadow[0] += v_tan */
static void tangent_accum(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *address = op->operands[0];
    struct ir_value *change = a->lane->duals[op->operands[1]->id];
    struct ir_value *place =
        change && is_active_memory(a, address) ? forward_shadow(a, address) : NULL;
    if (!place)
        return;
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, address, place, &outer);
    ir_build_accum(&a->b, place, change);
    guard_end(a, guard, outer);
}

static void tangent_free(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value *shadow = activity_needs_shadow(a->activity, op->operands[0])
                                  ? forward_shadow(a, op->operands[0])
                                  : NULL;
    if (shadow)
        ir_build_op(&a->b, IR_FREE, &shadow, 1, 0);
}

/* Stacks hold values of one type; what is pushed of duals has a stack of its own in each lane. */
static unsigned dual_stack(struct adjoint *a, const struct ir_op *op)
{
    return op->attr.stack + (lane_number(a) + 1) * a->primal->stack_count;
}

static void tangent_push(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *v = op->operands[0];
    if (!a->dual_stacks[op->attr.stack])
        return;
    struct ir_value *dual = dual_or_zero(a, v, dual_type(a, v->type));
    ir_build_op(&a->b, IR_PUSH, &dual, 1, 0)->attr.stack = dual_stack(a, op);
}

static void tangent_pop(struct adjoint *a, const struct ir_op *op)
{
    if (!a->dual_stacks[op->attr.stack])
        return;
    struct ir_op *pop = ir_build_op(&a->b, IR_POP, NULL, 0, 1);
    pop->attr.stack = dual_stack(a, op);
    ir_result(pop)->type = dual_type(a, ir_result(op)->type);
    a->lane->duals[ir_result(op)->id] = ir_result(pop);
}

void tangent_op(struct adjoint *a, const struct ir_op *op)
{
    switch (op->code) {
    case IR_ACCUM:
        tangent_accum(a, op);
        return;
    case IR_CALL:
        tangent_call(a, op);
        return;
    case IR_FREE:
        tangent_free(a, op);
        return;
    case IR_REALLOC:
        tangent_realloc(a, op);
        return;
    case IR_PUSH:
        tangent_push(a, op);
        return;
    case IR_POP:
        tangent_pop(a, op);
        return;
    default:
        break;
    }
    if (!ir_op_is_pure(op) || !activity_of_value(a->activity, ir_result(op)))
        return;
    struct ir_value *tangent = tangent_pure(a, op);
    if (tangent && tangent->def && !tangent->name)
        tangent->name = lane_name(a, ir_result(op)->name, "tan");
    a->lane->duals[ir_result(op)->id] = tangent;
}

/* A stack carries duals when a value that is popped from it has one. */
static void find_dual_stacks(struct adjoint *a, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_POP && carries_dual(a, ir_result(op)))
            a->dual_stacks[op->attr.stack] = true;
        for (uint32_t i = 0; i < op->region_count; i++)
            find_dual_stacks(a, op->regions[i]);
    }
}

/* ---- the function */

/* Where the tangent of what is returned is stored, when that is the loss. */
static void add_result_param(struct adjoint *a)
{
    const struct ir_type *type = ir_type_ptr(a->module->types, a->primal->result, false);
    ir_func_add_param(a->module, a->func, type, lane_name(a, a->primal->name, a->suffix));
    struct ir_param *param = &vec_last(&a->func->params);
    param->is_out = param->is_restrict = true;
    param->loc = a->primal->loc;
}

static void store_result(struct adjoint *a, const struct ir_value *result)
{
    struct ir_value *tangent = dual_or_zero(a, result, result->type);
    ir_build_store(&a->b, last_param(a), tangent);
}

static void bind_scalars(struct adjoint *a)
{
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_value *value = a->primal->body->args.data[i];
        if (!activity_of_value(a->activity, value))
            continue;
        do
            a->lane->duals[value->id] = follower_of(a, i);
        while (next_lane(a));
    }
}

static void build_body(struct adjoint *a)
{
    const struct ir_region *body = a->primal->body;
    const struct ir_op *end = ir_terminator(body);
    struct frame frame = {NULL, body};
    a->b = ir_builder_at_end(a->module, a->func->body);
    a->b.loc = a->primal->loc;
    a->frame = &frame;
    shadow_params(a);
    bind_scalars(a);
    find_dual_stacks(a, body);
    forward_region(a, body);
    adjoint_at(a, end);
    do
        if (returns_loss(a->primal))
            store_result(a, end->operands[0]);
    while (next_lane(a));
    ir_build_return(&a->b, end->operand_count ? forward(a, end->operands[0]) : NULL);
}

/* ---- its doc comment */

/* "*w_dot and b_dot", of the parameters that are chosen. */
static void list_tangents(struct adjoint *a, bool (*is_listed)(const struct ir_param *),
                          struct text *text)
{
    size_t count = 0, wanted = 0;
    for (size_t i = 0; i < a->primal->params.len; i++)
        wanted += is_listed(&a->primal->params.data[i]);
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_param *param = &a->primal->params.data[i];
        if (!is_listed(param))
            continue;
        const struct ir_value *value = a->primal->body->args.data[i];
        bool is_pointer = ir_type_is_ptr(value->type) && !param->is_by_value;
        text_addf(text, "%s %s%s_dot", list_separator(count++, wanted), is_pointer ? "*" : "",
                  value->name);
    }
}

static bool is_direction(const struct ir_param *param)
{
    return param->is_wrt && !param->is_grad;
}

static bool is_gradient(const struct ir_param *param)
{
    return param->is_wrt && param->is_grad;
}

static bool is_output(const struct ir_param *param)
{
    return param->is_out;
}

static const char contract[] = " A tangent that is written overlaps nothing else that the function "
                               "is given, and what is written"
                               " through one parameter is not what another leads to.";

static void list_directions(struct adjoint *a, struct text *text)
{
    size_t before = text->len;
    list_tangents(a, is_direction, text);
    if (text->len == before)
        text_add(text, " the tangents of the marked globals");
}

/* Of a primal that is itself a derivative: what it does, and what is added. */
static void summarise_second(struct adjoint *a, struct text *text)
{
    text_addf(text, "%s The derivative of that gradient along", a->primal->summary);
    list_directions(a, text);
    text_add(text, " is added to");
    size_t before = text->len;
    list_tangents(a, is_gradient, text);
    if (text->len == before)
        text_add(text, " the tangents of the globals that hold it");
    text_add(text, ".");
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const char *name = a->primal->body->args.data[i]->name;
        if (is_output(&a->primal->params.data[i]) && !is_gradient(&a->primal->params.data[i]))
            text_addf(text, " That of *%s is stored in *%s_dot.", name, name);
    }
}

static void summarise_first(struct adjoint *a, struct text *text)
{
    const char *name = a->primal->name;
    bool is_void = a->primal->result->kind == IR_TYPE_VOID;
    text_addf(text, "%s what %s %s, and stores the derivative along", is_void ? "Does" : "Returns",
              name, is_void ? "does" : "returns");
    list_directions(a, text);
    text_add(text, " in");
    if (returns_loss(a->primal))
        text_addf(text, " *%s_dot", name);
    else
        list_tangents(a, is_output, text);
    text_add(text, ".");
}

static void summarise(struct adjoint *a)
{
    struct text text = {.arena = a->module->arena};
    bool is_second = a->primal->summary;
    if (is_second)
        summarise_second(a, &text);
    else
        summarise_first(a, &text);
    bool *overwritten = find_overwritten(a);
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const char *name = a->primal->body->args.data[i]->name;
        if (a->primal->params.data[i].is_work)
            text_addf(&text, " *%s_dot is scratch of the size of *%s%s.", name, name,
                      a->primal->params.data[i].is_grad ? ", zero on entry as that is" : "");
        if (overwritten[i])
            text_addf(&text, " %s overwrites %s, and its tangent with it.", a->primal->name, name);
    }
    text_add(&text, is_second ? " The same is asked of their tangents." : contract);
    a->func->summary = a->is_kernel ? NULL : text_string(&text);
}

static void build(struct adjoint *a, const char *name)
{
    adjoint_begin(a);
    if (a->failed)
        return;
    adjoint_create_func(a, name);
    a->func->stack_count = (1 + a->width) * a->primal->stack_count;
    a->dual_stacks = ARENA_ARRAY(a->arena, bool, a->primal->stack_count + 1);
    add_params(a);
    do
        if (returns_loss(a->primal))
            add_result_param(a);
    while (next_lane(a));
    summarise(a);
    build_body(a);
}

struct ir_func *tangent_build(struct ir_module *module, struct diag_engine *engine,
                              const struct ir_func *primal, const struct tangent_options *options)
{
    struct adjoint a = {.module = module,
                        .arena = arena_create(),
                        .engine = engine,
                        .primal = primal,
                        .is_tangent = true,
                        .width = options->width,
                        .is_kernel = options->is_kernel,
                        .suffix = "dot"};
    fault_stage("the tangent", primal->name);
    build(&a, options->name);
    arena_destroy(a.arena);
    return a.failed ? NULL : a.func;
}
