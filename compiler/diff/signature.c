/* The parameters of a derivative, and what its doc comment has to say of them. */
#include "diff/context.h"

#include "support/fault.h"

bool is_followed(const struct adjoint *a, const struct ir_param *param)
{
    return param->is_wrt || param->is_work ||
           (param->is_out && (a->is_tangent || a->options->is_seeded));
}

struct ir_value *follower_of(const struct adjoint *a, size_t index)
{
    size_t at = 0;
    for (size_t i = 0; i < index; i++)
        at += is_followed(a, &a->primal->params.data[i]) ? 1 + a->width : 1;
    return a->func->body->args.data[at + 1 + lane_number(a)];
}

struct ir_value *last_param(const struct adjoint *a)
{
    return a->func->body->args.data[a->func->body->args.len - a->width + lane_number(a)];
}

static const char *follower_suffix(const struct adjoint *a, const struct ir_param *param)
{
    if (a->is_tangent || param->is_wrt)
        return a->suffix;
    return param->is_out ? "seed" : "adj";
}

/* A tangent is declared as what it belongs to; a gradient as a pointer to what is added to. */
static void add_follower(struct adjoint *a, const struct ir_param *param,
                         const struct ir_value *value)
{
    const struct ir_type *object = ir_type_is_ptr(value->type) ? value->type->elem : value->type;
    const struct ir_type *type =
        a->is_tangent ? value->type : ir_type_ptr(a->module->types, object, false);
    ir_func_add_param(a->module, a->func, type,
                      lane_name(a, value->name, follower_suffix(a, param)));
    struct ir_param *added = &vec_last(&a->func->params);
    added->is_grad = true;
    added->is_by_value = a->is_tangent && param->is_by_value;
    added->is_restrict = ir_type_is_ptr(type) && !type->pointee_const && !added->is_by_value;
    added->loc = param->loc;
    added->c_decl = a->is_tangent ? param->c_decl : param->c_grad_decl;
    added->c_grad_decl = param->c_grad_decl;
}

void add_params(struct adjoint *a)
{
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_param *param = &a->primal->params.data[i];
        const struct ir_value *value = a->primal->body->args.data[i];
        a->forward[value->id] = ir_func_add_param(a->module, a->func, value->type, value->name);
        vec_last(&a->func->params) = *param;
        vec_last(&a->func->params).extent = NULL; /* parameters have other numbers here */
        do
            if (is_followed(a, param))
                add_follower(a, param, value);
        while (next_lane(a));
    }
}

bool returns_loss(const struct ir_func *func)
{
    if (func->is_gradient)
        return false;
    for (size_t i = 0; i < func->params.len; i++)
        if (func->params.data[i].is_out)
            return false;
    return ir_type_is_real(func->result);
}

/* ---- the parameters that the loss overwrites */

/* Marks the parameters that an operation writes through an address. */
static void mark_written(struct adjoint *a, const struct ir_op *op, const struct ir_value *address,
                         bool *overwritten)
{
    const cell_list *cells = cells_of(activity_cells(a->activity), address);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *root = cells->data[i];
        while (root->parent)
            root = root->parent;
        if (root->kind != CELL_OBJECT || root->origin->def)
            continue;
        size_t index = root->origin->index;
        const struct ir_param *param = &a->primal->params.data[index];
        if (!param->is_wrt || param->is_by_value || param->is_grad || overwritten[index])
            continue;
        overwritten[index] = true;
        diag_emit(diag_new(a->engine, DIAG_input_overwritten, op->loc, root->origin->name));
    }
}

static bool is_known_call(const struct ir_op *op)
{
    return op->code == IR_CALL && op->attr.callee->kinds;
}

static void find_in_region(struct adjoint *a, const struct ir_region *region, bool *overwritten)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->region_count; i++)
            find_in_region(a, op->regions[i], overwritten);
        if (ir_op_info(op)->effect == IR_EFFECT_WRITE)
            mark_written(a, op, op->operands[0], overwritten);
        for (uint32_t i = 0; is_known_call(op) && i < op->operand_count; i++)
            if (op->attr.callee->kinds[i] == IR_KIND_WRITTEN)
                mark_written(a, op, op->operands[i], overwritten);
    }
}

bool *find_overwritten(struct adjoint *a)
{
    bool *overwritten = ARENA_ARRAY(a->arena, bool, a->primal->params.len + 1);
    find_in_region(a, a->primal->body, overwritten);
    return overwritten;
}

const char *list_separator(size_t index, size_t count)
{
    return index == 0 ? "" : index + 1 == count ? " and" : ",";
}
