/* One walk over the function with a table of expressions.
 *
 * Memory is dated: each cell carries the stamp of the write that may have changed it last, and a
 * load is an expression of its address and the latest stamp of what it may read. A loop's body
 * begins with new stamps for all that it writes; so does what follows an IF. */
#include "analysis/number_table.h"

#include "support/fault.h"

#include <stdlib.h>

/* An old stamp, to be put back where a branch ends. */
struct stamping {
    uint32_t cell, old;
};

struct span {
    size_t begin, end;
};

/* A loop that is walked, and the stamp of what it writes where a turn begins. */
struct open_loop {
    const struct ir_op *loop;
    uint32_t clock;
};

struct numberer {
    struct arena *arena;
    struct cell_map *cells;
    struct number_table *table;
    uint32_t *numbers;
    const struct ir_value **values;
    uint32_t count;
    uint32_t *stamps; /* by cell, and one more for writes to nobody knows what */
    uint32_t clock;
    VEC(struct stamping) undo;
    VEC(uint32_t) writes;              /* cells, in the order of the text */
    VEC(struct span) loops;            /* by loop in the order of the text: its part of `writes` */
    size_t loop;                       /* the next one */
    VEC(struct open_loop) open;        /* the innermost one last */
    VEC(struct number_change) changes; /* by number, which grows */
};

/* ---- numbers */

static void give_new(struct numberer *n, const struct ir_value *value)
{
    n->values[n->count] = value;
    n->numbers[value->id] = n->count++;
}

static void give_number(struct numberer *n, const struct number_key *key,
                        const struct ir_value *value)
{
    uint32_t number = number_table_find_or_add(n->table, key, n->count);
    if (number == n->count)
        n->values[n->count++] = value;
    n->numbers[value->id] = number;
}

/* ---- keys */

static bool is_zero_index(const struct ir_value *index)
{
    return index->def && index->def->code == IR_CONST && index->def->attr.integer == 0;
}

/* Addresses that are the same by another name. */
static const struct ir_value *alias_of(const struct ir_op *op)
{
    bool is_step = op->code == IR_ELEM || op->code == IR_PTRADD;
    if (op->code == IR_PTRCAST || (is_step && is_zero_index(op->operands[1])))
        return op->operands[0];
    return NULL;
}

/* False for what has no key: it is equal to itself alone. */
static bool key_of(const struct numberer *n, const struct ir_op *op, struct number_key *key)
{
    if (op->operand_count > NUMBER_MOST_OPERANDS || op->code == IR_UNDEF || op->code == IR_STRING)
        return false;
    *key = (struct number_key){.code = op->code, .type = ir_result(op)->type};
    for (uint32_t i = 0; i < op->operand_count; i++) {
        GRADC_ASSERT(op->operands[i]);
        key->operands[i] = n->numbers[op->operands[i]->id];
    }
    switch (ir_op_info(op)->attr) {
    case IR_ATTR_INTEGER:
        key->attr = (uint64_t)op->attr.integer;
        break;
    case IR_ATTR_REAL:
        key->real = op->attr.real;
        break;
    case IR_ATTR_FIELD:
        key->attr = op->attr.field;
        break;
    case IR_ATTR_MATH:
        key->attr = op->attr.math;
        break;
    case IR_ATTR_GLOBAL:
        key->attr = (uint64_t)(uintptr_t)op->attr.global;
        break;
    default:
        break;
    }
    if (op->code == IR_ELEM)
        key->code = IR_PTRADD;
    if (ir_type_is_ptr(key->type))
        key->type = key->type->elem;
    number_key_normalise(key);
    return true;
}

static void number_pure(struct numberer *n, const struct ir_op *op)
{
    struct number_key key;
    const struct ir_value *alias = alias_of(op);
    if (alias)
        n->numbers[ir_result(op)->id] = n->numbers[alias->id];
    else if (key_of(n, op, &key))
        give_number(n, &key, ir_result(op));
    else
        give_new(n, ir_result(op));
}

/* ---- memory */

static void note_write(struct numberer *n, const struct cell *cell)
{
    vec_push(n->arena, &n->writes, cell->index);
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD)
            note_write(n, cell->parts.data[i]);
}

static void note_list(struct numberer *n, const cell_list *cells)
{
    for (size_t i = 0; i < cells->len; i++) {
        note_write(n, cells->data[i]);
        for (const struct cell *c = cells->data[i]; c->kind == CELL_FIELD; c = c->parent)
            vec_push(n->arena, &n->writes, c->parent->index);
    }
    if (!cells->len)
        vec_push(n->arena, &n->writes, (uint32_t)cells_count(n->cells));
}

