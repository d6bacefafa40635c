/* Builds the function that fills a matrix: its derivatives, its parameters, the loops. */
#include "diff/dense.h"

#include "diff/dense_plan.h"
#include "diff/leaves.h"
#include "diff/tangent.h"
#include "support/fault.h"
#include "support/text.h"

#include <string.h>

/* ---- which way */

/* Measured: a row costs about as much as two columns, since the adjoint runs backward as well; a
 * few columns come at the price of running the function, whatever a row costs. */
enum { COLUMNS_PER_ROW = 2, FREE_COLUMNS = 4 };

/* Whether a function whose derivative the user wrote has none in this direction. */
static bool lacks_derivative(const struct ir_region *region, bool forward)
{
    IR_FOR_EACH_OP (op, region) {
        const struct ir_callee *callee = op->code == IR_CALL ? op->attr.callee : NULL;
        if (callee && callee->kinds && !callee->blas && !(forward ? callee->jvp : callee->vjp))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (lacks_derivative(op->regions[i], forward))
                return true;
    }
    return false;
}

static bool may_run(const struct dense *d, bool forward)
{
    const struct dense_request *r = d->request;
    if (r->is_gradient)
        return forward;
    bool is_asked = r->direction == (forward ? DENSE_FORWARD : DENSE_REVERSE);
    return is_asked || (r->direction == DENSE_AUTO && !lacks_derivative(r->primal->body, forward));
}

/* Whether it is known when gradc runs that columns, or rows, are the better way. */
static bool is_settled(const struct dense *d, bool *forward)
{
    uint64_t rows, columns;
    *forward = may_run(d, true) || !may_run(d, false);
    if (!may_run(d, true) || !may_run(d, false))
        return true;
    if (!dense_known_count(d, true, &rows) || !dense_known_count(d, false, &columns))
        return false;
    *forward = columns <= COLUMNS_PER_ROW * rows + FREE_COLUMNS;
    return true;
}

/* ---- the derivatives that are called */

static struct ir_func *build_kernel(struct dense *d, const struct dense_pass *pass)
{
    if (d->request->product)
        return d->request->product;
    const struct ir_func *primal = d->request->primal;
    const char *name =
        ir_func_unused_name(d->module, arena_printf(d->module->arena, "%s__%s%u", primal->name,
                                                    pass->is_forward ? "jvp" : "vjp", pass->width));
    if (pass->is_forward) {
        const struct tangent_options options = {
            .name = name, .width = pass->width, .is_kernel = true};
        return tangent_build(d->module, d->engine, primal, &options);
    }
    struct adjoint_options options = *d->request->adjoint;
    options.name = name;
    options.is_seeded = true;
    options.width = pass->width;
    options.is_kernel = true;
    return adjoint_build(d->module, d->engine, primal, &options);
}

static struct dense_pass make_pass(struct dense *d, bool forward)
{
    struct dense_pass pass = {.is_forward = forward, .width = dense_width(d, forward)};
    struct ir_func *func = build_kernel(d, &pass);
    if (!func) {
        d->failed = true;
        return pass;
    }
    pass.kernel = ARENA_NEW(d->module->arena, struct ir_callee);
    pass.kernel->name = func->name;
    pass.kernel->func = func;
    pass.kernel->loc = func->loc;
    return pass;
}

/* ---- the function */

static bool names_param(const struct dense *d, const char *name)
{
    for (size_t i = 0; i < d->request->primal->params.len; i++)
        if (d->blocks[i].value->name && strcmp(d->blocks[i].value->name, name) == 0)
            return true;
    return false;
}

/* The doc comment speaks of it, so that no other parameter may have the name. */
static const char *matrix_name(const struct dense *d)
{
    const char *name = d->request->matrix;
    while (names_param(d, name))
        name = arena_printf(d->module->arena, "%s_", name);
    return name;
}

