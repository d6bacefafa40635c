/* The modes: the two passes, alone and composed. */
#include "diff/modes.h"

#include "diff/derivative_global.h"
#include "diff/product.h"
#include "diff/tangent.h"
#include "opt/pass.h"
#include "opt/simplify.h"

#include <string.h>

static struct ir_func *build_grad(struct ir_module *module, struct diag_engine *engine,
                                  const struct ir_func *loss, const struct mode_options *options)
{
    struct adjoint_options own = options->adjoint;
    own.name = arena_printf(module->arena, "%s_grad", loss->name);
    return adjoint_build(module, engine, loss, &own);
}

static struct ir_func *build_vjp(struct ir_module *module, struct diag_engine *engine,
                                 const struct ir_func *loss, const struct mode_options *options)
{
    struct adjoint_options own = options->adjoint;
    own.name = arena_printf(module->arena, "%s_vjp", loss->name);
    own.is_seeded = true;
    return adjoint_build(module, engine, loss, &own);
}

static struct ir_func *build_jvp(struct ir_module *module, struct diag_engine *engine,
                                 const struct ir_func *loss, const struct mode_options *options)
{
    (void)options;
    const struct tangent_options own = {.name = arena_printf(module->arena, "%s_jvp", loss->name)};
    return tangent_build(module, engine, loss, &own);
}

/* The gradient's buffers are what comes out of it; what is in them already may have a tangent. */
static void mark_outputs(struct ir_func *gradient)
{
    gradient->is_gradient = true;
    for (size_t i = 0; i < gradient->params.len; i++) {
        struct ir_param *param = &gradient->params.data[i];
        if (!param->is_grad)
            continue;
        bool is_gradient = gradient->params.data[i - 1].is_wrt;
        param->is_wrt = param->is_out = is_gradient;
        param->is_work = !is_gradient;
    }
}

/* The same of gradients that are globals, as long as the gradient's own derivative is built. */
static void mark_global_outputs(struct ir_module *module, bool mark)
{
    size_t count = module->globals.len;
    for (size_t i = 0; i < count; i++) {
        const struct ir_global *global = module->globals.data[i];
        if (global->is_wrt && !global->is_derivative)
            derivative_global(module, global, arena_printf(module->arena, "%s_grad", global->name),
                              false)
                ->is_wrt = mark;
    }
}

static bool has_global_gradient(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_GLOBAL && op->attr.global->is_derivative)
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (has_global_gradient(op->regions[i]))
                return true;
    }
    return false;
}

/* The gradient, as something that is differentiated again; it is not for the output. */
static struct ir_func *inner_gradient(struct ir_module *module, struct diag_engine *engine,
                                      const struct ir_func *loss,
                                      const struct mode_options *options)
{
    struct ir_func *gradient = build_grad(module, engine, loss, options);
    if (!gradient)
        return NULL;
    gradient->is_derivative = false;
    mark_outputs(gradient);
    opt_inline(module, gradient); /* derivatives that the user wrote */
    opt_simplify(module, gradient);
    return gradient;
}

/* A product of the Hessian and a vector is the tangent of the gradient. */
static struct ir_func *build_hvp(struct ir_module *module, struct diag_engine *engine,
                                 const struct ir_func *loss, const struct mode_options *options)
{
    if (product_is_recursive(loss))
        return product_build(module, engine, loss,
                             arena_printf(module->arena, "%s_hvp", loss->name));
    const struct ir_func *gradient = inner_gradient(module, engine, loss, options);
    const struct tangent_options own = {.name = arena_printf(module->arena, "%s_hvp", loss->name)};
    if (!gradient)
        return NULL;
    mark_global_outputs(module, true);
    struct ir_func *product = tangent_build(module, engine, gradient, &own);
    mark_global_outputs(module, false);
    return product;
}

static struct ir_func *build_jacobian(struct ir_module *module, struct diag_engine *engine,
                                      const struct ir_func *loss,
                                      const struct mode_options *options)
{
    const struct dense_request request = {
        .name = arena_printf(module->arena, "%s_jacobian", loss->name),
        .matrix = "jacobian",
        .loss = loss,
        .primal = loss,
        .direction = options->direction,
        .width = options->width,
        .adjoint = &options->adjoint,
    };
    return dense_build(module, engine, &request);
}

/* The product that makes columns where the tangent of the gradient does not exist. */
static struct ir_func *inner_product(struct ir_module *module, struct diag_engine *engine,
                                     const struct ir_func *loss)
{
    const char *name = arena_printf(module->arena, "%s__product", loss->name);
    struct ir_func *product =
        product_build(module, engine, loss, ir_func_unused_name(module, name));
    if (!product)
        return NULL;
    product->is_derivative = false;
    product->is_static = true;
    return product;
}

static struct ir_func *build_hessian(struct ir_module *module, struct diag_engine *engine,
                                     const struct ir_func *loss, const struct mode_options *options)
{
    const struct ir_func *gradient = inner_gradient(module, engine, loss, options);
    if (gradient && has_global_gradient(gradient->body)) {
        diag_emit(diag_new(engine, DIAG_unsupported_construct, loss->loc,
                           "a Hessian with respect to a global"));
        return NULL;
    }
    bool is_recursive = gradient && product_is_recursive(loss);
    struct ir_func *product = is_recursive ? inner_product(module, engine, loss) : NULL;
    if (!gradient || (is_recursive && !product))
        return NULL;
    const struct dense_request request = {
        .name = arena_printf(module->arena, "%s_hessian", loss->name),
        .matrix = "hessian",
        .loss = loss,
        .primal = gradient,
        .is_gradient = true,
        .product = product,
        .width = options->width,
    };
    return dense_build(module, engine, &request);
}

static const struct diff_mode modes[] = {
#define MODE(name, build) {name, build},
#include "diff/modes.def"
};

enum { MODE_COUNT = sizeof modes / sizeof *modes };

const struct diff_mode *diff_mode_find(const char *name)
{
    for (size_t i = 0; i < MODE_COUNT; i++)
        if (strcmp(modes[i].name, name) == 0)
            return &modes[i];
    return NULL;
}

const char *diff_mode_name(size_t index)
{
    return index < MODE_COUNT ? modes[index].name : NULL;
}
