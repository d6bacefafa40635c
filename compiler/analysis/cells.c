/* Points-to sets by iteration until nothing changes. Sets only grow and cells are finitely many:
 * fields follow types, and a pointee of a type that its own path already went through is the cell
 * on the path, so a list is two cells long. Types that point to each other in many ways have more
 * paths than can be told apart; beyond MANY_CELLS one cell stands for all of a type. */
#include "analysis/cells.h"

#include "analysis/call_effects.h"
#include "analysis/library.h"
#include "analysis/walk.h"
#include "support/fault.h"

enum { MANY_CELLS = 4096 };

struct cell_map {
    bool *is_used; /* by value id: in another way than as the base of a step */
    struct arena *arena;
    const struct ir_func *func;
    cell_list cells;
    cell_list globals;
    cell_list *sets;   /* by value id */
    cell_list *stacks; /* by number: what was pushed */
    uint32_t mark;     /* the last that was given to cells */
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
    for (size_t i = 0; i < map->globals.len; i++)
        if (map->globals.data[i]->global == global)
            return map->globals.data[i];
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
    if (cell.kind == CELL_GLOBAL)
        vec_push(map->arena, &map->globals, made);
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

static const struct cell *root_of(const struct cell *cell)
{
    while (cell->parent)
        cell = cell->parent;
    return cell;
}

static void add_target(struct cell_map *map, cell_list *set, struct cell *cell)
{
    for (size_t i = 0; i < set->len; i++)
        if (set->data[i] == cell)
            return;
    vec_push(map->arena, set, cell);
    map->changed = true;
}

static void add_all(struct cell_map *map, cell_list *set, const cell_list *added)
{
    if (set == added || !added->len)
        return;
    map->mark++;
    for (size_t i = 0; i < set->len; i++)
        set->data[i]->mark = map->mark;
    for (size_t i = 0; i < added->len; i++) {
        if (added->data[i]->mark == map->mark)
            continue;
        added->data[i]->mark = map->mark;
        vec_push(map->arena, set, added->data[i]);
        map->changed = true;
    }
}

/* One that is known already to stand for a pointee of `cell`; NULL when there is none. */
static struct cell *find_pointee(struct cell_map *map, struct cell *cell,
                                 const struct ir_type *content)
{
    struct cell *part = find_part(cell, CELL_POINTEE, 0);
    if (part)
        return part;
    for (struct cell *above = cell; above; above = above->parent)
        if (above->type == content)
            return above;
    if (map->cells.len < MANY_CELLS)
        return NULL;
    for (size_t i = 0; i < map->cells.len; i++)
        if (map->cells.data[i]->kind == CELL_POINTEE && map->cells.data[i]->type == content &&
            root_of(map->cells.data[i]) == root_of(cell))
            return map->cells.data[i];
    return NULL;
}

/* Whether a cell has a pointer's target to `content` that it had on entry. */
static bool has_pointee(const struct cell *cell, const struct ir_type *content)
{
    return cell->entry && (cell->entry->type == content || cell->entry->parent == cell);
}

/* Says what a pointer to `content` that lay in `cell` on entry points to. */
static void see_pointee(struct cell_map *map, struct cell *cell, const struct ir_type *content)
{
    if (has_pointee(cell, content))
        return;
    struct cell *target = find_pointee(map, cell, content);
    if (!target)
        target =
            add_cell(map, (struct cell){.kind = CELL_POINTEE, .parent = cell, .type = content});
    cell->entry = target;
    add_target(map, &cell->targets, target);
}

static void flow(struct cell_map *map, const struct ir_value *from, const struct ir_value *to)
{
    add_all(map, &map->sets[to->id], &map->sets[from->id]);
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
    if (map->sets[ir_result(op)->id].len)
        return;
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
            add_target(map, &map->sets[ir_result(op)->id], cell);
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
            add_target(map, &map->sets[ir_result(op)->id], cell->parent);
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

/* Whether memory holds something that the function did not put there. */
static bool is_from_outside(const struct cell *cell)
{
    for (; cell->parent; cell = cell->parent)
        if (cell->is_filled)
            return true;
    return cell->is_filled || cell->kind == CELL_GLOBAL || !cell->origin->def ||
           cell->origin->def->code == IR_CALL;
}

static void add_targets_of_parts(struct cell_map *map, cell_list *set, const struct cell *cell)
{
    for (size_t i = 0; i < cell->parts.len; i++) {
        const struct cell *part = cell->parts.data[i];
        if (part->kind != CELL_FIELD)
            continue;
        add_all(map, set, &part->targets);
        add_targets_of_parts(map, set, part);
    }
}

/* Adds what pointers that are read from `cell` may point to: stored there, or at another
 * granularity, into the whole or into a part. */
static void add_targets(struct cell_map *map, cell_list *set, const struct cell *cell)
{
    add_targets_of_parts(map, set, cell);
    add_all(map, set, &cell->targets);
    for (; cell->kind == CELL_FIELD; cell = cell->parent)
        add_all(map, set, &cell->parent->targets);
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
            see_pointee(map, cell, cells_content_type(result->type->elem));
        add_targets(map, &map->sets[result->id], cell);
    }
}

static void see_store(struct cell_map *map, const struct ir_op *op)
{
    if (!ir_type_is_ptr(op->operands[1]->type))
        return;
    const cell_list *to = &map->sets[op->operands[0]->id];
    for (size_t i = 0; i < to->len; i++)
        add_all(map, &to->data[i]->targets, &map->sets[op->operands[1]->id]);
}

/* A copy takes pointers along that nothing has loaded yet. In memory that is not divided they are
 * taken to point back to it. */
static void see_pointees(struct cell_map *map, struct cell *cell)
{
    if (cell->type->kind == IR_TYPE_PTR)
        see_pointee(map, cell, cells_content_type(cell->type->elem));
    else if (cell->type->kind == IR_TYPE_VOID ||
             (cell->type->kind == IR_TYPE_RECORD && cell->type->record->is_union))
        see_pointee(map, cell, cell->type);
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD)
            see_pointees(map, cell->parts.data[i]);
}

