/* Builds the derivative of a loss: signature, forward sweep, seed, reverse sweep. */
#include "diff/context.h"

#include "support/fault.h"
#include "support/text.h"

void adjoint_refuse(struct adjoint *a, const struct ir_op *op, const char *what)
{
    a->failed = true;
    struct src_loc loc = op ? op->loc : a->primal->loc;
    diag_emit(diag_new(a->engine, DIAG_unsupported_construct, loc, what));
}

struct ir_builder adjoint_enter(struct adjoint *a, struct ir_region *region)
{
    struct ir_builder here = a->b;
    a->b.region = region;
    a->b.before = NULL;
    return here;
}

void adjoint_at(struct adjoint *a, const struct ir_op *op)
{
    a->b.loc = op->loc;
    a->b.site = op->site;
}

struct ir_value *adjoint_zero(struct ir_builder *b, const struct ir_type *type)
{
    return ir_build_real(b, type, -0.0L, NULL);
}

/* ---- signature */

bool adjoint_is_followed(const struct ir_param *param)
{
    return param->is_wrt || param->is_work;
}

static void add_gradient_param(struct adjoint *a, const struct ir_param *param,
                               const struct ir_value *value)
{
    const struct ir_type *object = ir_type_is_ptr(value->type) ? value->type->elem : value->type;
    const char *name =
        arena_printf(a->module->arena, "%s_%s", value->name, param->is_wrt ? "grad" : "adj");
    ir_func_add_param(a->module, a->func, ir_type_ptr(a->module->types, object, false), name);
    struct ir_param *grad = &vec_last(&a->func->params);
    grad->is_grad = true;
    grad->is_restrict = true;
    grad->loc = param->loc;
    grad->c_decl = param->c_grad_decl;
    grad->c_grad_decl = param->c_grad_decl;
}

static void add_params(struct adjoint *a)
{
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_param *param = &a->primal->params.data[i];
        const struct ir_value *value = a->primal->body->args.data[i];
        a->forward[value->id] = ir_func_add_param(a->module, a->func, value->type, value->name);
        vec_last(&a->func->params) = *param;
        if (adjoint_is_followed(param))
            add_gradient_param(a, param, value);
    }
}

/* ---- the parameters that the loss overwrites */

static void find_overwritten(struct adjoint *a, const struct ir_region *region, bool *overwritten)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->region_count; i++)
            find_overwritten(a, op->regions[i], overwritten);
        if (ir_op_info(op)->effect != IR_EFFECT_WRITE)
            continue;
        const cell_list *cells = cells_of(activity_cells(a->activity), op->operands[0]);
        for (size_t i = 0; i < cells->len; i++) {
            const struct cell *root = cells->data[i];
            while (root->parent)
                root = root->parent;
            if (root->kind != CELL_OBJECT || root->origin->def)
                continue;
            size_t index = root->origin->index;
            const struct ir_param *param = &a->primal->params.data[index];
            if (!param->is_wrt || param->is_by_value || overwritten[index])
                continue;
            overwritten[index] = true;
            diag_emit(diag_new(a->engine, DIAG_input_overwritten, op->loc, root->origin->name));
        }
    }
}

static void summarise(struct adjoint *a)
{
    struct text text = {.arena = a->module->arena};
    bool *overwritten = ARENA_ARRAY(a->arena, bool, a->primal->params.len + 1);
    find_overwritten(a, a->primal->body, overwritten);
    bool is_void = a->primal->result->kind == IR_TYPE_VOID;
    text_addf(&text, "%s what %s %s, and adds its gradient with respect to",
              is_void ? "Does" : "Returns", a->primal->name, is_void ? "does" : "returns");
    size_t count = 0, wanted = 0;
    for (size_t i = 0; i < a->primal->params.len; i++)
        wanted += a->primal->params.data[i].is_wrt;
    for (size_t i = 0; i < a->primal->params.len; i++) {
        if (!a->primal->params.data[i].is_wrt)
            continue;
        const struct ir_value *value = a->primal->body->args.data[i];
        const char *star =
            ir_type_is_ptr(value->type) && !a->primal->params.data[i].is_by_value ? "*" : "";
        text_addf(&text, "%s %s%s to *%s_grad",
                  count == 0            ? ""
                  : count + 1 == wanted ? " and"
                                        : ",",
                  star, value->name, value->name);
        count++;
    }
    if (wanted == 0)
        text_add(&text, " the marked globals");
    text_add(&text, ".");
    for (size_t i = 0; i < a->primal->params.len; i++)
        if (a->primal->params.data[i].is_work)
            text_addf(&text,
                      " *%s_adj is scratch of the size of *%s: all zero on entry, and again after.",
                      a->primal->body->args.data[i]->name, a->primal->body->args.data[i]->name);
    for (size_t i = 0; i < a->primal->params.len; i++)
        if (overwritten[i])
            text_addf(&text,
                      " %s overwrites %s: its gradient is the one at its value on entry, and"
                      " *%s_grad is zero on entry.",
                      a->primal->name, a->primal->body->args.data[i]->name,
                      a->primal->body->args.data[i]->name);
    a->func->summary = text_string(&text);
}