static void add_params(struct dense *d)
{
    for (size_t i = 0; i < d->request->primal->params.len; i++) {
        struct dense_block *block = &d->blocks[i];
        block->arg = ir_func_add_param(d->module, d->func, block->value->type, block->value->name);
        vec_last(&d->func->params) = *block->param;
        vec_last(&d->func->params).extent = NULL;
    }
    const struct ir_type *type = ir_type_ptr(d->module->types, d->real, false);
    d->matrix = ir_func_add_param(d->module, d->func, type, matrix_name(d));
    struct ir_param *param = &vec_last(&d->func->params);
    param->is_out = param->is_restrict = true;
    param->loc = d->request->loss->loc;
}

/* The value that a parameter of the loss has in the function. */
static struct ir_value *loss_argument(const struct dense *d, uint32_t index)
{
    for (size_t i = 0; i < d->block_count; i++)
        if (!d->blocks[i].param->is_grad && index-- == 0)
            return d->blocks[i].arg;
    GRADC_UNREACHABLE("parameter");
}

static struct ir_value *extent_value(struct dense *d, const struct ir_extent *extent)
{
    switch (extent->kind) {
    case IR_EXTENT_NUMBER:
        return ir_build_int(&d->b, IR_LONG, extent->number);
    case IR_EXTENT_PARAM:
        return ir_build_conv(&d->b, loss_argument(d, extent->param),
                             ir_type_scalar(d->module->types, IR_LONG));
    case IR_EXTENT_BINARY:
        return ir_build_binary(&d->b, extent->code, extent_value(d, extent->x),
                               extent_value(d, extent->y));
    }
    GRADC_UNREACHABLE("extent");
}

static struct ir_value *object_count(struct dense *d, const struct ir_extent *extent)
{
    if (extent->kind == IR_EXTENT_NUMBER)
        return ir_build_int(&d->b, IR_ULONG, extent->number);
    return ir_build_conv(&d->b, extent_value(d, extent),
                         ir_type_scalar(d->module->types, IR_ULONG));
}

/* How many reals a block has. */
static struct ir_value *count_reals(struct dense *d, const struct dense_block *block)
{
    struct ir_value *each = ir_build_int(&d->b, IR_ULONG, (int64_t)type_real_count(block->type));
    return block->count ? ir_build_binary(&d->b, IR_MUL, block->count, each) : each;
}

static void count_block(struct dense *d, struct dense_block *block)
{
    bool is_array = ir_type_is_ptr(block->value->type) && !block->param->is_by_value;
    if (is_array && block->extent && (block->is_followed || block->is_changed))
        block->count = object_count(d, block->extent);
    block->first_row = d->rows;
    block->first_column = d->columns;
    if (block->is_row)
        d->rows = ir_build_binary(&d->b, IR_ADD, d->rows, count_reals(d, block));
    if (block->is_column)
        d->columns = ir_build_binary(&d->b, IR_ADD, d->columns, count_reals(d, block));
}

static void count_lines(struct dense *d)
{
    d->columns = ir_build_int(&d->b, IR_ULONG, 0);
    d->rows = ir_build_int(&d->b, IR_ULONG, d->returns_row);
    for (size_t i = 0; i < d->block_count; i++)
        count_block(d, &d->blocks[i]);
}

static struct ir_value *save(struct dense *d, struct ir_value *address, struct ir_value *count,
                             const char *name)
{
    struct ir_value *copy = dense_buffer(d, address->type->elem, count,
                                         arena_printf(d->module->arena, "%s_saved", name));
    ir_build_copy(&d->b, IR_COPY, copy, address, count);
    return copy;
}

static void save_changes(struct dense *d)
{
    for (size_t i = 0; i < d->block_count; i++)
        if (d->blocks[i].is_changed)
            d->blocks[i].saved =
                save(d, d->blocks[i].arg, d->blocks[i].count, d->blocks[i].value->name);
    for (size_t i = 0; i < d->saved.len; i++) {
        struct ir_value *address = ir_build_global(&d->b, d->saved.data[i]);
        vec_push(d->arena, &d->globals, address);
        vec_push(d->arena, &d->copies, save(d, address, NULL, d->saved.data[i]->name));
    }
}

