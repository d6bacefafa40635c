/* Points-to sets by iteration until nothing changes. Sets only grow and cells are finitely many:
 * fields follow types, and a pointee of a type that its own path already went through is the cell
 * on the path, so a list is two cells long. */
#include "analysis/cells.h"

#include "support/fault.h"

struct cell_map {
    struct arena *arena;
    const struct ir_func *func;
    cell_list cells;
    cell_list *sets; /* by value id */
    bool changed;
};

const struct ir_type *cells_content_type(const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return type;
}

size_t cells_count(const struct cell_map *map)
{
    return map->cells.len;
}

struct cell *cells_at(const struct cell_map *map, size_t index)
{
    return map->cells.data[index];
}

const cell_list *cells_of(const struct cell_map *map, const struct ir_value *pointer)
{
    GRADC_ASSERT(pointer->id < map->func->value_count);
    return &map->sets[pointer->id];
}

struct cell *cells_of_global(const struct cell_map *map, const struct ir_global *global)
{
    for (size_t i = 0; i < map->cells.len; i++)
        if (map->cells.data[i]->kind == CELL_GLOBAL && map->cells.data[i]->global == global)
            return map->cells.data[i];
    return NULL;
}

static struct cell *add_cell(struct cell_map *map, struct cell cell)
{
    struct cell *made = ARENA_NEW(map->arena, struct cell);
    *made = cell;
    made->index = (uint32_t)map->cells.len;
    vec_push(map->arena, &map->cells, made);
    if (cell.parent)
        vec_push(map->arena, &cell.parent->parts, made);
    map->changed = true;
    return made;
}

static struct cell *find_part(struct cell *cell, enum cell_kind kind, unsigned field)
{
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == kind && cell->parts.data[i]->field == field)
            return cell->parts.data[i];
    return NULL;
}

/* A cell seen at a type that it does not have is not divided: all of it is one. So is a union. */
struct cell *cells_field(struct cell_map *map, struct cell *cell, unsigned field)
{
    const struct ir_type *type = cell->type;
    if (type->kind != IR_TYPE_RECORD || type->record->is_union ||
        field >= type->record->field_count)
        return cell;
    struct cell *part = find_part(cell, CELL_FIELD, field);
    if (part)
        return part;
    return add_cell(map,
                    (struct cell){.kind = CELL_FIELD,
                                  .parent = cell,
                                  .field = field,
                                  .type = cells_content_type(type->record->fields[field].type)});
}

void cells_expand(struct cell_map *map, struct cell *cell)
{
    if (cell->type->kind != IR_TYPE_RECORD || cell->type->record->is_union)
        return;
    for (unsigned i = 0; i < cell->type->record->field_count; i++)
        cells_expand(map, cells_field(map, cell, i));
}

/* What a pointer of type `type` that lay in `cell` on entry points to. */
static struct cell *pointee(struct cell_map *map, struct cell *cell, const struct ir_type *type)
{
    const struct ir_type *content = cells_content_type(type->elem);
    struct cell *part = find_part(cell, CELL_POINTEE, 0);
    if (part)
        return part;
    for (struct cell *above = cell; above; above = above->parent)
        if (above->type == content)
            return above;
    return add_cell(map, (struct cell){.kind = CELL_POINTEE, .parent = cell, .type = content});
}

static void add_target(struct cell_map *map, cell_list *set, struct cell *cell)
{
    for (size_t i = 0; i < set->len; i++)
        if (set->data[i] == cell)
            return;
    vec_push(map->arena, set, cell);
    map->changed = true;
}

static void add_all(struct cell_map *map, cell_list *set, struct cell *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_target(map, set, cells[i]);
}

static void flow(struct cell_map *map, const struct ir_value *from, const struct ir_value *to)
{
    const cell_list *set = &map->sets[from->id];
    add_all(map, &map->sets[to->id], set->data, set->len);
}

static struct cell *object_of(struct cell_map *map, const struct ir_value *origin)
{
    const struct ir_type *content = cells_content_type(origin->type->elem);
    return add_cell(map, (struct cell){.kind = CELL_OBJECT, .origin = origin, .type = content});
}

static void originate(struct cell_map *map, const struct ir_value *pointer)
{
    if (!map->sets[pointer->id].len)
        add_target(map, &map->sets[pointer->id], object_of(map, pointer));
}

static void see_global(struct cell_map *map, const struct ir_op *op)
{
    struct cell *cell = cells_of_global(map, op->attr.global);
    if (!cell)
        cell = add_cell(map, (struct cell){.kind = CELL_GLOBAL,
                                           .global = op->attr.global,
                                           .type = cells_content_type(op->attr.global->type)});
    add_target(map, &map->sets[ir_result(op)->id], cell);
}

static void see_field(struct cell_map *map, const struct ir_op *op)
{
    const cell_list *from = &map->sets[op->operands[0]->id];
    const struct ir_type *record = op->operands[0]->type->elem;
    for (size_t i = 0; i < from->len; i++) {
        struct cell *cell = from->data[i];
        struct cell *part = cell->type == record ? cells_field(map, cell, op->attr.field) : cell;
        add_target(map, &map->sets[ir_result(op)->id], part);
    }
}