/* ---- sweeps */

/* The adjoint of the loss itself is 1. */
static void seed(struct adjoint *a, const struct ir_op *end)
{
    adjoint_at(a, end);
    bool has_out = false;
    for (size_t i = 0; i < a->primal->params.len; i++) {
        if (!a->primal->params.data[i].is_out)
            continue;
        has_out = true;
        struct ir_value *shadow = a->param_shadows[i];
        if (shadow)
            ir_build_store(&a->b, shadow, ir_build_real(&a->b, shadow->type->elem, 1.0L, NULL));
    }
    if (!has_out && end->operand_count)
        adjoint_add(a, end->operands[0], ir_build_real(&a->b, end->operands[0]->type, 1.0L, NULL));
}

static void give_scalars(struct adjoint *a)
{
    size_t at = 0;
    for (size_t i = 0; i < a->primal->params.len; i++, at++) {
        if (!adjoint_is_followed(&a->primal->params.data[i]))
            continue;
        struct ir_value *grad = a->func->body->args.data[++at];
        const struct ir_value *value = a->primal->body->args.data[i];
        struct ir_value *adj = ir_type_is_ptr(value->type) ? NULL : adjoint_take(a, value);
        if (adj)
            ir_build_accum(&a->b, grad, adj);
    }
}

static void build_body(struct adjoint *a)
{
    const struct ir_region *body = a->primal->body;
    const struct ir_op *end = ir_terminator(body);
    struct frame frame = {NULL, body};
    struct mirror mirror;
    a->b = ir_builder_at_end(a->module, a->func->body);
    a->b.loc = a->primal->loc;
    a->frame = &frame;
    shadow_params(a);
    mirror_push(a, &mirror, body, a->func->body);
    forward_region(a, body);
    mirror_move_start(a);
    seed(a, end);
    reverse_region(a, body);
    adjoint_at(a, end);
    give_scalars(a);
    ir_build_return(&a->b, end->operand_count ? a->forward[end->operands[0]->id] : NULL);
    mirror_pop(a);
}

static void allocate_tables(struct adjoint *a, uint32_t op_count)
{
    size_t values = a->primal->value_count;
    a->forward = ARENA_ARRAY(a->arena, struct ir_value *, values);
    a->forward_shadows = ARENA_ARRAY(a->arena, struct ir_value *, values);
    a->available = ARENA_ARRAY(a->arena, struct ir_value *, values);
    a->shadows = ARENA_ARRAY(a->arena, struct ir_value *, values);
    a->adjoints = ARENA_ARRAY(a->arena, struct ir_value *, values);
    a->forward_ops = ARENA_ARRAY(a->arena, struct ir_op *, op_count);
    a->has_adjoint = ARENA_ARRAY(a->arena, bool, op_count);
    a->replayed = ARENA_ARRAY(a->arena, bool, op_count);
    a->param_shadows = ARENA_ARRAY(a->arena, struct ir_value *, a->primal->params.len + 1);
}

static void build(struct adjoint *a)
{
    allocate_tables(a, ir_number_ops(a->primal));
    a->activity = activity_build(a->arena, a->primal);
    a->memory = memory_build(a->arena, a->primal, activity_cells(a->activity));
    find_adjoints(a);
    check_reversible(a);
    if (a->failed)
        return;
    replay_choose(a);
    a->func = ir_func_create(a->module, arena_printf(a->module->arena, "%s_grad", a->primal->name),
                             a->primal->result);
    a->func->is_derivative = true;
    a->func->loc = a->primal->loc;
    add_params(a);
    summarise(a);
    build_body(a);
}

struct ir_func *adjoint_build(struct ir_module *module, struct diag_engine *engine,
                              const struct ir_func *loss, const struct adjoint_options *options)
{
    struct adjoint a = {.module = module,
                        .arena = arena_create(),
                        .engine = engine,
                        .options = options,
                        .primal = loss};
    fault_stage("the adjoint", loss->name);
    build(&a);
    arena_destroy(a.arena);
    return a.failed ? NULL : a.func;
}
