/* What of a function takes part in the reverse sweep, and whether that can be reversed. */
#include "diff/context.h"

#include "analysis/left_call.h"
#include "support/fault.h"

/* ---- what is reversed */

static bool any_active(const struct adjoint *a, struct ir_value *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (activity_of_value(a->activity, values[i]))
            return true;
    return false;
}

static bool find_in_region(struct adjoint *a, const struct ir_region *region);

static bool writes_active(const struct adjoint *a, const struct ir_op *op)
{
    if (op->code == IR_REALLOC)
        return is_active_memory(a, ir_result(op));
    return ir_op_info(op)->effect == IR_EFFECT_WRITE && op->code != IR_FREE &&
           is_active_memory(a, op->operands[0]);
}

static bool is_reversed_call(const struct adjoint *a, const struct ir_op *op)
{
    return is_split_call(a, op) ||
           (op->code == IR_CALL && op->attr.callee->kinds && activity_is_given_by(a->activity, op));
}

static bool find_in_op(struct adjoint *a, const struct ir_op *op)
{
    bool found = any_active(a, op->results, op->result_count) || writes_active(a, op) ||
                 is_reversed_call(a, op);
    for (uint32_t i = 0; i < op->region_count; i++) {
        const struct ir_region *region = op->regions[i];
        found |= any_active(a, region->args.data, region->args.len);
        found |= find_in_region(a, region);
    }
    a->has_adjoint[op->order] = found;
    return found;
}

static bool find_in_region(struct adjoint *a, const struct ir_region *region)
{
    bool found = false;
    IR_FOR_EACH_OP (op, region)
        found |= find_in_op(a, op);
    return found;
}

/* What an index is computed from, down to what cannot be computed again. */
static void want(struct adjoint *a, const struct ir_value *v)
{
    const struct ir_op *def = v->def;
    if (a->wanted[v->id])
        return;
    a->wanted[v->id] = true;
    if (stride_start(v))
        want(a, stride_start(v));
    for (uint32_t i = 0; def && ir_op_is_pure(def) && i < def->operand_count; i++)
        want(a, def->operands[i]);
}

/* The adjoints of loads and stores go to the shadows of their addresses. */
static void find_wanted(struct adjoint *a, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        bool is_access = op->code == IR_LOAD || op->code == IR_STORE || op->code == IR_ACCUM;
        if (is_access && a->has_adjoint[op->order])
            want(a, op->operands[0]);
        for (uint32_t i = 0; i < op->region_count; i++)
            find_wanted(a, op->regions[i]);
    }
}

void find_adjoints(struct adjoint *a)
{
    (void)find_in_region(a, a->primal->body);
    find_wanted(a, a->primal->body);
}

/* ---- memory */

/* Whether a cell is another one, or a part of it. */
static bool is_in(const struct cell *cell, const struct cell *whole)
{
    while (cell && cell != whole)
        cell = cell->kind == CELL_FIELD ? cell->parent : NULL;
    return cell != NULL;
}

static const struct ir_op *first_write(const struct adjoint *a, const struct ir_region *region,
                                       const struct cell *cell)
{
    IR_FOR_EACH_OP (op, region) {
        const struct ir_op *found = NULL;
        for (uint32_t i = 0; i < op->region_count && !found; i++)
            found = first_write(a, op->regions[i], cell);
        if (found)
            return found;
        if (ir_op_info(op)->effect != IR_EFFECT_WRITE)
            continue;
        const cell_list *cells = cells_of(activity_cells(a->activity), op->operands[0]);
        for (size_t i = 0; i < cells->len; i++)
            if (is_in(cells->data[i], cell))
                return op;
    }
    return NULL;
}

static void missing_shadow(struct adjoint *a, const struct cell *cell)
{
    const struct cell *root = cell;
    while (root->parent)
        root = root->parent;
    const struct ir_op *write = first_write(a, a->primal->body, cell);
    a->failed = true;
    if (root->kind == CELL_GLOBAL || root->origin->def) {
        adjoint_refuse(a, write,
                       root->kind == CELL_GLOBAL && a->primal->is_split
                           ? "active values in a global variable of a recursive function"
                           : "active values in memory that has no shadow");
        return;
    }
    const struct ir_param *param = &a->primal->params.data[root->origin->index];
    struct diag *d = diag_new(a->engine, DIAG_missing_shadow, param->loc, root->origin->name);
    diag_about_parameter(d, root->origin->name, DIAG_GRADIENT_UNSAID);
    if (write)
        diag_note(d, write->loc, "stored here");
    if (root == cell)
        diag_note(d, param->loc, "mark '%s' GRADC_WORK if it is scratch memory",
                  root->origin->name);
    diag_emit(d);
}

static void check_memory(struct adjoint *a)
{
    struct cell_map *cells = activity_cells(a->activity);
    for (size_t i = 0; i < cells_count(cells); i++) {
        const struct cell *cell = cells_at(cells, i);
        if (activity_of_cell(a->activity, cell) && !activity_can_shadow(cell, a->primal))
            missing_shadow(a, cell);
    }
}

/* What is volatile has no shadow: others may read and write it at any time. */
static void check_volatile(struct adjoint *a, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        bool is_active = (op->code == IR_VLOAD && activity_of_value(a->activity, ir_result(op))) ||
                         (op->code == IR_VSTORE && is_active_memory(a, op->operands[0]));
        if (is_active)
            adjoint_refuse(a, op, "volatile access to active values");
        for (uint32_t i = 0; i < op->region_count; i++)
            check_volatile(a, op->regions[i]);
    }
}

/* ---- the output */

/* The loss that comes out through a pointer is what lies there, not beside it. */
static void check_out(struct adjoint *a, const struct ir_region *region, const struct cell *out)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->region_count; i++)
            check_out(a, op->regions[i], out);
        if (op->code != IR_PTRADD && op->code != IR_ELEM)
            continue;
        const cell_list *cells = cells_of(activity_cells(a->activity), ir_result(op));
        for (size_t i = 0; i < cells->len; i++)
            if (cells->data[i] == out)
                adjoint_refuse(a, op, "a loss that is written through pointer arithmetic");
    }
}

void check_differentiable(struct adjoint *a)
{
    check_calls(a, a->primal->body);
    check_memory(a);
    check_volatile(a, a->primal->body);
    check_realloc(a, a->primal->body);
    check_unions(a);
}

void check_scalar_loss(struct adjoint *a)
{
    bool has_out = false;
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_value *param = a->primal->body->args.data[i];
        if (!a->primal->params.data[i].is_out || !ir_type_is_ptr(param->type))
            continue;
        if (has_out || !ir_type_is_real(param->type->elem))
            adjoint_refuse(a, NULL,
                           "a loss of several numbers, except by --mode=vjp, jvp or jacobian");
        has_out = true;
        const cell_list *cells = cells_of(activity_cells(a->activity), param);
        for (size_t k = 0; k < cells->len; k++)
            check_out(a, a->primal->body, cells->data[k]);
    }
}
