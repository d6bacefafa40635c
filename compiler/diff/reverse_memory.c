/* Adjoints of operations on memory. The shadow of what is overwritten is taken and cleared. */
#include "diff/context.h"

bool is_active_memory(const struct adjoint *a, const struct ir_value *address)
{
    const cell_list *cells = cells_of(activity_cells(a->activity), address);
    for (size_t i = 0; i < cells->len; i++)
        if (activity_of_cell(a->activity, cells->data[i]))
            return true;
    return false;
}

/* x = *p:  p_shadow[0] += x_adj */
void reverse_load(struct adjoint *a, const struct ir_op *op)
{
    struct ir_value *adj = adjoint_take(a, ir_result(op));
    struct ir_value *place = adj ? reverse_shadow(a, op->operands[0]) : NULL;
    if (!place)
        return;
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, op->operands[0], place, &outer);
    ir_build_accum(&a->b, place, adj);
    guard_end(a, guard, outer);
}

/* *p = v:  v_adj += p_shadow[0]; p_shadow[0] = 0 */
void reverse_store(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *address = op->operands[0], *value = op->operands[1];
    if (!ir_type_is_real(value->type) || !is_active_memory(a, address))
        return;
    struct ir_value *place = reverse_shadow(a, address);
    if (!place)
        return;
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, address, place, &outer);
    if (activity_of_value(a->activity, value))
        adjoint_add(a, value, ir_build_load(&a->b, place));
    ir_build_store(&a->b, place, ir_build_real(&a->b, value->type, 0.0L, NULL));
    guard_end(a, guard, outer);
}

/* *p += v:  v_adj += p_shadow[0] */
void reverse_accum(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *address = op->operands[0], *value = op->operands[1];
    struct ir_value *place =
        activity_of_value(a->activity, value) ? reverse_shadow(a, address) : NULL;
    if (!place)
        return;
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, address, place, &outer);
    adjoint_add(a, value, ir_build_load(&a->b, place));
    guard_end(a, guard, outer);
}

/* to = from, an object each:  t = to_shadow; to_shadow = 0; from_shadow += t */
void reverse_copy_leaf(struct adjoint *a, struct ir_value *to, struct ir_value *from)
{
    const struct ir_type *type = to->type->elem;
    if (!ir_type_is_real(type))
        return;
    struct ir_value *adj = from ? ir_build_load(&a->b, to) : NULL;
    ir_build_store(&a->b, to, ir_build_real(&a->b, type, 0.0L, NULL));
    if (from)
        ir_build_accum(&a->b, from, adj);
}

struct pair_walk {
    struct adjoint *a;
    pair_action action;
};

static void visit_pair(void *context, const struct leaf *leaf)
{
    const struct pair_walk *pairs = context;
    pairs->action(pairs->a, leaf->to, leaf->from);
}

void for_each_pair(struct adjoint *a, const struct copy_ends *ends, pair_action action,
                   bool descending)
{
    struct pair_walk pairs = {a, action};
    const struct leaf_walk walk = {
        .b = &a->b, .action = visit_pair, .context = &pairs, .descending = descending};
    const struct leaf first = {ends->to, ends->from, NULL};
    leaves_walk(&walk, &first, ends->count);
}

/* Where the ends overlap, an element that is both must be taken as a target before it is added to
 * as a source: ascending when the target lies behind the source. */
static void reverse_move(struct adjoint *a, const struct copy_ends *ends)
{
    struct ir_value *to = available(a, ends->op->operands[0]);
    struct ir_value *from = available(a, ends->op->operands[1]);
    struct ir_op *choice = ir_build_if(&a->b, ir_build_binary(&a->b, IR_GT, to, from));
    struct ir_builder outer = a->b;
    for (int r = 0; r < 2; r++) {
        (void)adjoint_enter(a, choice->regions[r]);
        for_each_pair(a, ends, reverse_copy_leaf, r == 1);
        ir_build_yield(&a->b, NULL, 0);
    }
    a->b = outer;
}

static void reverse_ends(struct adjoint *a, const struct copy_ends *ends)
{
    if (ends->op->code == IR_MOVE && ends->from)
        reverse_move(a, ends);
    else
        for_each_pair(a, ends, reverse_copy_leaf, false);
}

void reverse_copy(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *to = op->operands[0], *from = op->operands[1];
    if (!type_has_leaf(to->type->elem, ir_type_is_real) || !is_active_memory(a, to))
        return;
    struct copy_ends ends = {op, reverse_shadow(a, to),
                             activity_needs_shadow(a->activity, from) ? reverse_shadow(a, from)
                                                                      : NULL,
                             available(a, op->operands[2])};
    if (ends.to)
        guarded_copy(a, &ends, reverse_ends);
}

void reverse_zero(struct adjoint *a, const struct ir_op *op)
{
    const struct ir_value *to = op->operands[0];
    if (!type_has_leaf(to->type->elem, ir_type_is_real) || !is_active_memory(a, to))
        return;
    struct copy_ends ends = {op, reverse_shadow(a, to), NULL, available(a, op->operands[1])};
    if (!ends.to)
        return;
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, to, ends.to, &outer);
    for_each_pair(a, &ends, reverse_copy_leaf, false);
    guard_end(a, guard, outer);
}
