/* Blocks of memory that several arrays share: what is in each of them.
 *
 * A part is what one pointer leads to that was made from the block once, before any loop, and is
 * stepped from since: `probs` after `probs = block + n`. A block with two such parts besides its
 * beginning is a pool, and so is one with a single part that is behind a variable number of
 * elements, or behind all that is stored from the beginning. What is stored through one pointer is
 * taken to be in that part alone, since pools are divided so that their parts do not overlap; what
 * is stored in any other way is taken to be in all parts. */
#include "analysis/range_state.h"

#include "ir/build.h"

/* How the memory that an address leads to was come by. */
enum origin { FROM_PART, FROM_BEGINNING, FROM_ANYWHERE };

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

/* The same of a write: one that might be to another part, or to the whole block, is to any. */
static enum origin stored_from(const struct ranges *r, const struct cell *cell,
                               const struct ir_value *address, uint32_t *pointer)
{
    enum origin origin = origin_of(r, cell, address, pointer);
    bool is_whole = same_value(r, address) == same_value(r, cell->origin);
    return is_whole || may_divide(r, cell, address) ? FROM_ANYWHERE : origin;
}

/* The only cell that an address leads to, where it may be a pool's; else NULL. */
static const struct cell *pool_cell(const struct ranges *r, const struct ir_value *address)
{
    const cell_list *cells = cells_of(r->cells, address);
    return cells->len == 1 && may_be_pool(r, cells->data[0]) ? cells->data[0] : NULL;
}

static struct range_part *find_part(const struct ranges *r, const struct cell *cell,
                                    uint32_t pointer)
{
    struct range_part *part = r->parts[cell->index];
    while (part && part->pointer != pointer)
        part = part->next;
    return part;
}

/* The element that an index is surely before: of a constant the next one, of the counter of a loop
 * up to a constant that; INT64_MAX where there is none. */
static int64_t end_of(const struct ir_value *index)
{
    index = range_unconverted(index);
    if (range_is_constant(index))
        return index->def->attr.integer < INT64_MAX ? index->def->attr.integer + 1 : INT64_MAX;
    const struct ir_op *loop = index->def ? NULL : index->region->op;
    if (!loop || loop->code != IR_FOR || ir_loop_counter(loop) != index)
        return INT64_MAX;
    const struct ir_value *to = range_unconverted(loop->operands[1]);
    bool is_known = range_is_constant(to) && loop->attr.loop.pred == IR_PRED_LT;
    return is_known ? to->def->attr.integer : INT64_MAX;
}

/* How far a store from the beginning of a block reaches. */
static int64_t reach_of(const struct ranges *r, const struct cell *cell,
                        const struct ir_value *address)
{
    const struct ir_op *step = address->def;
    bool is_single =
        is_step(step) && same_value(r, step->operands[0]) == same_value(r, cell->origin);
    return is_single && step->operand_count == 2 ? end_of(step->operands[1]) : INT64_MAX;
}

/* `reaches`: by cell, how far the stores from the beginning reach that were seen before. */
static void see_store(struct ranges *r, const struct ir_op *store, int64_t *reaches)
{
    const struct ir_value *address = store->operands[0];
    const struct cell *cell = pool_cell(r, address);
    uint32_t pointer;
    enum origin origin = cell ? stored_from(r, cell, address, &pointer) : FROM_ANYWHERE;
    if (origin == FROM_BEGINNING) {
        int64_t reach = reach_of(r, cell, address);
        reaches[cell->index] = reach > reaches[cell->index] ? reach : reaches[cell->index];
    }
    if (origin != FROM_PART || find_part(r, cell, pointer))
        return;
    struct range_part *part = ARENA_NEW(r->arena, struct range_part);
    *part = (struct range_part){.pointer = pointer, .next = r->parts[cell->index]};
    r->parts[cell->index] = part;
}

/* Whether a block with one part besides its beginning is divided there: at a variable element, or
 * one that the beginning does not reach. */
static bool is_divided(const struct ranges *r, const struct range_part *part, int64_t reach)
{
    const struct ir_op *step = r->numbering.values[part->pointer]->def;
    if (step->code != IR_ELEM && step->code != IR_PTRADD)
        return false;
    const struct ir_value *index = range_unconverted(step->operands[1]);
    return !range_is_constant(index) || reach <= index->def->attr.integer;
}

static bool is_pool(const struct ranges *r, const struct range_part *parts, int64_t reach)
{
    return parts && (parts->next || is_divided(r, parts, reach));
}

void range_find_parts(struct ranges *r)
{
    size_t cell_count = cells_count(r->cells);
    r->parts = ARENA_ARRAY(r->arena, struct range_part *, cell_count + 1);
    r->place_count = (uint32_t)cell_count;
    int64_t *reaches = ARENA_ARRAY(r->arena, int64_t, cell_count + 1);
    for (size_t i = 0; i < r->writes.len; i++)
        if (r->writes.data[i]->code == IR_STORE)
            see_store(r, r->writes.data[i], reaches);
    for (size_t i = 0; i < cell_count; i++) {
        if (!is_pool(r, r->parts[i], reaches[i]))
            r->parts[i] = NULL;
        for (struct range_part *part = r->parts[i]; part; part = part->next)
            part->place = r->place_count++;
    }
}

/* ---- asking for them */

const struct range_part *range_parts_written(const struct ranges *r, const struct cell *cell,
                                             const struct ir_value *address, bool *is_one)
{
    const struct range_part *parts = r->parts[cell->index];
    uint32_t pointer;
    *is_one = false;
    if (!parts || !pool_cell(r, address))
        return parts;
    enum origin origin = stored_from(r, cell, address, &pointer);
    *is_one = origin == FROM_PART;
    return origin == FROM_ANYWHERE ? parts : *is_one ? find_part(r, cell, pointer) : NULL;
}

uint32_t range_place_read(const struct ranges *r, const struct ir_value *address)
{
    const cell_list *cells = cells_of(r->cells, address);
    if (cells->len != 1)
        return RANGE_NO_PLACE;
    const struct cell *cell = cells->data[0];
    uint32_t pointer;
    if (!r->parts[cell->index] || origin_of(r, cell, address, &pointer) != FROM_PART ||
        (may_divide(r, cell, address) && find_part(r, cell, numbering_of(&r->numbering, address))))
        return cell->index;
    const struct range_part *part = find_part(r, cell, pointer);
    return part ? part->place : cell->index;
}
