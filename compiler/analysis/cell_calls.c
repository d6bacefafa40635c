/* Calls that are left: all that their arguments lead to may be read, written, and stored anywhere.
 */
#include "analysis/cell_state.h"

#include "analysis/call_effects.h"

static void reach(struct cell_map *map, struct cell_reach *reached, struct cell *cell,
                  bool is_writable);

static void reach_all(struct cell_map *map, struct cell_reach *reached, const cell_list *cells)
{
    for (size_t i = 0; i < cells->len; i++)
        reach(map, reached, cells->data[i], true);
}

/* Beyond a pointer nobody knows whether it is to be written through, so it may be. A cell's mark is
 * `map->mark` when it is read, and one more when it is written as well. */
static void reach(struct cell_map *map, struct cell_reach *reached, struct cell *cell,
                  bool is_writable)
{
    if (cell->mark > map->mark || (cell->mark == map->mark && !is_writable))
        return;
    if (cell->mark < map->mark)
        vec_push(map->arena, &reached->read, cell);
    if (is_writable)
        vec_push(map->arena, &reached->written, cell);
    cell->mark = map->mark + is_writable;
    for (size_t i = 0; i < cell->parts.len; i++)
        reach(map, reached, cell->parts.data[i],
              is_writable || cell->parts.data[i]->kind == CELL_POINTEE);
    reach_all(map, reached, &cell->targets);
}

/* Whether a function that is not split may touch a global. */
static bool may_know(const struct ir_callee *callee, const struct ir_global *global)
{
    if (callee->spares_reals &&
        (ir_type_holds_real(global->type) || ir_type_holds_ptr(global->type)))
        return false;
    return callee->func || callee->is_of_unit || !global->is_static;
}

struct cell_reach cells_reached(struct cell_map *map, const struct ir_op *call)
{
    struct cell_reach reached = {0};
    const struct ir_callee *callee = call->attr.callee;
    map->mark++;
    for (uint32_t i = 0; i < call->operand_count; i++) {
        const struct ir_value *operand = call->operands[i];
        for (size_t k = 0; ir_type_is_ptr(operand->type) && k < map->sets[operand->id].len; k++)
            reach(map, &reached, map->sets[operand->id].data[k], call_writes_through(call, i));
    }
    bool sees_globals = call_sees_globals(call);
    for (size_t i = 0; sees_globals && i < map->globals.len; i++) {
        const struct ir_global *global = map->globals.data[i]->global;
        if (may_know(callee, global))
            reach(map, &reached, map->globals.data[i], !global->is_const);
    }
    map->mark++;
    return reached;
}

static bool may_hold_pointer(const struct ir_type *type)
{
    return type->kind == IR_TYPE_VOID || ir_type_holds_ptr(type);
}

static bool is_bytes(const struct ir_type *type)
{
    return type->kind == IR_TYPE_VOID || type->kind == IR_TYPE_FUNC ||
           (type->kind == IR_TYPE_RECORD && type->record->is_union) ||
           (type->kind == IR_TYPE_SCALAR && ir_type_bits(type) == 8);
}

/* Whether a pointer to `content` may lead to a cell of this type: C lets it be one to an object's
 * first member, or to what an object is the first member of. */
static bool may_lead_to(const struct ir_type *content, const struct ir_type *type)
{
    if (is_bytes(content) || is_bytes(type) || content->kind == IR_TYPE_RECORD)
        return is_bytes(content) || is_bytes(type) || type->kind == IR_TYPE_RECORD;
    while (type->kind == IR_TYPE_RECORD && type->record->field_count)
        type = cells_content_type(type->record->fields[0].type);
    return type->kind == content->kind && (type->kind != IR_TYPE_SCALAR || type == content);
}

/* What a pointer of some type may lead to that a call stores or returns. A function of the unit
 * stores into the fields of records. */
static cell_list stored_by_call(struct cell_map *map, const struct ir_op *call,
                                const cell_list *reached, const struct ir_type *pointer)
{
    cell_list list = {0};
    if (!ir_call_is_split(call) || is_bytes(pointer) || map->func->module->types_overlap)
        return *reached;
    if (pointer->kind != IR_TYPE_PTR)
        return list;
    for (size_t i = 0; i < reached->len; i++)
        if (may_lead_to(cells_content_type(pointer->elem), reached->data[i]->type))
            vec_push(map->arena, &list, reached->data[i]);
    return list;
}

static void see_stores_into(struct cell_map *map, const struct ir_op *call,
                            const struct cell_reach *reached, struct cell *cell)
{
    if (!may_hold_pointer(cell->type))
        return;
    map->changed |= !cell->is_filled;
    cell->is_filled = true;
    if (ir_call_is_split(call))
        cells_expand(map, cell);
    else
        cell->is_foreign = true;
    const cell_list stored = stored_by_call(map, call, &reached->read, cell->type);
    cell_add_targets(map, &cell->targets, &stored);
}

/* Into an object that the function may have made. */
static void see_stores_into_new(struct cell_map *map, const struct ir_op *call,
                                const struct cell_reach *reached, struct cell *cell)
{
    see_stores_into(map, call, reached, cell);
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD)
            see_stores_into_new(map, call, reached, cell->parts.data[i]);
}

/* The function may store any pointer that it can reach anywhere, and return it. */
void cell_see_call(struct cell_map *map, const struct ir_op *op)
{
    struct cell_reach reached = cells_reached(map, op);
    for (size_t i = 0; i < reached.read.len; i++) {
        if (!cell_is_from_outside(reached.read.data[i]))
            continue;
        cells_expand(map, reached.read.data[i]);
        cell_see_pointees(map, reached.read.data[i]);
    }
    bool stores = call_stores_pointers(op);
    for (size_t i = 0; stores && i < reached.written.len; i++)
        see_stores_into(map, op, &reached, reached.written.data[i]);
    if (!op->result_count || !ir_type_is_ptr(ir_result(op)->type))
        return;
    cell_list *set = &map->sets[ir_result(op)->id];
    cell_originate(map, ir_result(op));
    if (stores || !ir_call_is_split(op))
        see_stores_into_new(map, op, &reached, set->data[0]);
    const cell_list returned = stored_by_call(map, op, &reached.read, ir_result(op)->type);
    cell_add_targets(map, set, &returned);
}
