/* Arrays that loops fill from end to end: what is in them now, rather than what ever was.
 *
 * A local array is uniform when all that is written to it are its elements 0 to n, by loops over
 * the same counters whose index is the counter, or zeros over all of it. Then, when such a loop has
 * stored to each element, nothing else is left in the array: as in a softmax that is made in place,
 * where scores are overwritten by exponentials, and those by their quotients. */
#include "analysis/range_state.h"

#include "ir/build.h"

/* The counters of a loop, as numbers of its operands. */
struct section {
    uint32_t base, from, to, step;
    enum ir_predicate pred;
};

struct range_array {
    bool is_uniform, is_zeroed;
    bool has_section;
    struct section section;
    struct interval here;     /* what its elements hold, those that were ever written */
    const struct ir_op *loop; /* the loop under way that goes over it; NULL for none */
    struct interval before;   /* what they held before that loop */
    struct interval stored;   /* what it has stored */
    bool is_touched;          /* stored to in this turn of the loop */
};

/* A loop writes to an array, somewhere in its body. */
struct range_fill {
    uint32_t place;
    bool is_whole;   /* each turn stores to the element of the counter */
    bool is_foreign; /* a turn may also store to other elements */
    struct range_fill *next;
};

/* ---- finding them */

static const struct ir_value *index_of(const struct ir_value *address)
{
    const struct ir_op *def = address->def;
    if (!def || (def->code != IR_ELEM && def->code != IR_PTRADD))
        return NULL;
    return range_unconverted(def->operands[1]);
}

/* The loop whose counter an address is indexed by; NULL for any other address. */
static const struct ir_op *loop_of(const struct ir_value *address)
{
    const struct ir_value *index = index_of(address);
    const struct ir_op *loop = index && !index->def ? index->region->op : NULL;
    return loop && loop->code == IR_FOR && ir_loop_counter(loop) == index ? loop : NULL;
}

static struct section section_of(const struct ranges *r, const struct ir_op *loop,
                                 const struct ir_value *address)
{
    const struct numbering *n = &r->numbering;
    return (struct section){.base = numbering_of(n, address->def->operands[0]),
                            .from = numbering_of(n, loop->operands[0]),
                            .to = numbering_of(n, loop->operands[1]),
                            .step = numbering_of(n, loop->operands[2]),
                            .pred = loop->attr.loop.pred};
}

static bool same_section(const struct section *x, const struct section *y)
{
    return x->base == y->base && x->from == y->from && x->to == y->to && x->step == y->step &&
           x->pred == y->pred;
}

bool range_is_fixed(const struct ranges *r, const struct ir_value *value,
                    const struct ir_region *region)
{
    value = r->numbering.values[numbering_of(&r->numbering, value)];
    return range_is_constant(value) || ir_region_contains(value->region, region);
}

static bool fits_section(const struct ranges *r, struct range_array *array, const struct cell *cell,
                         const struct ir_value *address)
{
    const struct ir_op *loop = loop_of(address);
    const struct ir_region *region = cell->origin->def ? cell->origin->def->region : r->func->body;
    if (!loop || !range_is_fixed(r, address->def->operands[0], region))
        return false;
    for (uint32_t i = 0; i < 3; i++)
        if (!range_is_fixed(r, loop->operands[i], region))
            return false;
    struct section section = section_of(r, loop, address);
    if (!array->has_section)
        array->section = section;
    array->has_section = true;
    return same_section(&array->section, &section);
}

static void see_place(struct ranges *r, const struct ir_op *op, const struct cell *cell,
                      uint32_t place)
{
    struct range_array *array = &r->arrays[place];
    if (op->code == IR_ZERO)
        array->is_zeroed = true;
    else
        array->is_uniform = array->is_uniform && op->code == IR_STORE &&
                            op->operands[1]->type == cell->type &&
                            fits_section(r, array, cell, op->operands[0]);
}

static void spoil(struct ranges *r, const struct cell *cell)
{
    r->arrays[cell->index].is_uniform = false;
    for (const struct range_part *part = r->parts[cell->index]; part; part = part->next)
        r->arrays[part->place].is_uniform = false;
}

/* What an operation writes to can be uniform where it is one place; where it may be several, none
 * of them is, unless all are made zero. */
