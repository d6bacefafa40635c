/* Blocks of memory that several arrays share: what is in each of them.
 *
 * A part is what one pointer leads to that was made from the block once, before any loop, and is
 * stepped from since: `probs` after `probs = block + n`. A block with two such parts besides its
 * beginning, or with one behind a number of elements that is a variable, is a pool. What is stored
 * through one pointer is taken to be in that part alone, since pools are divided so that their
 * parts do not overlap; what is stored in any other way is taken to be in all parts. */
#include "analysis/range_state.h"

/* How the memory that an address leads to was come by. */
enum origin { FROM_PART, FROM_BEGINNING, FROM_ANYWHERE };

struct range_part {
    uint32_t pointer; /* its number */
    uint32_t content; /* in `part_contents` */
    struct range_part *next;
};

struct range_pool {
    struct range_part *parts; /* that are stored to */
    uint32_t count;
    bool is_sized; /* one of them is behind a variable number of elements */
    uint32_t rest; /* in `part_contents`: what may be in any of them */
};

/* ---- finding them */

/* Whether a cell is one array of numbers, of the function's own. */
static bool may_be_pool(const struct ranges *r, const struct cell *cell)
{
    if (cell->kind != CELL_OBJECT)
        return false;
    const struct ir_op *def = cell->origin->def;
    const struct ir_type *type = cell->origin->type->elem;
    if (def && def->code == IR_SLOT && type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    bool is_ours =
        def ? ir_op_makes_object(def) : r->func->params.data[cell->origin->index].is_work;
    return is_ours && type->kind == IR_TYPE_SCALAR;
}

static bool is_step(const struct ir_op *op)
{
    return op && (op->code == IR_ELEM || op->code == IR_PTRADD || op->code == IR_PTRCAST);
}

/* The first value that has the same number. */
static const struct ir_value *same_value(const struct ranges *r, const struct ir_value *value)
{
    return r->numbering.values[numbering_of(&r->numbering, value)];
}

/* Whether a value is the same all the time that an object made in `region` lives, wherever it is
 * computed or, if it is a pointer, read. */
static bool is_the_same(const struct ranges *r, const struct ir_value *value,
                        const struct ir_region *region, int depth)
{
    if (range_is_fixed(r, value, region))
        return true;
    value = same_value(r, value);
    const struct ir_op *def = value->def;
    if (!def || !depth)
        return false;
    if (def->code == IR_LOAD) {
        const struct ir_op *loop =
            numbering_changed_in(&r->numbering, numbering_of(&r->numbering, value));
        if (!ir_type_is_ptr(value->type) || (loop && !ir_region_contains(loop->regions[0], region)))
            return false;
    }
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (!is_the_same(r, def->operands[i], region, depth - 1))
            return false;
    return def->code == IR_LOAD || ir_op_is_pure(def);
}

/* A pointer that was made by a step or read, and stays what it is. */
static bool is_divider(const struct ranges *r, const struct cell *cell, const struct ir_value *v)
{
    enum { DEEPEST = 8 };
    const struct ir_op *made = cell->origin->def;
    bool is_single = is_step(v->def) || (v->def && v->def->code == IR_LOAD);
    return is_single && is_the_same(r, v, made ? made->region : r->func->body, DEEPEST);
}

/* Whether an address that is accessed, rather than stepped from, might be that of a part: as the
 * element `block[n]`, which is `*probs`. */
static bool may_divide(const struct ranges *r, const struct cell *cell,
                       const struct ir_value *address)
{
    return is_step(address->def) && is_divider(r, cell, same_value(r, address)) &&
           same_value(r, address) != same_value(r, address->def->operands[0]);
}

/* Where an address was stepped to from; `*pointer` is the number of a part's pointer. */
static enum origin origin_of(const struct ranges *r, const struct cell *cell,
                             const struct ir_value *address, uint32_t *pointer)
{
    const struct ir_value *v = is_step(address->def) ? address->def->operands[0] : address;
    for (;; v = v->def->operands[0]) {
        v = same_value(r, v);
        if (v == same_value(r, cell->origin))
            return FROM_BEGINNING;
        *pointer = numbering_of(&r->numbering, v);
        if (is_divider(r, cell, v))
            return FROM_PART;
        if (!is_step(v->def))
            return FROM_ANYWHERE;
    }
}

/* The same of a store: one that might be to another part is to any. */
static enum origin stored_from(const struct ranges *r, const struct cell *cell,
                               const struct ir_value *address, uint32_t *pointer)
{
    return may_divide(r, cell, address) ? FROM_ANYWHERE : origin_of(r, cell, address, pointer);
}

/* The only cell that an address leads to, where it may be a pool's; else NULL. */
static const struct cell *pool_cell(const struct ranges *r, const struct ir_value *address)
{
    const cell_list *cells = cells_of(r->cells, address);
    return cells->len == 1 && may_be_pool(r, cells->data[0]) ? cells->data[0] : NULL;
}

static uint32_t new_content(struct ranges *r)
{
    struct range_unknown none = {.value = interval_empty(), .next = interval_empty()};
    vec_push(r->arena, &r->part_contents, none);
    return (uint32_t)r->part_contents.len - 1;
}

static struct range_part *find_part(const struct range_pool *pool, uint32_t pointer)
{
    struct range_part *part = pool->parts;
    while (part && part->pointer != pointer)
        part = part->next;
    return part;
}

static bool is_behind_variable(const struct ir_op *step)
{
    if (step->code != IR_ELEM && step->code != IR_PTRADD)
        return false;
    const struct ir_value *index = step->operands[1];
    while (index->def && index->def->code == IR_CONV)
        index = index->def->operands[0];
    return !ir_value_is_literal(index);
}

void range_parts_see(struct ranges *r, const struct ir_op *store)
{
    const struct cell *cell = pool_cell(r, store->operands[0]);
    uint32_t pointer;
    if (!cell || stored_from(r, cell, store->operands[0], &pointer) != FROM_PART)
        return;
    struct range_pool **pool = &r->pools[cell->index];
    if (!*pool) {
        *pool = ARENA_NEW(r->arena, struct range_pool);
        (*pool)->rest = new_content(r);
    }
    if (find_part(*pool, pointer))
        return;
    struct range_part *part = ARENA_NEW(r->arena, struct range_part);
    *part = (struct range_part){pointer, new_content(r), (*pool)->parts};
    (*pool)->parts = part;
    (*pool)->count++;
    (*pool)->is_sized |= is_behind_variable(r->numbering.values[pointer]->def);
}

/* ---- following them */

static const struct range_pool *pool_of(const struct ranges *r, const struct cell *cell)
{
    const struct range_pool *pool = r->pools[cell->index];
    return pool && (pool->count > 1 || pool->is_sized) ? pool : NULL;
}

void range_parts_spoil(struct ranges *r, const struct cell *cell, struct interval more)
{
    const struct range_pool *pool = pool_of(r, cell);
    if (pool)
        range_grow(r, &r->part_contents.data[pool->rest], more);
}

void range_parts_store(struct ranges *r, const struct cell *cell, const struct ir_value *address,
                       struct interval stored)
{
    const struct range_pool *pool = pool_of(r, cell);
    uint32_t pointer;
    if (!pool)
        return;
    enum origin origin =
        pool_cell(r, address) ? stored_from(r, cell, address, &pointer) : FROM_ANYWHERE;
    if (origin == FROM_PART)
        range_grow(r, &r->part_contents.data[find_part(pool, pointer)->content], stored);
    else if (origin == FROM_ANYWHERE)
        range_parts_spoil(r, cell, stored);
}

bool range_parts_load(const struct ranges *r, const struct ir_op *load, struct interval *range)
{
    const struct ir_value *address = load->operands[0];
    const struct cell *cell = pool_cell(r, address);
    const struct range_pool *pool = cell ? pool_of(r, cell) : NULL;
    uint32_t pointer;
    if (!pool || origin_of(r, cell, address, &pointer) != FROM_PART ||
        (may_divide(r, cell, address) && find_part(pool, numbering_of(&r->numbering, address))))
        return false;
    const struct range_part *part = find_part(pool, pointer);
    if (part)
        *range = interval_join(r->part_contents.data[part->content].value,
                               r->part_contents.data[pool->rest].value);
    return part != NULL;
}