/* Whether memory holds something on entry that the function did not put there. */
static bool is_from_outside(const struct cell *cell)
{
    while (cell->kind == CELL_FIELD || cell->kind == CELL_POINTEE)
        cell = cell->parent;
    return cell->kind == CELL_GLOBAL || !cell->origin->def || cell->origin->def->code == IR_CALL;
}

static void see_load(struct cell_map *map, const struct ir_op *op)
{
    const struct ir_value *result = ir_result(op);
    if (!ir_type_is_ptr(result->type))
        return;
    const cell_list *from = &map->sets[op->operands[0]->id];
    for (size_t i = 0; i < from->len; i++) {
        struct cell *cell = from->data[i];
        if (is_from_outside(cell))
            add_target(map, &map->sets[result->id], pointee(map, cell, result->type));
        add_all(map, &map->sets[result->id], cell->targets.data, cell->targets.len);
    }
}

static void see_store(struct cell_map *map, const struct ir_op *op)
{
    if (!ir_type_is_ptr(op->operands[1]->type))
        return;
    const cell_list *to = &map->sets[op->operands[0]->id];
    const cell_list *stored = &map->sets[op->operands[1]->id];
    for (size_t i = 0; i < to->len; i++)
        add_all(map, &to->data[i]->targets, stored->data, stored->len);
}

static void copy_targets(struct cell_map *map, struct cell *to, struct cell *from)
{
    add_all(map, &to->targets, from->targets.data, from->targets.len);
    if (to->type != from->type)
        return;
    for (size_t i = 0; i < from->parts.len; i++)
        if (from->parts.data[i]->kind == CELL_FIELD)
            copy_targets(map, cells_field(map, to, from->parts.data[i]->field),
                         from->parts.data[i]);
}

static void see_copy(struct cell_map *map, const struct ir_op *op)
{
    const cell_list *to = &map->sets[op->operands[0]->id], *from = &map->sets[op->operands[1]->id];
    for (size_t i = 0; i < to->len; i++)
        for (size_t k = 0; k < from->len; k++) {
            if (to->data[i] == from->data[k])
                continue;
            cells_expand(map, from->data[k]);
            copy_targets(map, to->data[i], from->data[k]);
        }
}

static void see_yields(struct cell_map *map, const struct ir_op *op)
{
    for (uint32_t r = 0; r < op->region_count; r++) {
        const struct ir_op *yield = ir_terminator(op->regions[r]);
        uint32_t skipped = op->code == IR_WHILE ? 1 : 0;
        for (uint32_t k = 0; yield && k < op->result_count; k++) {
            const struct ir_value *value = yield->operands[k + skipped];
            if (!ir_type_is_ptr(value->type))
                continue;
            flow(map, value, op->results[k]);
            if (op->code != IR_IF)
                flow(map, value, op->regions[r]->args.data[k + 1]);
        }
    }
}

static void see_carried(struct cell_map *map, const struct ir_op *op)
{
    uint32_t first = op->code == IR_FOR ? 3 : 0;
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *initial = op->operands[first + k];
        if (!ir_type_is_ptr(initial->type))
            continue;
        flow(map, initial, op->results[k]);
        flow(map, initial, op->regions[0]->args.data[k + 1]);
    }
}

static void see_region(struct cell_map *map, const struct ir_region *region);

static void see_op(struct cell_map *map, const struct ir_op *op)
{
    switch (op->code) {
    case IR_GLOBAL:
        see_global(map, op);
        break;
    case IR_FIELD:
        see_field(map, op);
        break;
    case IR_LOAD:
        see_load(map, op);
        break;
    case IR_STORE:
        see_store(map, op);
        break;
    case IR_COPY:
    case IR_MOVE:
        see_copy(map, op);
        break;
    case IR_FOR:
    case IR_WHILE:
        see_carried(map, op);
        break;
    case IR_ELEM:
    case IR_PTRADD:
    case IR_PTRCAST:
        flow(map, op->operands[0], ir_result(op));
        break;
    case IR_SELECT:
        flow(map, op->operands[1], ir_result(op));
        flow(map, op->operands[2], ir_result(op));
        break;
    default:
        if (ir_op_info(op)->effect == IR_EFFECT_ALLOC ||
            (op->code == IR_CALL && op->result_count && ir_type_is_ptr(ir_result(op)->type)))
            originate(map, ir_result(op));
        break;
    }
    for (uint32_t i = 0; i < op->region_count; i++)
        see_region(map, op->regions[i]);
    see_yields(map, op);
}

static void see_region(struct cell_map *map, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region)
        see_op(map, op);
}

struct cell_map *cells_build(struct arena *arena, const struct ir_func *func)
{
    struct cell_map *map = ARENA_NEW(arena, struct cell_map);
    map->arena = arena;
    map->func = func;
    map->sets = ARENA_ARRAY(arena, cell_list, func->value_count);
    for (size_t i = 0; i < func->body->args.len; i++)
        if (ir_type_is_ptr(func->body->args.data[i]->type))
            originate(map, func->body->args.data[i]);
    do {
        map->changed = false;
        see_region(map, func->body);
    } while (map->changed);
    return map;
}