/* Appends the cells that an operation may write to `writes`. */
static void note_writes(struct numberer *n, const struct ir_op *op)
{
    switch (op->code) {
    case IR_STORE:
    case IR_ACCUM:
    case IR_VSTORE:
    case IR_COPY:
    case IR_MOVE:
    case IR_ZERO:
    case IR_FREE:
        note_list(n, cells_of(n->cells, op->operands[0]));
        break;
    case IR_REALLOC:
        note_list(n, cells_of(n->cells, op->operands[0]));
        note_list(n, cells_of(n->cells, ir_result(op)));
        break;
    case IR_CALL: {
        struct cell_reach reached = cells_reached(n->cells, op);
        if (reached.written.len)
            note_list(n, &reached.written);
        break;
    }
    default:
        break;
    }
}

static void collect_loops(struct numberer *n, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        bool is_loop = op->code == IR_FOR || op->code == IR_WHILE;
        size_t loop = n->loops.len;
        if (is_loop)
            vec_push(n->arena, &n->loops, (struct span){n->writes.len, 0});
        note_writes(n, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            collect_loops(n, op->regions[i]);
        if (is_loop)
            n->loops.data[loop].end = n->writes.len;
    }
}

static void stamp(struct numberer *n, uint32_t cell)
{
    vec_push(n->arena, &n->undo, (struct stamping){cell, n->stamps[cell]});
    n->stamps[cell] = n->clock;
}

static void stamp_writes(struct numberer *n, struct span span)
{
    n->clock++;
    for (size_t i = span.begin; i < span.end; i++)
        stamp(n, n->writes.data[i]);
}

static uint32_t stamp_of(const struct numberer *n, const struct ir_value *address)
{
    const cell_list *cells = cells_of(n->cells, address);
    uint32_t latest = n->stamps[cells_count(n->cells)];
    for (size_t i = 0; i < cells->len; i++)
        if (n->stamps[cells->data[i]->index] > latest)
            latest = n->stamps[cells->data[i]->index];
    return latest;
}

static struct number_key load_key(const struct numberer *n, const struct ir_value *address,
                                  const struct ir_type *type)
{
    return (struct number_key){
        .code = IR_LOAD, .type = type, .operands = {n->numbers[address->id], stamp_of(n, address)}};
}

/* Whether a store leaves nothing but its value at its address. */
static bool fills(const struct numberer *n, const struct ir_op *store)
{
    const cell_list *cells = cells_of(n->cells, store->operands[0]);
    for (size_t i = 0; i < cells->len; i++)
        if (cells->data[i]->type != store->operands[1]->type)
            return false;
    return cells->len > 0;
}

static void number_write(struct numberer *n, const struct ir_op *op)
{
    struct span span = {n->writes.len, 0};
    note_writes(n, op);
    span.end = n->writes.len;
    stamp_writes(n, span);
    n->writes.len = span.begin;
    if (op->code == IR_STORE && fills(n, op)) {
        struct number_key key = load_key(n, op->operands[0], op->operands[1]->type);
        number_table_set(n->table, &key, n->numbers[op->operands[1]->id]);
    }
}

/* What was read is new: in which loop it may change. */
static void note_change(struct numberer *n, const struct ir_op *load)
{
    const struct ir_value *address = load->operands[0];
    bool is_unknown = !cells_of(n->cells, address)->len;
    size_t i = n->open.len;
    while (i > 0 && !is_unknown && stamp_of(n, address) < n->open.data[i - 1].clock)
        i--;
    if (i > 0)
        vec_push(n->arena, &n->changes,
                 (struct number_change){n->numbers[ir_result(load)->id], n->open.data[i - 1].loop});
}

static void number_load(struct numberer *n, const struct ir_op *op)
{
    const struct ir_value *result = ir_result(op);
    uint32_t count = n->count;
    if (!cells_of(n->cells, op->operands[0])->len) {
        give_new(n, result);
    } else {
        struct number_key key = load_key(n, op->operands[0], result->type);
        give_number(n, &key, result);
    }
    if (n->count > count && ir_type_is_ptr(result->type))
        note_change(n, op);
}

/* ---- the walk */

static void number_region(struct numberer *n, const struct ir_region *region);

/* Walks a branch and puts the stamps back; what it stamped stays in `undo`. */
static void number_branch(struct numberer *n, const struct ir_region *region)
{
    size_t begin = n->undo.len;
    number_region(n, region);
    for (size_t i = n->undo.len; i-- > begin;)
        n->stamps[n->undo.data[i].cell] = n->undo.data[i].old;
}

