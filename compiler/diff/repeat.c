/* Looks for memory of the caller's that a function reads and writes, object by object: what is only
 * written is the same after every run. */
#include "diff/repeat.h"

#include "analysis/call_effects.h"
#include "analysis/cells.h"
#include "analysis/library.h"

/* What befalls one object. */
struct fate {
    bool is_read, is_written;
};

struct search {
    struct arena *arena;
    struct cell_map *cells;
    struct repeat found;
    struct fate *fates;               /* by index of a root cell */
    const struct ir_op *op;           /* that is looked at */
    VEC(const struct ir_func *) seen; /* functions that call themselves */
};

static void stop_at(struct search *s, const char *why)
{
    if (s->found.obstacle)
        return;
    s->found.obstacle = s->op;
    s->found.why = why;
}

/* ---- objects */

static bool is_from_caller(const struct cell *root)
{
    return root->kind == CELL_GLOBAL || !root->origin->def;
}

/* The object that a cell is part of; NULL when that lies behind a pointer in memory. */
static const struct cell *object_of(const struct cell *cell)
{
    for (; cell->parent; cell = cell->parent)
        if (cell->kind == CELL_POINTEE)
            return NULL;
    return cell;
}

static const struct cell *root_of(const struct cell *cell)
{
    while (cell->parent)
        cell = cell->parent;
    return cell;
}

static void note_write(struct search *s, const struct cell *cell)
{
    const struct cell *root = root_of(cell);
    if (!is_from_caller(root))
        return;
    if (!object_of(cell)) {
        stop_at(s, "writes to memory behind pointers in memory");
        return;
    }
    s->fates[root->index].is_written = true;
    if (root->kind == CELL_OBJECT && !s->found.changes[root->origin->index].file)
        s->found.changes[root->origin->index] = s->op->loc;
}

static void note_read(struct search *s, const struct cell *cell)
{
    s->fates[root_of(cell)->index].is_read = true;
}

static void note_step(struct search *s, const struct cell *cell)
{
    if (cell->kind != CELL_OBJECT || cell->origin->def || s->found.is_stepped[cell->origin->index])
        return;
    s->found.is_stepped[cell->origin->index] = true;
}

typedef void (*noter)(struct search *s, const struct cell *cell);

static void note_all(struct search *s, const cell_list *cells, noter note)
{
    for (size_t i = 0; i < cells->len; i++)
        note(s, cells->data[i]);
}

static void note_at(struct search *s, const struct ir_value *address, noter note)
{
    note_all(s, cells_of(s->cells, address), note);
}

/* ---- operations */

static void look_for_varying(struct search *s, const struct ir_region *region);

/* Of a function that calls itself, the calls that it leads to. */
static void look_into(struct search *s, const struct ir_callee *callee)
{
    for (size_t i = 0; i < s->seen.len; i++)
        if (s->seen.data[i] == callee->func)
            return;
    if (!callee->func)
        return;
    vec_push(s->arena, &s->seen, callee->func);
    look_for_varying(s, callee->func->body);
}

static void look_for_varying(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && library_may_vary(op->attr.callee))
            stop_at(s, "may get something else each time");
        if (op->code == IR_CALL)
            look_into(s, op->attr.callee);
        for (uint32_t i = 0; i < op->region_count; i++)
            look_for_varying(s, op->regions[i]);
    }
}

static void look_at_call(struct search *s)
{
    const struct ir_op *op = s->op;
    struct cell_reach reached = cells_reached(s->cells, op);
    bool comes_back = op->result_count || reached.written.len;
    if (comes_back && library_may_vary(op->attr.callee))
        stop_at(s, "may get something else each time");
    note_all(s, &reached.read, note_read);
    if (call_writes(op))
        note_all(s, &reached.written, note_write);
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (ir_type_is_ptr(op->operands[i]->type))
            note_at(s, op->operands[i], note_step);
    look_into(s, op->attr.callee);
}

static bool is_constant(const struct ir_value *v, int64_t value)
{
    return v->def && v->def->code == IR_CONST && v->def->attr.integer == value;
}

static void look_at_free(struct search *s)
{
    const cell_list *cells = cells_of(s->cells, s->op->operands[0]);
    for (size_t i = 0; i < cells->len; i++)
        if (is_from_caller(root_of(cells->data[i])))
            stop_at(s, "frees memory of its caller's");
}

/* A copy of several objects goes from one to the next. */
static void look_at_copy(struct search *s)
{
    const struct ir_op *op = s->op;
    uint32_t ends = op->operand_count - 1;
    note_at(s, op->operands[0], note_write);
    if (ends == 2)
        note_at(s, op->operands[1], note_read);
    for (uint32_t i = 0; i < ends && !is_constant(op->operands[ends], 1); i++)
        note_at(s, op->operands[i], note_step);
}

static void look_at(struct search *s, const struct ir_op *op)
{
    s->op = op;
    switch (op->code) {
    case IR_LOAD:
        note_at(s, op->operands[0], note_read);
        break;
    case IR_STORE:
        note_at(s, op->operands[0], note_write);
        break;
    case IR_ACCUM:
        note_at(s, op->operands[0], note_read);
        note_at(s, op->operands[0], note_write);
        break;
    case IR_ZERO:
    case IR_COPY:
    case IR_MOVE:
        look_at_copy(s);
        break;
    case IR_PTRADD:
        if (!is_constant(op->operands[1], 0))
            note_at(s, op->operands[0], note_step);
        break;
    case IR_PTRCAST:
        if (op->operands[0]->type->elem != ir_result(op)->type->elem)
            note_at(s, op->operands[0], note_step);
        break;
    case IR_FREE:
        look_at_free(s);
        break;
    case IR_CALL:
        look_at_call(s);
        break;
    default:
        break;
    }
}

static void look_in(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        look_at(s, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            look_in(s, op->regions[i]);
    }
}

static void take_result(struct search *s, const struct cell *root)
{
    const struct fate *fate = &s->fates[root->index];
    if (!is_from_caller(root) || !fate->is_read || !fate->is_written)
        return;
    if (root->kind == CELL_GLOBAL)
        vec_push(s->arena, &s->found.globals, (struct ir_global *)root->global);
    else
        s->found.is_changed[root->origin->index] = true;
}

struct repeat repeat_find(struct arena *arena, const struct ir_func *func)
{
    size_t params = func->params.len + 1;
    struct search s = {.arena = arena, .cells = cells_build(arena, func)};
    s.found.is_changed = ARENA_ARRAY(arena, bool, params);
    s.found.is_stepped = ARENA_ARRAY(arena, bool, params);
    s.found.changes = ARENA_ARRAY(arena, struct src_loc, params);
    s.fates = ARENA_ARRAY(arena, struct fate, cells_count(s.cells) + 1);
    look_in(&s, func->body);
    for (size_t i = 0; i < cells_count(s.cells); i++)
        if (!cells_at(s.cells, i)->parent)
            take_result(&s, cells_at(s.cells, i));
    return s.found;
}
