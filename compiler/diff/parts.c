/* Functions that call themselves, split into parts.
 *
 * The adjoint of such a function is two functions. The forward part does what the function does and
 * pushes what its reverse needs; the reverse part pops that, and takes the shadows of the
 * function's pointers, places for the adjoints of its reals, and the adjoint of its result. A call
 * becomes a call of the one in the forward sweep and of the other in the reverse sweep. Since the
 * reverse of everything runs exactly backward, all calls share their stacks. The tangent is one
 * function.
 *
 * All that such a function is given or gives is taken to be active; a shadow that its caller does
 * not have is null. */
#include "diff/context.h"

#include "ir/rewrite.h"
#include "opt/call_cycle.h"
#include "opt/simplify.h"
#include "support/fault.h"

#include <string.h>

struct ir_parts *parts_of(const struct adjoint *a, const struct ir_func *func)
{
    struct ir_parts *parts = func->parts;
    while (parts && (parts->is_tangent != a->is_tangent || parts->width != a->width))
        parts = parts->next;
    return parts;
}

bool is_split_call(const struct adjoint *a, const struct ir_op *op)
{
    return op->code == IR_CALL && ir_call_is_split(op) && activity_is_given_by(a->activity, op);
}

/* ---- what is split */

static bool is_dual_kind(const struct ir_value *param)
{
    return ir_type_is_real(param->type) || ir_type_is_ptr(param->type);
}

/* A record that is passed by value is its caller's copy, which nobody else has. */
static void copy_param(struct ir_module *module, const struct ir_func *func, size_t i,
                       struct ir_func *copy, struct ir_map *map)
{
    const struct ir_param *param = &func->params.data[i];
    const struct ir_value *value = func->body->args.data[i];
    ir_map_set(map, value, ir_func_add_param(module, copy, value->type, value->name));
    struct ir_param *copied = &vec_last(&copy->params);
    copied->is_wrt = is_dual_kind(value);
    copied->is_restrict = param->is_restrict || param->is_by_value;
    copied->loc = param->loc;
    copied->begin = param->begin;
}

/* A copy of the function that the module does not list, with its calls inlined. */
static struct ir_func *copy_func(struct ir_module *module, struct arena *scratch,
                                 const struct ir_func *func)
{
    struct ir_func *copy = ir_func_create(module, func->name, func->result);
    (void)vec_pop(&module->funcs);
    copy->is_split = true;
    copy->loc = func->loc;
    struct ir_map map = {.arena = scratch};
    for (size_t i = 0; i < func->params.len; i++)
        copy_param(module, func, i, copy, &map);
    struct ir_builder b = ir_builder_at_end(module, copy->body);
    ir_clone_region_ops(&b, func->body, &map);
    const struct ir_op *end = ir_terminator(func->body);
    struct ir_value *result = end->operand_count ? ir_map_get(&map, end->operands[0]) : NULL;
    b.loc = end->loc;
    ir_build_return(&b, result);
    opt_prepare(module, copy);
    opt_simplify(module, copy);
    return copy;
}

/* Fills in what goes along with each parameter and with the result. */
static void choose_duals(struct adjoint *a, struct ir_parts *parts)
{
    struct ir_func *func = a->primal->body->func;
    char *kinds = ARENA_ARRAY(a->module->arena, char, func->params.len + 1);
    for (size_t i = 0; i < func->params.len; i++) {
        const struct ir_value *value = func->body->args.data[i];
        bool is_pointer = ir_type_is_ptr(value->type);
        bool is_wrt = is_pointer ? activity_needs_shadow(a->activity, value) : is_dual_kind(value);
        func->params.data[i].is_wrt = is_wrt;
        kinds[i] = !is_wrt ? IR_KIND_PLAIN : is_pointer ? IR_KIND_WRITTEN : IR_KIND_REAL;
    }
    const struct ir_op *end = ir_terminator(func->body);
    parts->kinds = kinds;
    parts->has_result_shadow = end->operand_count && ir_type_is_ptr(end->operands[0]->type) &&
                               activity_needs_shadow(a->activity, end->operands[0]);
}

/* ---- signatures */

/* One a lane. */
static void add_params_for(struct adjoint *a, struct ir_func *part, const struct ir_type *type,
                           const char *name, const char *suffix)
{
    do
        ir_func_add_param(a->module, part, type, lane_name(a, name, suffix));
    while (next_lane(a));
}

