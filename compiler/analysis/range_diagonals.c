/* Diagonals of matrices: what is in them, rather than in the whole matrix.
 *
 * A factor of Cholesky's is anything below its diagonal and positive on it, and it is the
 * logarithms of the diagonal that are added up. So a loop that stores to the diagonal by itself, as
 * `l[j][j]` or `l[j * n + j]`, is taken to fill it, and its other stores not to touch it. What is
 * stored behind that loop in any other way may be anywhere. */
#include "analysis/range_state.h"

#include "ir/build.h"

/* What is written out entry by entry is not looked at: nobody would wait for it. */
enum { MOST_ENTRIES = 64 };

struct range_entry {
    const struct ir_op *store;
    struct interval stored; /* when the walk came by last */
    bool is_seen;           /* in this walk, and not forgotten since */
    struct range_entry *next;
};

struct range_diagonal {
    uint32_t matrix;             /* the number of the pointer to it; of others no note is taken */
    struct range_entry *entries; /* in the order of the text */
    unsigned count;
    const struct ir_op *last;      /* of the stores to it that this walk has seen; NULL for none */
    const struct ir_op *elsewhere; /* the last other store to the matrix since then */
};

/* ---- finding them */

static bool are_equal(const struct ranges *r, const struct ir_value *x, const struct ir_value *y)
{
    return numbering_of(&r->numbering, range_unconverted(x)) ==
           numbering_of(&r->numbering, range_unconverted(y));
}

static bool is_row_of(const struct ranges *r, const struct ir_value *row, const struct ir_value *i)
{
    const struct ir_op *def = range_unconverted(row)->def;
    return def && def->code == IR_MUL &&
           (are_equal(r, def->operands[0], i) || are_equal(r, def->operands[1], i));
}

static const struct ir_value *base_if(bool is_diagonal, const struct ir_op *step)
{
    return is_diagonal ? step->operands[0] : NULL;
}

/* The base of an address `base[i][i]`, `base[i * n + i]` or `base[i + i * n]`; NULL for others. */
static const struct ir_value *base_of(const struct ranges *r, const struct ir_value *address)
{
    const struct ir_op *def = address->def;
    if (!def || (def->code != IR_ELEM && def->code != IR_PTRADD))
        return NULL;
    const struct ir_op *row = def->operands[0]->def;
    const struct ir_op *sum = range_unconverted(def->operands[1])->def;
    if (row && def->code == IR_ELEM && (row->code == IR_ELEM || row->code == IR_PTRADD) &&
        def->operands[0]->type->elem->kind == IR_TYPE_ARRAY)
        return base_if(are_equal(r, row->operands[1], def->operands[1]), row);
    return base_if(sum && sum->code == IR_ADD &&
                       (is_row_of(r, sum->operands[0], sum->operands[1]) ||
                        is_row_of(r, sum->operands[1], sum->operands[0])),
                   def);
}

void range_diagonals_see(struct ranges *r, const struct ir_op *store)
{
    const cell_list *cells = cells_of(r->cells, store->operands[0]);
    const struct ir_value *base = base_of(r, store->operands[0]);
    if (cells->len != 1 || cells->data[0]->kind != CELL_OBJECT || !base)
        return;
    uint32_t matrix = numbering_of(&r->numbering, base);
    struct range_diagonal **diagonal = &r->diagonals[cells->data[0]->index];
    if (!*diagonal) {
        *diagonal = ARENA_NEW(r->arena, struct range_diagonal);
        (*diagonal)->matrix = matrix;
    }
    if (matrix != (*diagonal)->matrix)
        return;
    if (++(*diagonal)->count > MOST_ENTRIES) {
        **diagonal = (struct range_diagonal){.matrix = NUMBER_NONE};
        return;
    }
    struct range_entry **end = &(*diagonal)->entries;
    while (*end)
        end = &(*end)->next;
    *end = ARENA_NEW(r->arena, struct range_entry);
    (*end)->store = store;
}

/* ---- following them */

void range_diagonals_forget(struct ranges *r, const struct cell *cell)
{
    struct range_diagonal *diagonal = r->diagonals[cell->index];
    if (!diagonal)
        return;
    diagonal->last = diagonal->elsewhere = NULL;
    for (struct range_entry *entry = diagonal->entries; entry; entry = entry->next)
        entry->is_seen = false;
}

void range_diagonals_store(struct ranges *r, const struct cell *cell, const struct ir_op *store,
                           struct interval stored)
{
    struct range_diagonal *diagonal = r->diagonals[cell->index];
    if (!diagonal)
        return;
    struct range_entry *entry = diagonal->entries;
    while (entry && entry->store != store)
        entry = entry->next;
    if (!entry) {
        diagonal->elsewhere = store;
        return;
    }
    entry->stored = stored;
    entry->is_seen = true;
    diagonal->last = store;
    diagonal->elsewhere = NULL;
}

static bool is_within(const struct ir_op *loop, const struct ir_op *op)
{
    return ir_region_contains(loop->regions[0], op->region);
}

/* The outermost loop around the last store that `load` comes behind; NULL when there is none, or
 * when it need not have been run. */
static const struct ir_op *filling_loop(const struct range_diagonal *diagonal,
                                        const struct ir_op *load)
{
    const struct ir_op *filling = NULL;
    const struct ir_op *outer = diagonal->last ? diagonal->last->region->op : NULL;
    for (; outer && !ir_region_contains(outer->region, load->region); outer = outer->region->op)
        continue;
    if (outer && outer->code != IR_IF && !is_within(outer, load))
        filling = outer;
    bool is_spoilt = filling && diagonal->elsewhere && !is_within(filling, diagonal->elsewhere);
    return is_spoilt ? NULL : filling;
}

/* Whether another store to the same entry surely follows in the same turn. */
static bool is_replaced(const struct ranges *r, const struct range_entry *entry)
{
    uint32_t number = numbering_of(&r->numbering, entry->store->operands[0]);
    for (const struct range_entry *next = entry->next; next; next = next->next)
        if (next->is_seen && numbering_of(&r->numbering, next->store->operands[0]) == number &&
            ir_region_contains(next->store->region, entry->store->region))
            return true;
    return false;
}

bool range_diagonals_load(const struct ranges *r, const struct ir_op *load, struct interval *range)
{
    const cell_list *cells = cells_of(r->cells, load->operands[0]);
    const struct range_diagonal *diagonal =
        cells->len == 1 ? r->diagonals[cells->data[0]->index] : NULL;
    const struct ir_value *base = diagonal ? base_of(r, load->operands[0]) : NULL;
    if (!base || numbering_of(&r->numbering, base) != diagonal->matrix)
        return false;
    const struct ir_op *loop = filling_loop(diagonal, load);
    struct interval joined = interval_empty();
    for (const struct range_entry *entry = diagonal->entries; loop && entry; entry = entry->next)
        if (entry->is_seen && is_within(loop, entry->store) && !is_replaced(r, entry))
            joined = interval_join(joined, entry->stored);
    if (loop)
        *range = joined;
    return loop != NULL;
}