static void see_write(struct ranges *r, const struct ir_op *op)
{
    const cell_list *cells = cells_of(r->cells, op->operands[0]);
    if (op->code == IR_STORE)
        range_diagonals_see(r, op);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *cell = cells->data[i];
        bool is_one, is_zero = op->code == IR_ZERO;
        const struct range_part *part = range_parts_written(r, cell, op->operands[0], &is_one);
        if (!is_zero && (cells->len > 1 || (part && !is_one)))
            spoil(r, cell);
        see_place(r, op, cell, cell->index);
        for (; part; part = is_one ? NULL : part->next)
            see_place(r, op, cell, part->place);
    }
    for (size_t i = 0; !cells->len && i < r->place_count; i++)
        r->arrays[i].is_uniform = false;
}

static void see_call(struct ranges *r, const struct ir_op *op)
{
    struct cell_reach reached = cells_reached(r->cells, op);
    for (size_t i = 0; i < reached.written.len; i++)
        spoil(r, reached.written.data[i]);
}

/* Notes that each loop around `op` writes to the place. */
static void add_fills(struct ranges *r, const struct ir_op *op, uint32_t place)
{
    const struct ir_op *own = loop_of(op->operands[0]);
    for (const struct ir_op *loop = op->region->op; loop; loop = loop->region->op) {
        if (loop->code == IR_IF)
            continue;
        struct range_fill **fills = &r->fills[ir_loop_counter(loop)->id];
        bool is_whole = op->code == IR_STORE && loop == own && op->region == loop->regions[0];
        struct range_fill *fill = *fills;
        while (fill && fill->place != place)
            fill = fill->next;
        if (!fill) {
            fill = ARENA_NEW(r->arena, struct range_fill);
            *fill = (struct range_fill){.place = place, .next = *fills};
            *fills = fill;
        }
        fill->is_whole |= is_whole;
        fill->is_foreign |= loop != own;
    }
}

static void see_any(struct ranges *r, const struct ir_op *op)
{
    range_sizes_see(r, op);
    if (op->code == IR_CALL)
        see_call(r, op);
    else
        see_write(r, op);
}

static void see_fill(struct ranges *r, const struct ir_op *op)
{
    if (op->code != IR_STORE && op->code != IR_ZERO)
        return;
    const cell_list *cells = cells_of(r->cells, op->operands[0]);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *cell = cells->data[i];
        bool is_one;
        const struct range_part *part = range_parts_written(r, cell, op->operands[0], &is_one);
        if (r->arrays[cell->index].is_uniform)
            add_fills(r, op, cell->index);
        for (; part; part = is_one ? NULL : part->next)
            if (r->arrays[part->place].is_uniform)
                add_fills(r, op, part->place);
    }
}

static bool is_in_loop(const struct ir_op *op)
{
    const struct ir_op *outer = op->region->op;
    while (outer && outer->code == IR_IF)
        outer = outer->region->op;
    return outer != NULL;
}

/* An array of numbers that nobody but the function fills, and of which there is one at a time. */
static bool may_be_uniform(const struct ranges *r, const struct cell *cell)
{
    if (cell->kind != CELL_OBJECT || cell->type->kind != IR_TYPE_SCALAR || cell->is_filled)
        return false;
    const struct ir_op *def = cell->origin->def;
    if (!def)
        return r->func->params.data[cell->origin->index].is_work;
    return ir_op_info(def)->effect == IR_EFFECT_ALLOC && (def->code == IR_SLOT || !is_in_loop(def));
}

static void begin_place(struct ranges *r, const struct cell *cell, uint32_t place)
{
    const struct ir_op *def = cell->kind == CELL_OBJECT ? cell->origin->def : NULL;
    struct range_array *array = &r->arrays[place];
    array->is_uniform = may_be_uniform(r, cell);
    array->is_zeroed = array->is_uniform && def && def->code == IR_CALLOC;
}

void range_find_arrays(struct ranges *r)
{
    r->arrays = ARENA_ARRAY(r->arena, struct range_array, r->place_count + 1);
    r->is_computed = ARENA_ARRAY(r->arena, bool, cells_count(r->cells) + 1);
    r->diagonals = ARENA_ARRAY(r->arena, struct range_diagonal *, cells_count(r->cells) + 1);
    r->fills = ARENA_ARRAY(r->arena, struct range_fill *, r->func->value_count + 1);
    for (size_t i = 0; i < cells_count(r->cells); i++) {
        const struct cell *cell = cells_at(r->cells, i);
        begin_place(r, cell, cell->index);
        for (const struct range_part *part = r->parts[i]; part; part = part->next)
            begin_place(r, cell, part->place);
    }
    for (size_t i = 0; i < r->writes.len; i++)
        see_any(r, r->writes.data[i]);
    for (size_t i = 0; i < r->place_count; i++)
        r->arrays[i].is_uniform &= r->arrays[i].has_section;
    for (size_t i = 0; i < r->writes.len; i++)
        see_fill(r, r->writes.data[i]);
}