static struct ir_callee *create_part(struct adjoint *a, const char *suffix,
                                     const struct ir_type *result)
{
    const char *name = ir_func_unused_name(
        a->module, arena_printf(a->module->arena, "%s__%s", a->primal->name, suffix));
    struct ir_callee *callee = ARENA_NEW(a->module->arena, struct ir_callee);
    callee->name = name;
    callee->loc = a->primal->loc;
    callee->func = ir_func_create(a->module, name, result);
    callee->func->is_static = true;
    callee->func->is_part = !a->is_tangent;
    callee->func->loc = a->primal->loc;
    return callee;
}

/* Takes what the function takes, with shadows and tangents; last, where that of the result goes. */
static struct ir_callee *declare_forward(struct adjoint *a, const struct ir_parts *parts)
{
    const struct ir_func *func = a->primal;
    struct ir_callee *callee = create_part(a, a->is_tangent ? "tan" : "fwd", func->result);
    for (size_t i = 0; i < func->params.len; i++) {
        const struct ir_value *value = func->body->args.data[i];
        ir_func_add_param(a->module, callee->func, value->type, value->name);
        if (parts->kinds[i] == IR_KIND_WRITTEN)
            add_params_for(a, callee->func, dual_type(a, value->type), value->name, "shadow");
        else if (parts->kinds[i] == IR_KIND_REAL && a->is_tangent)
            add_params_for(a, callee->func, value->type, value->name, "tan");
    }
    bool has_tangent = a->is_tangent && ir_type_is_real(func->result);
    const struct ir_type *result = dual_type(a, func->result);
    if (parts->has_result_shadow || has_tangent)
        add_params_for(a, callee->func, ir_type_ptr(a->module->types, result, false), func->name,
                       has_tangent ? "tan" : "shadow");
    return callee;
}

/* Takes shadows and places for adjoints; last, the adjoint of the result. */
static struct ir_callee *declare_reverse(struct adjoint *a, const struct ir_parts *parts)
{
    const struct ir_func *func = a->primal;
    struct ir_callee *callee = create_part(a, "rev", ir_type_void(a->module->types));
    for (size_t i = 0; i < func->params.len; i++) {
        const struct ir_value *value = func->body->args.data[i];
        if (parts->kinds[i] == IR_KIND_WRITTEN)
            add_params_for(a, callee->func, dual_type(a, value->type), value->name, "shadow");
        else if (parts->kinds[i] == IR_KIND_REAL)
            add_params_for(a, callee->func, ir_type_ptr(a->module->types, value->type, false),
                           value->name, "grad");
    }
    if (ir_type_is_real(func->result))
        add_params_for(a, callee->func, func->result, func->name, "adj");
    return callee;
}

/* ---- bodies */

static void begin_part(struct adjoint *a, struct ir_func *part)
{
    a->func = part;
    a->b = ir_builder_at_end(a->module, part->body);
    a->b.loc = a->primal->loc;
}

static void bind_params(struct adjoint *a, const struct ir_parts *parts)
{
    struct ir_value *const *next = a->func->body->args.data;
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_value *value = a->primal->body->args.data[i];
        a->forward[value->id] = *next++;
        do
            if (parts->kinds[i] == IR_KIND_WRITTEN)
                a->lane->param_shadows[i] = *next++;
            else if (parts->kinds[i] == IR_KIND_REAL && a->is_tangent)
                a->lane->duals[value->id] = *next++;
        while (next_lane(a));
    }
}

static bool has_result_dual(const struct adjoint *a, const struct ir_parts *parts)
{
    return parts->has_result_shadow || (a->is_tangent && ir_type_is_real(a->primal->result));
}

static void store_result_dual(struct adjoint *a, const struct ir_value *result)
{
    ir_build_store(&a->b, last_param(a), dual_or_zero(a, result, dual_type(a, result->type)));
}

static void build_forward(struct adjoint *a, const struct ir_parts *parts)
{
    const struct ir_op *end = ir_terminator(a->primal->body);
    const struct ir_value *result = end->operand_count ? end->operands[0] : NULL;
    begin_part(a, parts->forward->func);
    bind_params(a, parts);
    forward_region(a, a->primal->body);
    adjoint_at(a, end);
    do
        if (result && has_result_dual(a, parts))
            store_result_dual(a, result);
    while (next_lane(a));
    ir_build_return(&a->b, result ? forward(a, result) : NULL);
}

static void bind_shadows(struct adjoint *a, const struct ir_parts *parts)
{
    struct ir_value *const *next = a->func->body->args.data;
    for (size_t i = 0; i < a->primal->params.len; i++)
        do
            if (parts->kinds[i] != IR_KIND_PLAIN)
                a->lane->param_shadows[i] = *next++;
        while (next_lane(a));
}

