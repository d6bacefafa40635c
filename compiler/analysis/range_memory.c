/* One range a place: everything that is ever stored there, and what it held at first. */
#include "analysis/range_state.h"

#include "support/fault.h"

static struct range_unknown *contents_of(const struct ranges *r, const struct cell *cell)
{
    GRADC_ASSERT(cell->index < cells_count(r->cells));
    return &r->contents[cell->index];
}

static bool is_scalar(const struct cell *cell)
{
    return cell->type->kind == IR_TYPE_SCALAR;
}

/* ---- on entry */

struct interval range_promised(const struct ir_contract *contract)
{
    struct interval x = interval_closed((double)contract->lo, (double)contract->hi);
    x.lo_open = contract->lo_open;
    return x;
}

/* What GRADC_RANGE says of a cell's content: of a field, of what a field or parameter points to. */
static const struct ir_contract *contract_of(const struct ranges *r, const struct cell *cell)
{
    if (cell->kind == CELL_POINTEE && cell->parent->type->kind == IR_TYPE_PTR)
        cell = cell->parent;
    switch (cell->kind) {
    case CELL_FIELD:
        return cell->parent->type->record->fields[cell->field].contract;
    case CELL_GLOBAL:
        return cell->global->contract;
    default:
        return cell->kind == CELL_OBJECT && !cell->origin->def
                   ? r->func->params.data[cell->origin->index].contract
                   : NULL;
    }
}

/* The object or pointee that a cell is a part of. */
static const struct cell *object_of(const struct cell *cell)
{
    while (cell->kind == CELL_FIELD)
        cell = cell->parent;
    return cell;
}

static bool is_filled(const struct cell *cell)
{
    for (; cell; cell = cell->kind == CELL_FIELD ? cell->parent : NULL)
        if (cell->is_filled)
            return true;
    return false;
}

static struct interval at_first(const struct ranges *r, const struct cell *cell)
{
    const struct cell *object = object_of(cell);
    const struct ir_op *def = object->kind == CELL_OBJECT ? object->origin->def : NULL;
    bool is_ours = def && ir_op_makes_object(def);
    if (!is_scalar(cell) || is_filled(cell))
        return interval_full();
    if (is_ours && def->code == IR_CALLOC)
        return (struct interval){.soft_zero = true};
    bool is_work =
        object->kind == CELL_OBJECT && !def && r->func->params.data[object->origin->index].is_work;
    if (is_ours || is_work)
        return interval_empty();
    const struct ir_contract *contract = contract_of(r, cell);
    struct interval all = interval_of_type(cell->type);
    return contract ? range_fitted(interval_meet(all, range_promised(contract)), cell->type) : all;
}

/* More may be in a cell, wherever it has parts. */
static void grow(struct ranges *r, const struct cell *cell, struct interval more)
{
    range_grow(r, contents_of(r, cell), more);
    for (const struct range_part *part = r->parts[cell->index]; part; part = part->next)
        range_grow(r, &r->contents[part->place], more);
    range_diagonals_forget(r, cell);
}

void range_start_memory(struct ranges *r)
{
    for (size_t i = 0; i < r->place_count; i++)
        r->contents[i].next = interval_empty();
    for (size_t i = 0; i < cells_count(r->cells); i++)
        grow(r, cells_at(r->cells, i), at_first(r, cells_at(r->cells, i)));
}

/* ---- reading and writing */

struct interval range_load(struct ranges *r, const struct ir_op *load)
{
    const struct ir_type *type = ir_result(load)->type;
    const cell_list *cells = cells_of(r->cells, load->operands[0]);
    struct interval all = interval_of_type(type), joined = interval_empty();
    for (size_t i = 0; i < cells->len; i++) {
        if (cells->data[i]->type != type)
            return all;
        joined = interval_join(joined, contents_of(r, cells->data[i])->value);
    }
    uint32_t place = range_place_read(r, load->operands[0]);
    if (place != RANGE_NO_PLACE)
        joined = r->contents[place].value;
    if (!range_array_load(r, load, &joined))
        (void)range_diagonals_load(r, load, &joined);
    return cells->len ? joined : all;
}

/* Anything may be in a cell and its fields. */
static void spoil(struct ranges *r, const struct cell *cell)
{
    grow(r, cell, is_scalar(cell) ? interval_of_type(cell->type) : interval_full());
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD)
            spoil(r, cell->parts.data[i]);
}

static void spoil_all(struct ranges *r, const cell_list *cells)
{
    for (size_t i = 0; i < cells->len; i++)
        spoil(r, cells->data[i]);
}

