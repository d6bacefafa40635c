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

static void see_store(struct ranges *r, const struct ir_op *store)
{
    const struct cell *cell = pool_cell(r, store->operands[0]);
    uint32_t pointer;
    if (!cell || stored_from(r, cell, store->operands[0], &pointer) != FROM_PART ||
        find_part(r, cell, pointer))
        return;
    struct range_part *part = ARENA_NEW(r->arena, struct range_part);
    *part = (struct range_part){.pointer = pointer, .next = r->parts[cell->index]};
    r->parts[cell->index] = part;
}

/* Whether an index is surely less: a constant, or the counter of a loop up to one. */
static bool is_below(const struct ir_value *index, int64_t limit)
{
    index = range_unconverted(index);
    if (range_is_constant(index))
        return index->def->attr.integer < limit;
    const struct ir_op *loop = index->def ? NULL : index->region->op;
    if (!loop || loop->code != IR_FOR || ir_loop_counter(loop) != index)
        return false;
    const struct ir_value *to = range_unconverted(loop->operands[1]);
    return range_is_constant(to) && loop->attr.loop.pred == IR_PRED_LT &&
           to->def->attr.integer <= limit;
}

/* Whether all that is stored from the beginning of a block is before an element. */
static bool ends_before(const struct ranges *r, const struct cell *cell, int64_t element)
{
    for (size_t i = 0; i < r->writes.len; i++) {
        const struct ir_op *op = r->writes.data[i];
        uint32_t pointer;
        if (op->code != IR_STORE || pool_cell(r, op->operands[0]) != cell ||
            stored_from(r, cell, op->operands[0], &pointer) != FROM_BEGINNING)
            continue;
        const struct ir_op *step = op->operands[0]->def;
        bool is_single =
            is_step(step) && same_value(r, step->operands[0]) == same_value(r, cell->origin);
        if (!is_single || !is_below(step->operands[1], element))
            return false;
    }
    return true;
}

/* Whether a block with one part besides its beginning is divided there: at a variable element, or
 * one that the beginning does not reach. */
static bool is_divided(const struct ranges *r, const struct cell *cell,
                       const struct range_part *part)
{
    const struct ir_op *step = r->numbering.values[part->pointer]->def;
    if (step->code != IR_ELEM && step->code != IR_PTRADD)
        return false;
    const struct ir_value *index = range_unconverted(step->operands[1]);
    return !range_is_constant(index) || ends_before(r, cell, index->def->attr.integer);
}

static bool is_pool(const struct ranges *r, const struct cell *cell)
{
    const struct range_part *parts = r->parts[cell->index];
    return parts && (parts->next || is_divided(r, cell, parts));
}

void range_find_parts(struct ranges *r)
{
    size_t cell_count = cells_count(r->cells);
    r->parts = ARENA_ARRAY(r->arena, struct range_part *, cell_count + 1);
    r->place_count = (uint32_t)cell_count;
    for (size_t i = 0; i < r->writes.len; i++)
        if (r->writes.data[i]->code == IR_STORE)
            see_store(r, r->writes.data[i]);
    for (size_t i = 0; i < cell_count; i++) {
        if (!is_pool(r, cells_at(r->cells, i)))
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