/* Stamps what the branches stamped, whose part of `undo` begins there. It is left with one entry a
 * cell: kept as it was, it would double with each IF around this one. */
static void stamp_branches(struct numberer *n, size_t begin)
{
    size_t end = n->undo.len;
    n->clock++;
    n->undo.len = begin;
    for (size_t i = begin; i < end; i++)
        if (n->stamps[n->undo.data[i].cell] != n->clock)
            stamp(n, n->undo.data[i].cell);
}

static void number_if(struct numberer *n, const struct ir_op *op)
{
    size_t begin = n->undo.len;
    number_branch(n, op->regions[0]);
    number_branch(n, op->regions[1]);
    stamp_branches(n, begin);
    const struct ir_op *yields[] = {ir_terminator(op->regions[0]), ir_terminator(op->regions[1])};
    for (uint32_t k = 0; k < op->result_count; k++) {
        struct number_key key = {.code = IR_SELECT,
                                 .type = op->results[k]->type,
                                 .operands = {n->numbers[op->operands[0]->id],
                                              n->numbers[yields[0]->operands[k]->id],
                                              n->numbers[yields[1]->operands[k]->id]}};
        give_number(n, &key, op->results[k]);
    }
}

static void number_loop(struct numberer *n, const struct ir_op *op)
{
    struct span writes = n->loops.data[n->loop++];
    stamp_writes(n, writes);
    vec_push(n->arena, &n->open, (struct open_loop){op, n->clock});
    number_region(n, op->regions[0]);
    n->open.len--;
    stamp_writes(n, writes);
    for (uint32_t i = 0; i < op->result_count; i++)
        give_new(n, op->results[i]);
}

static void number_op(struct numberer *n, const struct ir_op *op)
{
    switch (op->code) {
    case IR_IF:
        number_if(n, op);
        break;
    case IR_FOR:
    case IR_WHILE:
        number_loop(n, op);
        break;
    case IR_LOAD:
        number_load(n, op);
        break;
    default:
        if (ir_op_is_pure(op)) {
            number_pure(n, op);
            break;
        }
        number_write(n, op);
        for (uint32_t i = 0; i < op->result_count; i++)
            give_new(n, op->results[i]);
        break;
    }
}

static void number_region(struct numberer *n, const struct ir_region *region)
{
    for (size_t i = 0; i < region->args.len; i++)
        give_new(n, region->args.data[i]);
    IR_FOR_EACH_OP (op, region)
        number_op(n, op);
}

struct numbering numbering_build(struct arena *arena, const struct ir_func *func,
                                 struct cell_map *cells)
{
    struct numberer n = {.arena = arena, .cells = cells};
    n.table = number_table_create(arena, func->value_count);
    n.numbers = ARENA_ARRAY(arena, uint32_t, func->value_count + 1);
    n.values = ARENA_ARRAY(arena, const struct ir_value *, func->value_count + 1);
    n.stamps = ARENA_ARRAY(arena, uint32_t, cells_count(cells) + 1);
    collect_loops(&n, func->body);
    number_region(&n, func->body);
    struct numbering numbering = {n.numbers, n.values, n.count, n.table, {0}};
    numbering.changes.data = n.changes.data;
    numbering.changes.len = n.changes.len;
    return numbering;
}

static int compare_numbers(const void *x, const void *y)
{
    const struct number_change *a = x, *b = y;
    return (a->number > b->number) - (a->number < b->number);
}

const struct ir_op *numbering_changed_in(const struct numbering *numbering, uint32_t number)
{
    struct number_change key = {.number = number};
    const struct number_change *found = NULL;
    if (numbering->changes.len)
        found = bsearch(&key, numbering->changes.data, numbering->changes.len, sizeof key,
                        compare_numbers);
    return found ? found->loop : NULL;
}

static uint32_t find_number(const struct numbering *numbering, struct number_key key)
{
    number_key_normalise(&key);
    return number_table_find(numbering->table, &key);
}

uint32_t numbering_find(const struct numbering *numbering, enum ir_opcode code,
                        const struct ir_type *type, uint32_t x, uint32_t y)
{
    return find_number(numbering,
                       (struct number_key){.code = code, .type = type, .operands = {x, y}});
}

uint32_t numbering_find_math(const struct numbering *numbering, enum ir_math math,
                             const struct ir_type *type, uint32_t x, uint32_t y)
{
    return find_number(
        numbering,
        (struct number_key){.code = IR_MATH, .type = type, .attr = math, .operands = {x, y}});
}