/* A pointer to nobody knows what may point to anything. */
static void spoil_target(struct ranges *r, const struct ir_value *address)
{
    const cell_list *cells = cells_of(r->cells, address);
    spoil_all(r, cells);
    for (size_t i = 0; !cells->len && i < cells_count(r->cells); i++)
        spoil(r, cells_at(r->cells, i));
}

static bool is_literal(const struct ir_value *value)
{
    const struct ir_op *def = value->def;
    return ir_value_is_literal(def && def->code == IR_CONV ? def->operands[0] : value);
}

typedef void (*place_writer)(struct ranges *r, uint32_t place, struct interval written);

/* Writes to the places of a cell that an operation may write to. */
static void for_places(struct ranges *r, const struct ir_op *op, const struct cell *cell,
                       struct interval written, place_writer write)
{
    bool is_one;
    const struct range_part *part = range_parts_written(r, cell, op->operands[0], &is_one);
    write(r, cell->index, written);
    for (; part; part = is_one ? NULL : part->next)
        write(r, part->place, written);
}

static void store_at(struct ranges *r, uint32_t place, struct interval stored)
{
    range_grow(r, &r->contents[place], stored);
    range_array_store(r, place, stored);
}

static void zero_at(struct ranges *r, uint32_t place, struct interval zero)
{
    range_grow(r, &r->contents[place], zero);
    range_array_zeroed(r, place);
}

static void store(struct ranges *r, const struct ir_op *op)
{
    const struct ir_value *value = op->operands[1];
    const cell_list *cells = cells_of(r->cells, op->operands[0]);
    struct interval stored = range_now(r, value);
    stored.soft_zero |= is_literal(value) && interval_is_point(stored) && stored.lo == 0;
    if (!cells->len)
        spoil_target(r, op->operands[0]);
    for (size_t i = 0; i < cells->len; i++) {
        if (cells->data[i]->type != value->type) {
            spoil(r, cells->data[i]);
            continue;
        }
        for_places(r, op, cells->data[i], stored, store_at);
        range_diagonals_store(r, cells->data[i], op, stored);
    }
}

static void zero(struct ranges *r, const struct ir_op *op, const struct cell *cell)
{
    for_places(r, op, cell, (struct interval){.soft_zero = true}, zero_at);
    range_diagonals_forget(r, cell);
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD)
            zero(r, op, cell->parts.data[i]);
}

static const struct cell *same_field(const struct cell *cell, const struct cell *field)
{
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD && cell->parts.data[i]->field == field->field)
            return cell->parts.data[i];
    return NULL;
}

static void copy_cell(struct ranges *r, const struct cell *to, const struct cell *from)
{
    if (to->type != from->type) {
        spoil(r, to);
        return;
    }
    grow(r, to, contents_of(r, from)->value);
    for (size_t i = 0; i < to->parts.len; i++) {
        const struct cell *part = to->parts.data[i];
        const struct cell *source = part->kind == CELL_FIELD ? same_field(from, part) : NULL;
        if (source)
            copy_cell(r, part, source);
        else if (part->kind == CELL_FIELD)
            spoil(r, part);
    }
}

static void copy(struct ranges *r, const struct ir_op *op)
{
    struct ir_copied copied = ir_op_copied(op);
    const cell_list *to = cells_of(r->cells, copied.to);
    const cell_list *from = cells_of(r->cells, copied.from);
    if (!to->len || !from->len)
        spoil_target(r, copied.to);
    for (size_t i = 0; i < to->len; i++)
        for (size_t k = 0; k < from->len; k++)
            copy_cell(r, to->data[i], from->data[k]);
}

void range_write(struct ranges *r, const struct ir_op *op)
{
    const cell_list *cells;
    switch (op->code) {
    case IR_STORE:
        store(r, op);
        break;
    case IR_ACCUM:
    case IR_VSTORE:
        spoil_target(r, op->operands[0]);
        break;
    case IR_ZERO:
        cells = cells_of(r->cells, op->operands[0]);
        for (size_t i = 0; i < cells->len; i++)
            zero(r, op, cells->data[i]);
        if (!cells->len)
            spoil_target(r, op->operands[0]);
        break;
    case IR_COPY:
    case IR_MOVE:
    case IR_REALLOC:
        copy(r, op);
        break;
    case IR_CALL: {
        struct cell_reach reached = cells_reached(r->cells, op);
        spoil_all(r, &reached.written);
        break;
    }
    case IR_SLOT:
        range_array_made(r, ir_result(op));
        break;
    default:
        break;
    }
}