static void copy_targets(struct cell_map *map, struct cell *to, struct cell *from)
{
    if (to->type != from->type) {
        add_targets(map, &to->targets, from);
        return;
    }
    add_all(map, &to->targets, &from->targets);
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
            if (is_from_outside(source))
                see_pointees(map, source);
            copy_targets(map, to->data[i], source);
            for (const struct cell *part = source; part->kind == CELL_FIELD; part = part->parent)
                add_all(map, &to->data[i]->targets, &part->parent->targets);
        }
}

/* ---- calls that are left */

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
    bool has_globals = !callee->kinds && !library_keeps_to_arguments(callee);
    for (size_t i = 0; has_globals && i < map->globals.len; i++) {
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
    add_all(map, &cell->targets, &stored);
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
static void see_call(struct cell_map *map, const struct ir_op *op)
{
    struct cell_reach reached = cells_reached(map, op);
    for (size_t i = 0; i < reached.read.len; i++) {
        if (!is_from_outside(reached.read.data[i]))
            continue;
        cells_expand(map, reached.read.data[i]);
        see_pointees(map, reached.read.data[i]);
    }
    bool stores = call_stores_pointers(op);
    for (size_t i = 0; stores && i < reached.written.len; i++)
        see_stores_into(map, op, &reached, reached.written.data[i]);
    if (!op->result_count || !ir_type_is_ptr(ir_result(op)->type))
        return;
    cell_list *set = &map->sets[ir_result(op)->id];
    originate(map, ir_result(op));
    if (stores || !ir_call_is_split(op))
        see_stores_into_new(map, op, &reached, set->data[0]);
    const cell_list returned = stored_by_call(map, op, &reached.read, ir_result(op)->type);
    add_all(map, set, &returned);
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
        originate(map, ir_result(op));
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
        see_call(map, op);
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
        add_all(map, &map->stacks[op->attr.stack], &map->sets[op->operands[0]->id]);
        break;
    case IR_POP:
        add_all(map, &map->sets[ir_result(op)->id], &map->stacks[op->attr.stack]);
        break;
    default:
        if (ir_op_info(op)->effect == IR_EFFECT_ALLOC)
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
    map->is_used = ARENA_ARRAY(arena, bool, func->value_count);
    find_uses(map, func->body);
    map->stacks = ARENA_ARRAY(arena, cell_list, func->stack_count + 1);
    for (size_t i = 0; i < func->body->args.len; i++)
        if (ir_type_is_ptr(func->body->args.data[i]->type))
            originate(map, func->body->args.data[i]);
    do {
        map->changed = false;
        see_region(map, func->body);
    } while (map->changed);
    return map;
}
