/* Points-to sets by iteration until nothing changes: what each operation does to them. Sets only
 * grow. */
#include "analysis/cell_state.h"
#include "analysis/walk.h"

static void flow(struct cell_map *map, const struct ir_value *from, const struct ir_value *to)
{
    cell_add_targets(map, &map->sets[to->id], &map->sets[from->id]);
}

static void see_global(struct cell_map *map, const struct ir_op *op)
{
    if (map->sets[ir_result(op)->id].len)
        return;
    struct cell *cell = cells_of_global(map, op->attr.global);
    if (!cell)
        cell = cell_add(map, (struct cell){.kind = CELL_GLOBAL,
                                           .global = op->attr.global,
                                           .type = cells_content_type(op->attr.global->type)});
    cell_add_target(map, &map->sets[ir_result(op)->id], cell);
}

static void see_field(struct cell_map *map, const struct ir_op *op)
{
    const cell_list *from = &map->sets[op->operands[0]->id];
    const struct ir_type *record = op->operands[0]->type->elem;
    for (size_t i = 0; i < from->len; i++) {
        struct cell *cell = from->data[i];
        struct cell *part = cell->type == record ? cells_field(map, cell, op->attr.field) : cell;
        cell_add_target(map, &map->sets[ir_result(op)->id], part);
    }
}

/* A pointer to a record that is cast back from a pointer to a part of it. */
static void see_cast(struct cell_map *map, const struct ir_op *op)
{
    const cell_list *from = &map->sets[op->operands[0]->id];
    const struct ir_type *content = cells_content_type(ir_result(op)->type->elem);
    flow(map, op->operands[0], ir_result(op));
    for (size_t i = 0; content->kind == IR_TYPE_RECORD && i < from->len; i++) {
        struct cell *cell = from->data[i];
        while (cell->kind == CELL_FIELD && cell->type != content)
            cell = cell->parent;
        if (cell->type == content)
            cell_add_target(map, &map->sets[ir_result(op)->id], cell);
    }
}

/* C leaves a pointer that walks from one field into the next undefined, but much code does it where
 * a record holds nothing but reals. What is a base of further steps alone, such as an array that
 * counts from 1, need not be there yet. */
static void see_ptradd(struct cell_map *map, const struct ir_op *op)
{
    const cell_list *from = &map->sets[op->operands[0]->id];
    flow(map, op->operands[0], ir_result(op));
    for (size_t i = 0; map->is_used[ir_result(op)->id] && i < from->len; i++) {
        struct cell *cell = from->data[i];
        struct walk walk = cell->kind == CELL_FIELD ? walk_of(op) : (struct walk){0};
        for (; cell->kind == CELL_FIELD && walk_may_leave(cell, &walk); cell = cell->parent) {
            cell->is_left = true;
            cell_add_target(map, &map->sets[ir_result(op)->id], cell->parent);
        }
    }
}

/* Notes what is used otherwise than as the base of a PTRADD. */
static void find_uses(struct cell_map *map, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = op->code == IR_PTRADD; i < op->operand_count; i++)
            map->is_used[op->operands[i]->id] = true;
        for (uint32_t i = 0; i < op->region_count; i++)
            find_uses(map, op->regions[i]);
    }
}

static void add_targets_of_parts(struct cell_map *map, cell_list *set, const struct cell *cell)
{
    for (size_t i = 0; i < cell->parts.len; i++) {
        const struct cell *part = cell->parts.data[i];
        if (part->kind != CELL_FIELD)
            continue;
        cell_add_targets(map, set, &part->targets);
        add_targets_of_parts(map, set, part);
    }
}

/* Adds what pointers that are read from `cell` may point to: stored there, or at another
 * granularity, into the whole or into a part. */
static void add_targets(struct cell_map *map, cell_list *set, const struct cell *cell)
{
    add_targets_of_parts(map, set, cell);
    cell_add_targets(map, set, &cell->targets);
    for (; cell->kind == CELL_FIELD; cell = cell->parent)
        cell_add_targets(map, set, &cell->parent->targets);
}