static void give_adjoints(struct adjoint *a, const struct ir_parts *parts)
{
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_value *value = a->primal->body->args.data[i];
        struct ir_value *adj = parts->kinds[i] == IR_KIND_REAL ? adjoint_take(a, value) : NULL;
        if (adj)
            ir_build_accum(&a->b, a->lane->param_shadows[i], adj);
    }
}

static void build_reverse(struct adjoint *a, const struct ir_parts *parts)
{
    const struct ir_region *body = a->primal->body;
    const struct ir_op *end = ir_terminator(body);
    struct mirror mirror;
    begin_part(a, parts->reverse->func);
    bind_shadows(a, parts);
    mirror_push(a, &mirror, body, a->func->body);
    do
        if (ir_type_is_real(a->primal->result))
            adjoint_add(a, end->operands[0], last_param(a));
    while (next_lane(a));
    reverse_region(a, body);
    adjoint_at(a, end);
    do
        give_adjoints(a, parts);
    while (next_lane(a));
    ir_build_return(&a->b, NULL);
    mirror_pop(a);
    release_iteration(a, a->func->body);
}

static void build_adjoint(struct adjoint *a, struct ir_parts *parts)
{
    struct frame frame = {0};
    parts->forward = declare_forward(a, parts);
    parts->reverse = declare_reverse(a, parts);
    check_differentiable(a);
    find_adjoints(a);
    if (a->failed)
        return;
    a->frame = &frame;
    build_forward(a, parts);
    build_reverse(a, parts);
}

static void build_tangent(struct adjoint *a, struct ir_parts *parts)
{
    struct frame frame = {NULL, a->primal->body};
    parts->forward = declare_forward(a, parts);
    check_differentiable(a);
    if (a->failed)
        return;
    a->frame = &frame;
    build_forward(a, parts);
}

/* ---- on demand */

static void build_parts(struct adjoint *a, struct ir_parts *parts)
{
    fault_stage("the parts", a->primal->name);
    adjoint_analyse(a);
    choose_duals(a, parts);
    if (a->is_tangent)
        build_tangent(a, parts);
    else
        build_adjoint(a, parts);
}

/* Whether the function that the call stands in was remarked on for the same cycle. */
static bool is_known_cycle(const struct adjoint *a, const call_list *cycle)
{
    for (size_t i = 0; a->primal->is_split && i < cycle->len; i++)
        if (strcmp(cycle->data[i]->attr.callee->name, a->primal->name) == 0)
            return true;
    return false;
}

static void remark(struct adjoint *a, const struct ir_op *call)
{
    const struct ir_func *func = call->attr.callee->func;
    const call_list cycle = opt_call_cycle(a->arena, func);
    if (is_known_cycle(a, &cycle))
        return;
    struct diag *d = diag_new(a->engine, DIAG_unbounded_recursion, call->loc, ir_func_shown(func));
    const char *caller = ir_func_shown(func);
    for (size_t i = 0; i < cycle.len; i++) {
        const char *callee = ir_callee_shown(cycle.data[i]->attr.callee);
        diag_note(d, cycle.data[i]->loc, "'%s' calls '%s' here", caller, callee);
        caller = callee;
    }
    diag_emit(d);
}

void split_callee(struct adjoint *a, const struct ir_op *call)
{
    static const struct adjoint_options options = {.strategy = ADJOINT_STORE};
    struct ir_func *func = call->attr.callee->func;
    if (func->is_part) {
        adjoint_refuse(a, call, "a recursive function a second time");
        return;
    }
    if (parts_of(a, func))
        return;
    struct ir_parts *parts = ARENA_NEW(a->module->arena, struct ir_parts);
    *parts = (struct ir_parts){.is_tangent = a->is_tangent, .width = a->width, .next = func->parts};
    func->parts = parts;
    if (!a->is_tangent)
        remark(a, call);
    struct adjoint own = {.module = a->module,
                          .arena = arena_create(),
                          .engine = a->engine,
                          .options = &options,
                          .is_tangent = a->is_tangent,
                          .width = a->width,
                          .is_kernel = a->is_kernel,
                          .suffix = a->suffix};
    own.primal = copy_func(a->module, own.arena, func);
    build_parts(&own, parts);
    fault_stage(a->is_tangent ? "the tangent" : "the adjoint", a->primal->name);
    a->failed |= own.failed;
    arena_destroy(own.arena);
}
