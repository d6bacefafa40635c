/* Builds the adjoint of the tangent, and around it a function with the usual parameters. */
#include "diff/product.h"

#include "analysis/activity.h"
#include "diff/tangent.h"
#include "ir/build.h"
#include "opt/simplify.h"
#include "support/text.h"

struct product {
    struct ir_module *module;
    const struct ir_func *loss;
    const struct ir_func *inner; /* the adjoint of the tangent */
    struct ir_func *func;
    struct ir_builder b;
    struct arena *arena; /* scratch */
    VEC(struct ir_value *) args;
    uint32_t next; /* parameter of `inner` */
};

static bool has_recursive_call(const struct activity *activity, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && ir_call_is_split(op) && activity_is_given_by(activity, op))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (has_recursive_call(activity, op->regions[i]))
                return true;
    }
    return false;
}

bool product_is_recursive(const struct ir_func *loss)
{
    struct arena *arena = arena_create();
    bool found = has_recursive_call(activity_build(arena, loss), loss->body);
    arena_destroy(arena);
    return found;
}

/* ---- the inner function */

/* Its adjoint is asked for by the directions as well as by the parameters; only the tangent of the
 * loss counts. */
static void mark_inputs(struct ir_func *tangent)
{
    for (size_t i = 1; i < tangent->params.len; i++) {
        struct ir_param *param = &tangent->params.data[i], *before = param - 1;
        if (!param->is_grad)
            continue;
        param->is_wrt = before->is_wrt;
        param->is_out = before->is_out;
        param->is_work = before->is_work;
    }
}

static bool updates_parameter(const struct ir_func *loss)
{
    for (size_t i = 0; i < loss->params.len; i++)
        if (loss->params.data[i].is_wrt && loss->params.data[i].is_out)
            return true;
    return false;
}

static struct ir_func *build_inner(struct ir_module *module, struct diag_engine *engine,
                                   const struct ir_func *loss)
{
    const struct tangent_options forward = {
        .name = ir_func_unused_name(module, arena_printf(module->arena, "%s__jvp", loss->name)),
        .is_kernel = true};
    const struct adjoint_options reverse = {
        .name = ir_func_unused_name(module, arena_printf(module->arena, "%s__hvp", loss->name)),
        .is_seeded = true,
        .is_kernel = true};
    struct ir_func *tangent = tangent_build(module, engine, loss, &forward);
    if (!tangent)
        return NULL;
    mark_inputs(tangent);
    opt_simplify(module, tangent);
    return adjoint_build(module, engine, tangent, &reverse);
}

/* ---- the function around it */

/* Adds a parameter declared like the inner function's number `index`. */
static struct ir_value *add_param(struct product *p, uint32_t index, const char *name)
{
    const struct ir_value *value = p->inner->body->args.data[index];
    struct ir_value *added = ir_func_add_param(p->module, p->func, value->type, name);
    vec_last(&p->func->params) = p->inner->params.data[index];
    return added;
}

static const char *joined(const struct product *p, const struct ir_value *value, const char *suffix)
{
    return arena_printf(p->module->arena, "%s_%s", value->name, suffix);
}

static struct ir_value *seed(struct product *p, const struct ir_type *type, long double value)
{
    struct ir_value *slot = ir_build_slot(&p->b, type, NULL, "seed");
    ir_build_store(&p->b, slot, ir_build_real(&p->b, type, value, NULL));
    return slot;
}

static void add_args(struct product *p, struct ir_value *const *args, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        vec_push(p->arena, &p->args, args[i]);
    p->next += count;
}

/* Inside, a parameter is followed by its adjoint, its direction, and the adjoint of that; outside
 * by its direction, the gradient, and the change of the gradient. */
static void add_input(struct product *p, const struct ir_value *value)
{
    bool is_work = p->inner->params.data[p->next].is_work;
    struct ir_value *own = add_param(p, p->next, value->name);
    struct ir_value *direction = add_param(p, p->next + 2, joined(p, value, "dot"));
    const char *gradient = joined(p, value, is_work ? "adj" : "grad");
    struct ir_value *first = add_param(p, p->next + 3, gradient);
    struct ir_value *second =
        add_param(p, p->next + 1, arena_printf(p->module->arena, "%s_dot", gradient));
    add_args(p, (struct ir_value *[]){own, second, direction, first}, 4);
}