/* ---- following them */

static struct interval at_start(const struct range_array *array)
{
    return array->is_zeroed ? (struct interval){.soft_zero = true} : interval_empty();
}

void range_start_arrays(struct ranges *r)
{
    for (size_t i = 0; i < r->place_count; i++) {
        r->arrays[i].here = at_start(&r->arrays[i]);
        r->arrays[i].loop = NULL;
    }
    for (size_t i = 0; i < cells_count(r->cells); i++)
        range_diagonals_forget(r, cells_at(r->cells, i));
}

/* Changes what an array holds here, until the branch ends. */
static void set_here(struct ranges *r, uint32_t place, struct interval here)
{
    vec_push(r->arena, &r->array_undo, (struct range_change){place, r->arrays[place].here});
    r->arrays[place].here = here;
}

static void begin_here(struct ranges *r, uint32_t place)
{
    set_here(r, place, at_start(&r->arrays[place]));
}

/* A slot is made anew each time. */
void range_array_made(struct ranges *r, const struct ir_value *object)
{
    const cell_list *cells = cells_of(r->cells, object);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *cell = cells->data[i];
        begin_here(r, cell->index);
        for (const struct range_part *part = r->parts[cell->index]; part; part = part->next)
            begin_here(r, part->place);
    }
}

void range_array_zeroed(struct ranges *r, uint32_t place)
{
    struct interval zero = {.soft_zero = true};
    set_here(r, place, interval_join(r->arrays[place].here, zero));
}

bool range_array_load(const struct ranges *r, const struct ir_op *load, struct interval *range)
{
    uint32_t place = range_place_read(r, load->operands[0]);
    const struct range_array *array = place == RANGE_NO_PLACE ? NULL : &r->arrays[place];
    if (!array || !array->is_uniform)
        return false;
    *range = array->here;
    const struct ir_op *loop = loop_of(load->operands[0]);
    if (loop && loop == array->loop && !array->is_touched) {
        struct section section = section_of(r, loop, load->operands[0]);
        if (same_section(&section, &array->section))
            *range = array->before;
    }
    return true;
}

void range_array_store(struct ranges *r, uint32_t place, struct interval stored)
{
    struct range_array *array = &r->arrays[place];
    array->stored = interval_join(array->stored, stored);
    array->is_touched = true;
}

/* What may be in an array at any time. */
static struct interval ever(const struct ranges *r, uint32_t place)
{
    return r->contents[place].value;
}

void range_arrays_enter(struct ranges *r, const struct ir_op *op)
{
    const struct range_fill *fill = r->fills[ir_loop_counter(op)->id];
    for (; fill; fill = fill->next) {
        struct range_array *array = &r->arrays[fill->place];
        vec_push(r->arena, &r->outer,
                 (struct range_outer){array->loop, array->before, array->stored});
        array->before = array->here;
        array->loop = fill->is_foreign ? NULL : op;
        array->stored = interval_empty();
        array->is_touched = false;
        set_here(r, fill->place, ever(r, fill->place));
    }
}

static uint32_t fill_count(const struct range_fill *fill)
{
    uint32_t count = 0;
    for (; fill; fill = fill->next)
        count++;
    return count;
}

void range_arrays_leave(struct ranges *r, const struct ir_op *op)
{
    const struct range_fill *fill = r->fills[ir_loop_counter(op)->id];
    size_t first = r->outer.len - fill_count(fill);
    for (size_t i = first; fill; fill = fill->next, i++) {
        struct range_array *array = &r->arrays[fill->place];
        const struct range_outer *outer = &r->outer.data[i];
        set_here(r, fill->place,
                 fill->is_whole ? interval_join(array->stored, at_start(array))
                                : ever(r, fill->place));
        array->stored = interval_join(array->stored, outer->stored);
        array->before = outer->before;
        array->loop = outer->loop;
        array->is_touched = true;
    }
    r->outer.len = first;
}

void range_arrays_restore(struct ranges *r, size_t mark)
{
    for (size_t i = r->array_undo.len; i-- > mark;)
        r->arrays[r->array_undo.data[i].number].here = r->array_undo.data[i].old;
}

/* Leaves one change an array behind: kept as they were, they would double with each IF around. */
void range_arrays_join(struct ranges *r, size_t mark)
{
    size_t end = r->array_undo.len;
    r->array_undo.len = mark;
    for (size_t i = mark; i < end; i++) {
        uint32_t place = r->array_undo.data[i].number;
        if (!interval_equals(r->arrays[place].here, ever(r, place)))
            set_here(r, place, ever(r, place));
    }
}
