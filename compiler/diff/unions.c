/* Unions that hold active reals, or pointers to them.
 *
 * All members of a union share one shadow. That is right as long as everything that touches it,
 * however it gets there, sees reals, or pointers, of one type in it: then a shadow is as good an
 * array of them as the memory itself. Anything else would give the bytes of a real another meaning,
 * which has no derivative, or move a pointer without its shadow. */
#include "diff/context.h"

#include "analysis/describe.h"

struct union_check {
    struct adjoint *a;
    const struct cell *cell;
    const struct ir_type *leaf; /* that the union is accessed as */
    const struct ir_op *first;  /* where it was first */
};

static bool is_within(const struct cell *part, const struct cell *whole)
{
    for (; part; part = part->kind == CELL_FIELD ? part->parent : NULL)
        if (part == whole)
            return true;
    return false;
}

static bool touches(const struct union_check *u, const struct ir_value *address, bool *is_whole)
{
    const cell_list *cells = cells_of(activity_cells(u->a->activity), address);
    for (size_t i = 0; i < cells->len; i++) {
        *is_whole = cells->data[i] != u->cell;
        if (is_within(u->cell, cells->data[i]))
            return true;
    }
    return false;
}

/* What an access of the union takes its memory for: NULL for what is no access. What goes over
 * memory around the union goes over the union as it is declared. */
static const struct ir_type *seen_as(const struct union_check *u, const struct ir_op *op,
                                     uint32_t end)
{
    bool is_whole;
    switch (op->code) {
    case IR_LOAD:
        return touches(u, op->operands[0], &is_whole) ? ir_result(op)->type : NULL;
    case IR_STORE:
    case IR_ACCUM:
        return touches(u, op->operands[0], &is_whole) ? op->operands[1]->type : NULL;
    case IR_COPY:
    case IR_MOVE:
    case IR_ZERO:
    case IR_REALLOC:
        if (!touches(u, op->operands[end], &is_whole))
            return NULL;
        return is_whole ? u->cell->type : op->operands[end]->type->elem;
    default:
        return NULL;
    }
}

static void check_type(struct union_check *u, const struct ir_op *op, const struct ir_type *type)
{
    uint64_t count;
    const struct ir_type *leaf = ir_type_sole_leaf(type, &count);
    if (leaf && !u->leaf) {
        u->leaf = leaf;
        u->first = op;
    }
    if (leaf && leaf == u->leaf)
        return;
    struct adjoint *a = u->a;
    a->failed = true;
    struct diag *d =
        diag_new(a->engine, DIAG_gradient_type_punning, op->loc, describe_type(a->arena, type));
    if (u->first)
        diag_note(d, u->first->loc, "accessed as '%s' here", describe_type(a->arena, u->leaf));
    diag_emit(d);
}

static void check_region(struct union_check *u, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        uint32_t ends = op->code == IR_COPY || op->code == IR_MOVE ? 2 : 1;
        for (uint32_t end = 0; end < ends; end++) {
            const struct ir_type *type = seen_as(u, op, end);
            if (type)
                check_type(u, op, type);
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            check_region(u, op->regions[i]);
    }
}

void check_unions(struct adjoint *a)
{
    struct cell_map *cells = activity_cells(a->activity);
    for (size_t i = 0; i < cells_count(cells); i++) {
        const struct cell *cell = cells_at(cells, i);
        if (cell->type->kind != IR_TYPE_RECORD || !cell->type->record->is_union ||
            !activity_cell_needs_shadow(a->activity, cell))
            continue;
        struct union_check u = {.a = a, .cell = cell};
        check_region(&u, a->primal->body);
    }
}
