/* Memory that is reallocated. The shadow of the old block is on the tape and stays there; the new
 * block gets a shadow of its own. How much of the content was kept is known from the sizes of the
 * two, so that the shadow of each heap object must be one that knows its size: the shadow of memory
 * that somebody else allocated is refused.
 *
 *     q = realloc(p, n):  for i < min(size of p, n): p_shadow[i] += q_shadow[i]
 *
 * In the tangent the shadow is reallocated along with what it belongs to. */
#include "diff/context.h"

/* ---- what cannot be followed */

static bool is_heap(const struct cell *cell)
{
    const struct ir_op *def = cell->kind == CELL_OBJECT ? cell->origin->def : NULL;
    return def && (def->code == IR_MALLOC || def->code == IR_CALLOC || def->code == IR_REALLOC ||
                   def->code == IR_ALIGNED);
}

static bool is_flexible(const struct ir_type *type)
{
    if (type->kind != IR_TYPE_RECORD || !type->record->field_count)
        return false;
    const struct ir_type *last = type->record->fields[type->record->field_count - 1].type;
    return last->kind == IR_TYPE_ARRAY && last->extent == 0;
}

static void check_op(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *old = op->operands[0];
    if (!activity_needs_shadow(a->activity, old) &&
        !activity_needs_shadow(a->activity, ir_result(op)))
        return;
    a->reallocates = true;
    if (is_flexible(old->type->elem))
        adjoint_refuse(a, op, "realloc of an active structure with a flexible array member");
    const cell_list *cells = cells_of(activity_cells(a->activity), old);
    for (size_t i = 0; i < cells->len; i++) {
        if (is_heap(cells->data[i]))
            continue;
        adjoint_refuse(a, op, "realloc of active memory that is allocated elsewhere");
        return;
    }
}

void check_realloc(struct adjoint *a, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_REALLOC)
            check_op(a, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            check_realloc(a, op->regions[i]);
    }
}

/* ---- the adjoint */

/* The smaller of the number of objects of the old shadow and of the new one. */
static struct ir_value *kept_count(struct adjoint *a, struct ir_value *old_shadow,
                                   struct ir_value *count)
{
    struct ir_value *old = ir_build_tape_count(&a->b, old_shadow);
    struct ir_value *made = ir_build_conv(&a->b, count, old->type);
    return ir_build_select(&a->b, ir_build_binary(&a->b, IR_LT, old, made), old, made);
}

/* The shadows of pointers move along. */
void forward_realloc(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *old = op->operands[0], *made = ir_result(op);
    if (!activity_needs_shadow(a->activity, made) ||
        !type_has_leaf(old->type->elem, ir_type_is_ptr))
        return;
    struct ir_value *to = forward_shadow(a, made), *from = forward_shadow(a, old);
    if (!to || !from)
        return;
    struct ir_value *kept = kept_count(a, from, forward(a, op->operands[1]));
    for_each_pair(a, &(struct copy_ends){op, to, from, kept}, copy_pointer_leaf, false);
}

void reverse_realloc(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *old = op->operands[0], *made = ir_result(op);
    if (!type_has_leaf(old->type->elem, ir_type_is_real) || !is_active_memory(a, made))
        return;
    struct ir_value *from = reverse_shadow(a, old);
    struct ir_value *to = from ? reverse_shadow(a, made) : NULL;
    if (!to)
        return;
    struct ir_value *kept = kept_count(a, from, available(a, op->operands[1]));
    for_each_pair(a, &(struct copy_ends){op, to, from, kept}, reverse_copy_leaf, false);
}

/* ---- the tangent */

static struct ir_value *is_not_null(struct adjoint *a, struct ir_value *pointer)
{
    return ir_build_binary(&a->b, IR_NE, pointer, ir_build_null(&a->b, pointer->type));
}

static void yield_pointer(struct adjoint *a, struct ir_value *pointer)
{
    ir_build_yield(&a->b, &pointer, 1);
}

/* The old shadow goes with the old block, and stays where that one stays. */
static struct ir_value *moved_shadow(struct adjoint *a, const struct ir_op *op,
                                     struct ir_value *shadow)
{
    const struct ir_type *type = dual_type(a, ir_result(op)->type);
    struct ir_op *moved = ir_build_if(&a->b, is_not_null(a, a->forward[ir_result(op)->id]));
    struct ir_builder outer = adjoint_enter(a, moved->regions[0]);
    yield_pointer(a, ir_build_realloc(&a->b, shadow, forward(a, op->operands[1])));
    (void)adjoint_enter(a, moved->regions[1]);
    yield_pointer(a, ir_build_null(&a->b, type));
    a->b = outer;
    return ir_op_add_result(&a->b, moved, type, NULL);
}

/* What had no shadow was constant. */
static struct ir_value *fresh_shadow(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_type *u64 = ir_type_scalar(a->module->types, IR_ULONG);
    struct ir_value *count = ir_build_conv(&a->b, forward(a, op->operands[1]), u64);
    return ir_build_alloc(&a->b, IR_CALLOC, ir_result(op)->type->elem, count);
}

static struct ir_value *grown_shadow(struct adjoint *a, const struct ir_op *op,
                                     struct ir_value *shadow)
{
    if (activity_shadow_is_sure(a->activity, op->operands[0]))
        return moved_shadow(a, op, shadow);
    struct ir_op *known = ir_build_if(&a->b, is_not_null(a, shadow));
    struct ir_builder outer = adjoint_enter(a, known->regions[0]);
    yield_pointer(a, moved_shadow(a, op, shadow));
    (void)adjoint_enter(a, known->regions[1]);
    yield_pointer(a, fresh_shadow(a, op));
    a->b = outer;
    return ir_op_add_result(&a->b, known, dual_type(a, ir_result(op)->type), NULL);
}

void tangent_realloc(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *old = op->operands[0], *made = ir_result(op);
    struct ir_value *shadow =
        activity_needs_shadow(a->activity, old) ? forward_shadow(a, old) : NULL;
    if (activity_needs_shadow(a->activity, made))
        a->lane->duals[made->id] = shadow ? grown_shadow(a, op, shadow) : fresh_shadow(a, op);
    else if (shadow)
        ir_build_op(&a->b, IR_FREE, &shadow, 1, 0);
}
