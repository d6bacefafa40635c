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

/* ---- its doc comment */

static const char contract[] = " A gradient buffer overlaps nothing else that the function is "
                               "given, and what is written through"
                               " one parameter is not what another leads to.";

/* Where the adjoint of the loss comes from, when it is not 1. */
static void summarise_seeds(struct adjoint *a, struct text *text)
{
    if (returns_loss(a->primal))
        text_addf(text, " The gradient is that of seed times what %s returns.", a->primal->name);
    for (size_t i = 0; i < a->primal->params.len; i++)
        if (a->primal->params.data[i].is_out)
            text_addf(text,
                      " *%s_seed is what the gradient of *%s counts for on entry, and is zero again"
                      " wherever *%s was written.",
                      a->primal->body->args.data[i]->name, a->primal->body->args.data[i]->name,
                      a->primal->body->args.data[i]->name);
}

static void summarise(struct adjoint *a)
{
    struct text text = {.arena = a->module->arena};
    bool *overwritten = find_overwritten(a);
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
        text_addf(&text, "%s %s%s to *%s_grad", list_separator(count++, wanted), star, value->name,
                  value->name);
    }
    if (wanted == 0)
        text_add(&text, " the marked globals");
    text_add(&text, ".");
    if (a->options->is_seeded)
        summarise_seeds(a, &text);
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
    text_add(&text, contract);
    a->func->summary = a->is_kernel ? NULL : text_string(&text);
}

/* ---- sweeps */

/* Whether the last parameter, one a lane, is the adjoint of what is returned. */
static bool takes_seed(const struct adjoint *a)
{
    return a->options->is_seeded && returns_loss(a->primal);
}

static void add_seeds(struct adjoint *a)
{
    if (!takes_seed(a))
        return;
    do {
        const char *name = a->width == 1 ? "seed" : lane_name(a, a->primal->name, "seed");
        ir_func_add_param(a->module, a->func, a->primal->result, name);
    } while (next_lane(a));
}

struct ir_value *loss_seed(struct adjoint *a, const struct ir_type *type)
{
    return takes_seed(a) ? last_param(a) : ir_build_real(&a->b, type, 1.0L, NULL);
}

/* The adjoint of the loss: where the caller does not say, 1. */
static void seed_loss(struct adjoint *a, const struct ir_op *end)
{
    adjoint_at(a, end);
    for (size_t i = 0; i < a->primal->params.len; i++) {
        struct ir_value *shadow = a->lane->param_shadows[i];
        if (a->primal->params.data[i].is_out && shadow && !a->options->is_seeded)
            ir_build_store(&a->b, shadow, ir_build_real(&a->b, shadow->type->elem, 1.0L, NULL));
    }
    if (!returns_loss(a->primal))
        return;
    adjoint_add(a, end->operands[0], loss_seed(a, end->operands[0]->type));
}

static void give_scalars(struct adjoint *a)
{
    for (size_t i = 0; i < a->primal->params.len; i++) {
        if (!is_followed(a, &a->primal->params.data[i]))
            continue;
        struct ir_value *grad = follower_of(a, i);
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
    do
        seed_loss(a, end);
    while (next_lane(a));
    reverse_region(a, body);
    adjoint_at(a, end);
    do
        give_scalars(a);
    while (next_lane(a));
    ir_build_return(&a->b, end->operand_count ? a->forward[end->operands[0]->id] : NULL);
    mirror_pop(a);
}

static void allocate_tables(struct adjoint *a, uint32_t op_count)
{
    size_t values = a->primal->value_count;
    a->forward = ARENA_ARRAY(a->arena, struct ir_value *, values);
    a->available = ARENA_ARRAY(a->arena, struct ir_value *, values);
    a->marks.of = ARENA_ARRAY(a->arena, uint32_t, values);
    a->wanted = ARENA_ARRAY(a->arena, bool, values);
    a->forward_ops = ARENA_ARRAY(a->arena, struct ir_op *, op_count);
    a->has_adjoint = ARENA_ARRAY(a->arena, bool, op_count);
    a->replayed = ARENA_ARRAY(a->arena, bool, op_count);
    a->fused = ARENA_ARRAY(a->arena, bool, op_count);
    create_lanes(a);
}

void adjoint_analyse(struct adjoint *a)
{
    allocate_tables(a, ir_number_ops(a->primal));
    a->activity = activity_build(a->arena, a->primal);
    if (a->is_tangent)
        return;
    a->memory = memory_build(a->arena, a->primal, activity_cells(a->activity));
    a->uses = uses_build(a->arena, a->primal);
}

void adjoint_begin(struct adjoint *a)
{
    adjoint_analyse(a);
    check_differentiable(a);
}

void adjoint_create_func(struct adjoint *a, const char *name)
{
    a->func = ir_func_create(a->module, name, a->primal->result);
    a->func->is_derivative = !a->is_kernel;
    a->func->is_static = a->is_kernel;
    a->func->loc = a->primal->loc;
}

static void build(struct adjoint *a, const char *name)
{
    adjoint_begin(a);
    find_adjoints(a);
    if (!a->options->is_seeded)
        check_scalar_loss(a);
    if (a->failed)
        return;
    replay_choose(a);
    adjoint_create_func(a, name);
    add_params(a);
    add_seeds(a);
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
                        .primal = loss,
                        .width = options->width,
                        .is_kernel = options->is_kernel,
                        .suffix = "grad"};
    fault_stage("the adjoint", loss->name);
    build(&a, options->name);
    arena_destroy(a.arena);
    return a.failed ? NULL : a.func;
}