static void see_load(struct cell_map *map, const struct ir_op *op)
{
    const struct ir_value *result = ir_result(op);
    if (!ir_type_is_ptr(result->type))
        return;
    const cell_list *from = &map->sets[op->operands[0]->id];
    for (size_t i = 0; i < from->len; i++) {
        struct cell *cell = from->data[i];
        if (cell_is_from_outside(cell))
            cell_see_pointee(map, cell, cells_content_type(result->type->elem));
        add_targets(map, &map->sets[result->id], cell);
    }
}

static void see_store(struct cell_map *map, const struct ir_op *op)
{
    if (!ir_type_is_ptr(op->operands[1]->type))
        return;
    const cell_list *to = &map->sets[op->operands[0]->id];
    for (size_t i = 0; i < to->len; i++)
        cell_add_targets(map, &to->data[i]->targets, &map->sets[op->operands[1]->id]);
}

static void copy_targets(struct cell_map *map, struct cell *to, struct cell *from)
{
    if (to->type != from->type) {
        add_targets(map, &to->targets, from);
        return;
    }
    cell_add_targets(map, &to->targets, &from->targets);
    for (size_t i = 0; i < from->parts.len; i++)
        if (from->parts.data[i]->kind == CELL_FIELD)
            copy_targets(map, cells_field(map, to, from->parts.data[i]->field),
                         from->parts.data[i]);
}

static void see_copy(struct cell_map *map, const struct ir_op *op)
{
    struct ir_copied copied = ir_op_copied(op);
    const cell_list *to = &map->sets[copied.to->id], *from = &map->sets[copied.from->id];
    for (size_t i = 0; i < to->len; i++)
        for (size_t k = 0; k < from->len; k++) {
            struct cell *source = from->data[k];
            if (to->data[i] == source)
                continue;
            cells_expand(map, source);
            if (cell_is_from_outside(source))
                cell_see_pointees(map, source);
            copy_targets(map, to->data[i], source);
            for (const struct cell *part = source; part->kind == CELL_FIELD; part = part->parent)
                cell_add_targets(map, &to->data[i]->targets, &part->parent->targets);
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
    case IR_REALLOC:
        cell_originate(map, ir_result(op));
        see_copy(map, op);
        break;
    case IR_COPY:
    case IR_MOVE:
        see_copy(map, op);
        break;
    case IR_FOR:
    case IR_WHILE:
        see_carried(map, op);
        break;
    case IR_CALL:
        cell_see_call(map, op);
        break;
    case IR_PTRCAST:
        see_cast(map, op);
        break;
    case IR_PTRADD:
        see_ptradd(map, op);
        break;
    case IR_ELEM:
        flow(map, op->operands[0], ir_result(op));
        break;
    case IR_SELECT:
        flow(map, op->operands[1], ir_result(op));
        flow(map, op->operands[2], ir_result(op));
        break;
    case IR_PUSH:
        cell_add_targets(map, &map->stacks[op->attr.stack], &map->sets[op->operands[0]->id]);
        break;
    case IR_POP:
        cell_add_targets(map, &map->sets[ir_result(op)->id], &map->stacks[op->attr.stack]);
        break;
    default:
        if (ir_op_info(op)->effect == IR_EFFECT_ALLOC)
            cell_originate(map, ir_result(op));
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
    map->is_used = ARENA_ARRAY(arena, bool, func->value_count);
    find_uses(map, func->body);
    map->stacks = ARENA_ARRAY(arena, cell_list, func->stack_count + 1);
    for (size_t i = 0; i < func->body->args.len; i++)
        if (ir_type_is_ptr(func->body->args.data[i]->type))
            cell_originate(map, func->body->args.data[i]);
    do {
        map->changed = false;
        see_region(map, func->body);
    } while (map->changed);
    return map;
}
