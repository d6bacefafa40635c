/* Cells, their parts, and what they may lead to. Cells are finitely many: fields follow types, and
 * a pointee of a type that its own path already went through is the cell on the path, so a list is
 * two cells long. Types that point to each other in many ways have more paths than can be told
 * apart; beyond MANY_CELLS one cell stands for all of a type. */
#include "analysis/cell_state.h"

#include "support/fault.h"

enum { MANY_CELLS = 4096 };

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

struct cell *cell_add(struct cell_map *map, struct cell cell)
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
    return cell_add(map,
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

void cell_add_target(struct cell_map *map, cell_list *set, struct cell *cell)
{
    for (size_t i = 0; i < set->len; i++)
        if (set->data[i] == cell)
            return;
    vec_push(map->arena, set, cell);
    map->changed = true;
}

void cell_add_targets(struct cell_map *map, cell_list *set, const cell_list *added)
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
void cell_see_pointee(struct cell_map *map, struct cell *cell, const struct ir_type *content)
{
    if (has_pointee(cell, content))
        return;
    struct cell *target = find_pointee(map, cell, content);
    if (!target)
        target =
            cell_add(map, (struct cell){.kind = CELL_POINTEE, .parent = cell, .type = content});
    cell->entry = target;
    cell_add_target(map, &cell->targets, target);
}

static struct cell *object_of(struct cell_map *map, const struct ir_value *origin)
{
    const struct ir_type *content = cells_content_type(origin->type->elem);
    return cell_add(map, (struct cell){.kind = CELL_OBJECT, .origin = origin, .type = content});
}

void cell_originate(struct cell_map *map, const struct ir_value *pointer)
{
    if (!map->sets[pointer->id].len)
        cell_add_target(map, &map->sets[pointer->id], object_of(map, pointer));
}

/* Whether memory holds something that the function did not put there. */
bool cell_is_from_outside(const struct cell *cell)
{
    for (; cell->parent; cell = cell->parent)
        if (cell->is_filled)
            return true;
    return cell->is_filled || cell->kind == CELL_GLOBAL || !cell->origin->def ||
           cell->origin->def->code == IR_CALL;
}

/* A copy takes pointers along that nothing has loaded yet. In memory that is not divided they are
 * taken to point back to it. */
void cell_see_pointees(struct cell_map *map, struct cell *cell)
{
    if (cell->type->kind == IR_TYPE_PTR)
        cell_see_pointee(map, cell, cells_content_type(cell->type->elem));
    else if (cell->type->kind == IR_TYPE_VOID ||
             (cell->type->kind == IR_TYPE_RECORD && cell->type->record->is_union))
        cell_see_pointee(map, cell, cell->type);
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD)
            cell_see_pointees(map, cell->parts.data[i]);
}