/* The one way if there are few columns to a row, else the other. */
static struct ir_value *run_either(struct dense *d, struct dense_pass passes[2])
{
    struct ir_value *ratio = ir_build_int(&d->b, IR_ULONG, COLUMNS_PER_ROW);
    struct ir_value *free_columns = ir_build_int(&d->b, IR_ULONG, FREE_COLUMNS);
    struct ir_value *most = ir_build_binary(
        &d->b, IR_ADD, ir_build_binary(&d->b, IR_MUL, ratio, d->rows), free_columns);
    struct ir_op *op = ir_build_if(&d->b, ir_build_binary(&d->b, IR_LE, d->columns, most));
    struct ir_builder outer = d->b;
    struct ir_value *value = NULL;
    for (uint32_t r = 0; r < 2; r++) {
        d->b = ir_builder_at_end(d->module, op->regions[r]);
        d->b.loc = outer.loc;
        value = dense_run_pass(d, &passes[r]);
        ir_build_yield(&d->b, &value, value != NULL);
    }
    d->b = outer;
    return value ? ir_op_add_result(&d->b, op, value->type, "value") : NULL;
}

static void build_body(struct dense *d, struct dense_pass passes[2], size_t count)
{
    d->b = ir_builder_at_end(d->module, d->func->body);
    d->b.loc = d->request->loss->loc;
    count_lines(d);
    save_changes(d);
    struct ir_value *value = count == 2 ? run_either(d, passes) : dense_run_pass(d, &passes[0]);
    ir_build_return(&d->b, value);
}

/* ---- its doc comment */

static void list_blocks(struct dense *d, struct text *text, bool rows)
{
    VEC(const char *) names = {0};
    for (size_t i = 0; i < d->block_count; i++) {
        const struct dense_block *block = &d->blocks[i];
        bool is_pointer =
            ir_type_is_ptr(block->value->type) && !block->param->is_by_value && !block->global;
        if (rows ? block->is_row : block->is_column)
            vec_push(d->arena, &names,
                     arena_printf(d->arena, "%s%s", is_pointer ? "*" : "", block->value->name));
    }
    for (size_t i = 0; i < names.len; i++)
        text_addf(text, "%s %s", i == 0 ? "" : i + 1 == names.len ? " and" : ",", names.data[i]);
}

static void summarise(struct dense *d)
{
    const struct dense_request *r = d->request;
    struct text text = {.arena = d->module->arena};
    bool is_void = r->primal->result->kind == IR_TYPE_VOID;
    if (r->is_gradient)
        text_addf(&text, "%s Stores its second derivatives", r->primal->summary);
    else
        text_addf(&text, "%s what %s %s, and stores its derivatives", is_void ? "Does" : "Returns",
                  r->loss->name, is_void ? "does" : "returns");
    text_addf(&text, " in %s, row by row, with a column for each real of", d->matrix->name);
    list_blocks(d, &text, false);
    if (r->is_gradient) {
        text_add(&text, ", and the same rows.");
    } else if (d->returns_row) {
        text_add(&text, ", and a single row.");
    } else {
        text_add(&text, ", and a row for each of");
        list_blocks(d, &text, true);
        text_add(&text, ".");
    }
    if (!d->runs_once)
        text_addf(&text, " %s is run several times.", r->loss->name);
    text_add(&text, " What is written overlaps nothing else that the function is given.");
    d->func->summary = text_string(&text);
}

/* ---- all */

static void build(struct dense *d)
{
    bool forward;
    dense_plan(d);
    if (d->failed)
        return;
    size_t count = is_settled(d, &forward) ? 1 : 2;
    struct dense_pass passes[2] = {{0}};
    passes[0] = make_pass(d, count == 2 || forward);
    if (count == 2)
        passes[1] = make_pass(d, false);
    if (d->failed)
        return;
    d->func = ir_func_create(d->module, d->request->name, d->request->primal->result);
    d->func->is_derivative = true;
    d->func->loc = d->request->loss->loc;
    add_params(d);
    summarise(d);
    build_body(d, passes, count);
}

struct ir_func *dense_build(struct ir_module *module, struct diag_engine *engine,
                            const struct dense_request *request)
{
    struct dense d = {
        .request = request, .module = module, .arena = arena_create(), .engine = engine};
    fault_stage("the matrix", request->loss->name);
    build(&d);
    arena_destroy(d.arena);
    return d.failed ? NULL : d.func;
}
