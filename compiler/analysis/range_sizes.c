/* Sizes: integers of the caller's that bound loops which count up from their first element.
 *
 * They are taken to be at least 1, so that a mean over them is one. Many programs keep them in a
 * structure of their own, copied from what the caller gave. */
#include "analysis/range_state.h"

static bool is_number(const struct ir_value *value, int64_t wanted)
{
    value = range_unconverted(value);
    return range_is_constant(value) && value->def->attr.integer == wanted;
}

static const struct cell *root_of(const struct cell *cell)
{
    while (cell->parent)
        cell = cell->parent;
    return cell;
}

static bool is_in_callers(const struct cell *cell)
{
    const struct cell *root = root_of(cell);
    return root->kind != CELL_GLOBAL && !root->origin->def;
}

static bool all_are_callers(const cell_list *cells)
{
    for (size_t i = 0; i < cells->len; i++)
        if (!is_in_callers(cells->data[i]))
            return false;
    return cells->len > 0;
}

/* An integer that the caller gives: a parameter, or read through one. */
static bool is_given(const struct ranges *r, const struct ir_value *value)
{
    if (!value->def)
        return value->region == r->func->body && ir_type_is_integer(value->type);
    return value->def->code == IR_LOAD &&
           all_are_callers(cells_of(r->cells, value->def->operands[0]));
}

/* The same, or read from a copy of the caller's. */
static bool is_callers(const struct ranges *r, const struct ir_value *value)
{
    if (is_given(r, value))
        return true;
    if (!value->def || value->def->code != IR_LOAD)
        return false;
    const cell_list *cells = cells_of(r->cells, value->def->operands[0]);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *cell = cells->data[i];
        if (root_of(cell)->kind == CELL_GLOBAL || r->is_computed[cell->index])
            return false;
    }
    return cells->len > 0;
}

/* Marks the sizes that a bound is made of: by products and choices. */
static void mark_sizes(const struct ranges *r, const struct ir_value *bound, bool *sizes, int depth)
{
    enum { DEEPEST = 4 };
    bound = range_unconverted(bound);
    const struct ir_op *def = bound->def;
    if (is_callers(r, bound))
        sizes[numbering_of(&r->numbering, bound)] = true;
    if (!def || depth == DEEPEST)
        return;
    bool is_product = def->code == IR_MUL, is_select = def->code == IR_SELECT;
    for (uint32_t i = is_select; (is_product || is_select) && i < def->operand_count; i++)
        mark_sizes(r, def->operands[i], sizes, depth + 1);
    for (uint32_t i = 0; def->code == IR_IF && i < 2; i++)
        mark_sizes(r, ir_terminator(def->regions[i])->operands[bound->index], sizes, depth + 1);
}

/* ---- what is computed */

static void mark_computed(const struct ranges *r, const struct cell *cell)
{
    r->is_computed[cell->index] = true;
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD)
            mark_computed(r, cell->parts.data[i]);
}

/* Whether what is written is as the caller gave it. */
static bool passes_on(const struct ranges *r, const struct ir_op *op)
{
    switch (op->code) {
    case IR_STORE:
        return is_given(r, range_unconverted(op->operands[1]));
    case IR_COPY:
    case IR_MOVE:
        return all_are_callers(cells_of(r->cells, ir_op_copied(op).from));
    default:
        return false;
    }
}

static void mark_list(const struct ranges *r, const cell_list *cells)
{
    for (size_t i = 0; i < cells->len; i++)
        mark_computed(r, cells->data[i]);
}

void range_sizes_see(struct ranges *r, const struct ir_op *op)
{
    if (op->code == IR_CALL) {
        struct cell_reach reached = cells_reached(r->cells, op);
        mark_list(r, &reached.written);
    } else if (!passes_on(r, op)) {
        mark_list(r, cells_of(r->cells, op->operands[0]));
    }
}

/* ---- finding them */

static void find_sizes(const struct ranges *r, const struct ir_region *region, bool *sizes)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->region_count; i++)
            find_sizes(r, op->regions[i], sizes);
        if (op->code != IR_FOR || !range_is_upward(op))
            continue;
        if (is_number(op->operands[0], op->attr.loop.pred == IR_PRED_LE))
            mark_sizes(r, op->operands[1], sizes, 0);
    }
}

const bool *range_find_sizes(struct ranges *r)
{
    bool *sizes = ARENA_ARRAY(r->arena, bool, r->numbering.count + 1);
    find_sizes(r, r->func->body, sizes);
    return sizes;
}