static void add_output(struct product *p, const struct ir_value *value)
{
    struct ir_value *own = add_param(p, p->next, value->name);
    struct ir_value *tangent = add_param(p, p->next + 2, joined(p, value, "dot"));
    const struct ir_type *type = value->type->elem;
    add_args(p, (struct ir_value *[]){own, seed(p, type, 0.0L), tangent, seed(p, type, 1.0L)}, 4);
}

static void add_plain(struct product *p, const struct ir_value *value)
{
    struct ir_value *own = add_param(p, p->next, value->name);
    add_args(p, &own, 1);
}

static void build_body(struct product *p)
{
    p->b = ir_builder_at_end(p->module, p->func->body);
    p->b.loc = p->loss->loc;
    bool has_out = false;
    for (size_t i = 0; i < p->loss->params.len; i++) {
        const struct ir_param *param = &p->loss->params.data[i];
        const struct ir_value *value = p->loss->body->args.data[i];
        has_out |= param->is_out;
        if (param->is_wrt || param->is_work)
            add_input(p, value);
        else if (param->is_out)
            add_output(p, value);
        else
            add_plain(p, value);
    }
    const struct ir_type *type = p->loss->result;
    if (!has_out) {
        struct ir_value *tangent = ir_build_slot(&p->b, type, NULL, "tangent");
        add_args(p, (struct ir_value *[]){tangent, seed(p, type, 1.0L)}, 2);
    }
    struct ir_callee *callee = ARENA_NEW(p->module->arena, struct ir_callee);
    *callee = (struct ir_callee){
        .name = p->inner->name, .func = (struct ir_func *)p->inner, .loc = p->loss->loc};
    struct ir_op *call =
        ir_build_call(&p->b, callee, p->args.data, (uint32_t)p->args.len, p->inner->result);
    ir_build_return(&p->b, call->result_count ? ir_result(call) : NULL);
}

static void summarise(struct product *p)
{
    struct text text = {.arena = p->module->arena};
    bool is_void = p->loss->result->kind == IR_TYPE_VOID;
    text_addf(&text, "%s what %s %s.", is_void ? "Does" : "Returns", p->loss->name,
              is_void ? "does" : "returns");
    for (size_t i = 0; i < p->loss->params.len; i++) {
        const struct ir_param *param = &p->loss->params.data[i];
        const char *name = p->loss->body->args.data[i]->name;
        if (param->is_wrt)
            text_addf(
                &text,
                " Adds its gradient with respect to %s to *%s_grad, and the derivative of that "
                "along the direction of all _dot to *%s_grad_dot.",
                name, name, name);
        if (param->is_work)
            text_addf(
                &text,
                " *%s_dot, *%s_adj and *%s_adj_dot are scratch of the size of *%s, the latter "
                "two zero on entry.",
                name, name, name, name);
    }
    text_add(&text, " What is written overlaps nothing else that the function is given.");
    p->func->summary = text_string(&text);
}

/* Its gradient is no parameter that could become that of the product. */
static bool has_differentiated_global(const struct ir_module *module)
{
    for (size_t i = 0; i < module->globals.len; i++)
        if (module->globals.data[i]->is_wrt)
            return true;
    return false;
}

static bool refuse(struct diag_engine *engine, const struct ir_func *loss, const char *what)
{
    diag_emit(diag_new(engine, DIAG_unsupported_construct, loss->loc, what));
    return false;
}

static bool can_build(const struct ir_module *module, struct diag_engine *engine,
                      const struct ir_func *loss)
{
    if (has_differentiated_global(module))
        return refuse(engine, loss, "a recursive function twice with respect to a global");
    if (updates_parameter(loss))
        return refuse(engine, loss, "twice a recursive function that updates a parameter");
    return true;
}

struct ir_func *product_build(struct ir_module *module, struct diag_engine *engine,
                              const struct ir_func *loss, const char *name)
{
    const struct ir_func *inner =
        can_build(module, engine, loss) ? build_inner(module, engine, loss) : NULL;
    if (!inner)
        return NULL;
    struct product p = {.module = module, .loss = loss, .inner = inner, .arena = arena_create()};
    p.func = ir_func_create(module, name, loss->result);
    p.func->is_derivative = true;
    p.func->loc = loss->loc;
    build_body(&p);
    summarise(&p);
    arena_destroy(p.arena);
    return p.func;
}
