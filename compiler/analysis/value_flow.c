/* One walk over the function; each kind of operation adds its edges. */
#include "analysis/value_flow.h"

#include "analysis/library.h"
#include "support/fault.h"

#include <string.h>

struct builder {
    struct arena *arena;
    const struct ir_func *func;
    struct cell_map *cells;
    VEC(struct flow_edge) edges;
    uint32_t node_count, first_cell, loss, first_stack;
    uint32_t control; /* the node of the region that is walked; the loss's stands for none */
};

const struct cell *flow_node_cell(const struct flow_graph *graph, uint32_t node)
{
    if (node < graph->first_cell || node >= graph->loss)
        return NULL;
    return cells_at(graph->cells, node - graph->first_cell);
}

static const struct ir_value *find_value(const struct ir_region *region, uint32_t id)
{
    for (size_t i = 0; i < region->args.len; i++)
        if (region->args.data[i]->id == id)
            return region->args.data[i];
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->result_count; i++)
            if (op->results[i]->id == id)
                return op->results[i];
        for (uint32_t i = 0; i < op->region_count; i++) {
            const struct ir_value *found = find_value(op->regions[i], id);
            if (found)
                return found;
        }
    }
    return NULL;
}

const struct ir_value *flow_node_value(const struct flow_graph *graph, uint32_t node)
{
    return node < graph->first_cell ? find_value(graph->func->body, node) : NULL;
}

static void add_edge(struct builder *b, uint32_t from, uint32_t to, enum flow_kind kind,
                     const struct ir_op *op)
{
    vec_push(b->arena, &b->edges, (struct flow_edge){from, to, kind, op});
}

static uint32_t cell_node(const struct builder *b, const struct cell *cell)
{
    return b->first_cell + cell->index;
}

static bool is_real_cell(const struct cell *cell)
{
    bool is_union = cell->type->kind == IR_TYPE_RECORD && cell->type->record->is_union;
    return ir_type_is_real(cell->type) || (is_union && ir_type_holds_real(cell->type));
}

/* As above, or not known to hold something else. */
static bool may_hold_real(const struct cell *cell)
{
    return is_real_cell(cell) || cell->type->kind == IR_TYPE_VOID ||
           cell->type->kind == IR_TYPE_RECORD;
}

/* Between two values where neither the operation nor a conversion is in the way. */
static enum flow_kind plain_kind(const struct ir_type *from, const struct ir_type *to)
{
    return ir_type_is_real(from) && ir_type_is_real(to) ? FLOW_SMOOTH : FLOW_CARRY;
}

static void value_to_value(struct builder *b, const struct ir_value *from,
                           const struct ir_value *to, enum flow_kind kind, const struct ir_op *op)
{
    if (kind == FLOW_SMOOTH)
        kind = plain_kind(from->type, to->type);
    add_edge(b, from->id, to->id, kind, op);
}

static enum flow_kind math_kind(enum ir_math math, uint32_t argument)
{
    switch (math) {
    case IR_MATH_FLOOR:
    case IR_MATH_CEIL:
    case IR_MATH_TRUNC:
    case IR_MATH_ROUND:
    case IR_MATH_RINT:
    case IR_MATH_NEARBYINT:
    case IR_MATH_LOGB:
        return FLOW_ROUND;
    case IR_MATH_COPYSIGN:
        return argument == 1 ? FLOW_SIGN : FLOW_SMOOTH;
    default:
        return FLOW_SMOOTH;
    }
}

static enum flow_kind conversion_kind(const struct ir_op *op)
{
    if (!ir_type_is_real(op->operands[0]->type))
        return FLOW_CARRY;
    const struct ir_type *to = ir_result(op)->type;
    return ir_type_is_real(to) ? FLOW_SMOOTH : ir_type_is_bool(to) ? FLOW_COMPARE : FLOW_CONVERT;
}

enum flow_kind flow_kind_of_operand(const struct ir_op *op, uint32_t i)
{
    if (ir_op_is_comparison(op))
        return ir_type_is_real(op->operands[i]->type) ? FLOW_COMPARE : FLOW_CARRY;
    switch (op->code) {
    case IR_CONV:
        return conversion_kind(op);
    case IR_STOP:
        return FLOW_STOP;
    case IR_THROUGH:
        return i == 0 ? FLOW_STOP : FLOW_SMOOTH;
    case IR_SELECT:
        return i == 0 ? FLOW_CHOICE : FLOW_SMOOTH;
    case IR_ELEM:
    case IR_PTRADD:
        return i == 1 ? FLOW_INDEX : FLOW_CARRY;
    case IR_MATH:
        return ir_type_is_real(op->operands[i]->type) && ir_type_is_integer(ir_result(op)->type)
                   ? FLOW_CONVERT
                   : math_kind(op->attr.math, i);
    default:
        return FLOW_SMOOTH;
    }
}

static void walk_pure(struct builder *b, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        value_to_value(b, op->operands[i], ir_result(op), flow_kind_of_operand(op, i), op);
}

static void read_cell(struct builder *b, const struct cell *cell, const struct ir_op *load)
{
    const struct ir_value *result = ir_result(load);
    bool real_result = ir_type_is_real(result->type);
    enum flow_kind kind = real_result                                              ? FLOW_SMOOTH
                          : is_real_cell(cell) && ir_type_is_integer(result->type) ? FLOW_PUN
                                                                                   : FLOW_CARRY;
    add_edge(b, cell_node(b, cell), result->id, kind, load);
}

static void read_parts(struct builder *b, const struct cell *cell, const struct ir_op *load)
{
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD) {
            read_cell(b, cell->parts.data[i], load);
            read_parts(b, cell->parts.data[i], load);
        }
}

/* What was stored at another granularity counts too: into the whole, or into a part. */
static void walk_load(struct builder *b, const struct ir_op *op)
{
    const cell_list *from = cells_of(b->cells, op->operands[0]);
    for (size_t i = 0; i < from->len; i++) {
        const struct cell *cell = from->data[i];
        read_cell(b, cell, op);
        for (const struct cell *part = cell; part->kind == CELL_FIELD; part = part->parent)
            read_cell(b, part->parent, op);
        read_parts(b, cell, op);
    }
    add_edge(b, op->operands[0]->id, ir_result(op)->id, FLOW_CARRY, op);
}

/* What decides that and where a cell is written. */
static void write_cell(struct builder *b, const struct cell *cell, const struct ir_op *op)
{
    add_edge(b, op->operands[0]->id, cell_node(b, cell), FLOW_CARRY, op);
    if (b->control != b->loss)
        add_edge(b, b->control, cell_node(b, cell), FLOW_CONTROL, op);
}

/* What is written into a cell without regard to its parts is in each of them. */
static void spread(struct builder *b, const struct cell *cell, const struct ir_op *op)
{
    for (size_t i = 0; i < cell->parts.len; i++) {
        const struct cell *part = cell->parts.data[i];
        if (part->kind != CELL_FIELD)
            continue;
        add_edge(b, cell_node(b, cell), cell_node(b, part), FLOW_SMOOTH, op);
        spread(b, part, op);
    }
}

static void walk_store(struct builder *b, const struct ir_op *op)
{
    const cell_list *to = cells_of(b->cells, op->operands[0]);
    const struct ir_value *value = op->operands[1];
    enum flow_kind kind = ir_type_is_real(value->type) ? FLOW_SMOOTH : FLOW_CARRY;
    for (size_t i = 0; i < to->len; i++) {
        add_edge(b, value->id, cell_node(b, to->data[i]), kind, op);
        write_cell(b, to->data[i], op);
        spread(b, to->data[i], op);
    }
}

/* Bytes of a real that an integer is made of carry no derivative. */
static enum flow_kind copy_kind(const struct cell *to, const struct cell *from)
{
    return is_real_cell(from) && ir_type_is_integer(to->type) ? FLOW_PUN : FLOW_SMOOTH;
}

static void copy_cell(struct builder *b, struct cell *to, struct cell *from, const struct ir_op *op)
{
    add_edge(b, cell_node(b, from), cell_node(b, to), copy_kind(to, from), op);
    write_cell(b, to, op);
    for (size_t i = 0; i < from->parts.len; i++) {
        struct cell *part = from->parts.data[i];
        if (part->kind == CELL_FIELD)
            copy_cell(b, to->type == from->type ? cells_field(b->cells, to, part->field) : to, part,
                      op);
    }
}

static void walk_copy(struct builder *b, const struct ir_op *op)
{
    struct ir_copied copied = ir_op_copied(op);
    const cell_list *to = cells_of(b->cells, copied.to);
    const cell_list *from = cells_of(b->cells, copied.from);
    for (size_t i = 0; i < to->len; i++)
        for (size_t k = 0; k < from->len; k++) {
            copy_cell(b, to->data[i], from->data[k], op);
            for (const struct cell *part = from->data[k]; part->kind == CELL_FIELD;
                 part = part->parent)
                add_edge(b, cell_node(b, part->parent), cell_node(b, to->data[i]), FLOW_SMOOTH, op);
            if (to->data[i]->type != from->data[k]->type)
                spread(b, to->data[i], op);
        }
}

static void walk_zero(struct builder *b, const struct ir_op *op)
{
    const cell_list *to = cells_of(b->cells, op->operands[0]);
    for (size_t i = 0; i < to->len; i++)
        write_cell(b, to->data[i], op);
}

/* How reals get through a function that is left. */
static enum flow_kind call_kind(const struct ir_callee *callee)
{
    enum library_role role = library_role_of(callee);
    if (role == LIBRARY_WRITES || role == LIBRARY_READS)
        return FLOW_TEXT;
    return callee->func || callee->kinds ? FLOW_SMOOTH : FLOW_OPAQUE;
}

/* What a function of the unit returns a pointer to it may have made. */
static void fill_returned(struct builder *b, uint32_t node, const struct cell *cell,
                          const struct ir_op *op)
{
    add_edge(b, node, cell_node(b, cell), FLOW_SMOOTH, op);
    for (size_t i = 0; i < cell->parts.len; i++)
        fill_returned(b, node, cell->parts.data[i], op);
}

static void walk_returned(struct builder *b, uint32_t node, const struct ir_op *op)
{
    const cell_list *cells = cells_of(b->cells, ir_result(op));
    for (size_t i = 0; i < cells->len; i++)
        if (cells->data[i]->kind == CELL_OBJECT && cells->data[i]->origin == ir_result(op))
            fill_returned(b, node, cells->data[i], op);
}

static void walk_call(struct builder *b, const struct ir_op *op)
{
    uint32_t node = b->node_count++;
    enum flow_kind through = call_kind(op->attr.callee);
    struct cell_reach reached = cells_reached(b->cells, op);
    for (uint32_t i = 0; i < op->operand_count; i++)
        add_edge(b, op->operands[i]->id, node,
                 ir_type_is_real(op->operands[i]->type) ? through : FLOW_CARRY, op);
    for (size_t i = 0; i < reached.read.len; i++)
        add_edge(b, cell_node(b, reached.read.data[i]), node,
                 may_hold_real(reached.read.data[i]) ? through : FLOW_CARRY, op);
    for (size_t i = 0; i < reached.written.len; i++)
        add_edge(b, node, cell_node(b, reached.written.data[i]),
                 ir_type_is_integer(reached.written.data[i]->type) ? FLOW_CONVERT : FLOW_SMOOTH,
                 op);
    for (uint32_t i = 0; i < op->result_count; i++)
        add_edge(b, node, op->results[i]->id,
                 ir_type_is_integer(op->results[i]->type) ? FLOW_CONVERT : FLOW_SMOOTH, op);
    if (op->result_count && ir_type_is_ptr(ir_result(op)->type) && ir_call_is_split(op))
        walk_returned(b, node, op);
    if (b->control != b->loss)
        add_edge(b, b->control, node, FLOW_CONTROL, op);
}

/* All that is pushed on a stack may be what is popped. */
static void walk_stack(struct builder *b, const struct ir_op *op, const struct ir_value *value,
                       bool is_push)
{
    uint32_t stack = b->first_stack + op->attr.stack;
    add_edge(b, is_push ? value->id : stack, is_push ? stack : value->id,
             plain_kind(value->type, value->type), op);
}

static void walk_region(struct builder *b, const struct ir_region *region);

/* Walks a region whose running `condition` decides about. */
static void walk_controlled(struct builder *b, const struct ir_region *region,
                            const struct ir_value *condition, const struct ir_op *op)
{
    uint32_t outer = b->control;
    uint32_t inner = b->node_count++;
    add_edge(b, condition->id, inner, FLOW_CONTROL, op);
    if (outer != b->loss)
        add_edge(b, outer, inner, FLOW_CONTROL, op);
    b->control = inner;
    walk_region(b, region);
    b->control = outer;
}

static void walk_if(struct builder *b, const struct ir_op *op)
{
    for (uint32_t r = 0; r < 2; r++)
        walk_controlled(b, op->regions[r], op->operands[0], op);
    for (uint32_t k = 0; k < op->result_count; k++) {
        for (uint32_t r = 0; r < 2; r++)
            value_to_value(b, ir_terminator(op->regions[r])->operands[k], op->results[k],
                           FLOW_SMOOTH, op);
        add_edge(b, op->operands[0]->id, op->results[k]->id, FLOW_CHOICE, op);
    }
}

/* The carried values of a loop; `skipped` operands and yields come before them. */
static void walk_carried(struct builder *b, const struct ir_op *op, uint32_t skipped_operands,
                         uint32_t skipped_yields)
{
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *carried = op->regions[0]->args.data[k + 1];
        const struct ir_value *sources[] = {op->operands[skipped_operands + k],
                                            yield->operands[skipped_yields + k]};
        for (size_t i = 0; i < 2; i++) {
            value_to_value(b, sources[i], carried, FLOW_SMOOTH, op);
            value_to_value(b, sources[i], op->results[k], FLOW_SMOOTH, op);
        }
    }
}

static void walk_for(struct builder *b, const struct ir_op *op)
{
    const struct ir_value *counter = op->regions[0]->args.data[0];
    for (uint32_t i = 0; i < 3; i++) {
        add_edge(b, op->operands[i]->id, counter->id, FLOW_CARRY, op);
        for (uint32_t k = 0; k < op->result_count; k++)
            add_edge(b, op->operands[i]->id, op->results[k]->id, FLOW_CONTROL, op);
    }
    walk_controlled(b, op->regions[0], counter, op);
    walk_carried(b, op, 3, 0);
}

static void walk_while(struct builder *b, const struct ir_op *op)
{
    const struct ir_value *again = ir_terminator(op->regions[0])->operands[0];
    walk_controlled(b, op->regions[0], again, op);
    walk_carried(b, op, 0, 1);
    for (uint32_t k = 0; k < op->result_count; k++)
        add_edge(b, again->id, op->results[k]->id, FLOW_CONTROL, op);
}

static void walk_op(struct builder *b, const struct ir_op *op)
{
    switch (op->code) {
    case IR_LOAD:
    case IR_VLOAD:
        walk_load(b, op);
        break;
    case IR_STORE:
    case IR_ACCUM:
    case IR_VSTORE:
        walk_store(b, op);
        break;
    case IR_COPY:
    case IR_MOVE:
    case IR_REALLOC:
        walk_copy(b, op);
        break;
    case IR_ZERO:
        walk_zero(b, op);
        break;
    case IR_CALL:
        walk_call(b, op);
        break;
    case IR_IF:
        walk_if(b, op);
        break;
    case IR_FOR:
        walk_for(b, op);
        break;
    case IR_WHILE:
        walk_while(b, op);
        break;
    case IR_PUSH:
        walk_stack(b, op, op->operands[0], true);
        break;
    case IR_POP:
        walk_stack(b, op, ir_result(op), false);
        break;
    default:
        if (ir_op_is_pure(op))
            walk_pure(b, op);
        break;
    }
}

static void walk_region(struct builder *b, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region)
        walk_op(b, op);
}

static void cell_to_loss(struct builder *b, const struct cell *cell)
{
    if (may_hold_real(cell))
        add_edge(b, cell_node(b, cell), b->loss, FLOW_SMOOTH, NULL);
    for (size_t i = 0; i < cell->parts.len; i++)
        cell_to_loss(b, cell->parts.data[i]);
}

static void let_out(struct builder *b, bool *seen, const struct cell *cell)
{
    if (seen[cell->index])
        return;
    seen[cell->index] = true;
    if (may_hold_real(cell))
        add_edge(b, cell_node(b, cell), b->loss, FLOW_SMOOTH, NULL);
    for (size_t i = 0; i < cell->parts.len; i++)
        let_out(b, seen, cell->parts.data[i]);
    for (size_t i = 0; i < cell->targets.len; i++)
        let_out(b, seen, cell->targets.data[i]);
}

/* Of a function that is split: its result, and all memory that its callers see. */
static void connect_split(struct builder *b)
{
    bool *seen = ARENA_ARRAY(b->arena, bool, cells_count(b->cells) + 1);
    for (size_t i = 0; i < cells_count(b->cells); i++) {
        const struct cell *cell = cells_at(b->cells, i);
        if (cell->kind == CELL_GLOBAL || (cell->kind == CELL_OBJECT && !cell->origin->def))
            let_out(b, seen, cell);
    }
    const struct ir_op *end = ir_terminator(b->func->body);
    const struct ir_value *result = end->operand_count ? end->operands[0] : NULL;
    if (result && ir_type_is_real(result->type))
        add_edge(b, result->id, b->loss, FLOW_SMOOTH, end);
    const cell_list *cells =
        result && ir_type_is_ptr(result->type) ? cells_of(b->cells, result) : NULL;
    for (size_t i = 0; cells && i < cells->len; i++)
        let_out(b, seen, cells->data[i]);
}

static void connect_loss(struct builder *b)
{
    bool has_out = false;
    if (b->func->is_split) {
        connect_split(b);
        return;
    }
    for (size_t i = 0; i < b->func->params.len; i++) {
        if (!b->func->params.data[i].is_out)
            continue;
        has_out = true;
        const cell_list *cells = cells_of(b->cells, b->func->body->args.data[i]);
        for (size_t k = 0; k < cells->len; k++)
            cell_to_loss(b, cells->data[k]);
    }
    const struct ir_op *end = ir_terminator(b->func->body);
    if (!has_out && end && end->operand_count)
        add_edge(b, end->operands[0]->id, b->loss,
                 ir_type_is_real(end->operands[0]->type) ? FLOW_SMOOTH : FLOW_CARRY, end);
}

static void divide_parameters(struct builder *b)
{
    for (size_t i = 0; i < b->func->params.len; i++) {
        if (!b->func->params.data[i].is_wrt || !ir_type_is_ptr(b->func->body->args.data[i]->type))
            continue;
        const cell_list *cells = cells_of(b->cells, b->func->body->args.data[i]);
        for (size_t k = 0; k < cells->len; k++)
            cells_expand(b->cells, cells->data[k]);
    }
    for (size_t i = 0; i < cells_count(b->cells); i++) {
        struct cell *cell = cells_at(b->cells, i);
        if (cell->kind == CELL_GLOBAL && cell->global->is_wrt)
            cells_expand(b->cells, cell);
    }
}

/* Initialisers are not in the IR: a pointer that lies in a global on entry may point to any global
 * of its type. */
static void connect_globals(struct builder *b)
{
    const size_t count = cells_count(b->cells);
    for (size_t i = 0; i < count; i++) {
        const struct cell *pointee = cells_at(b->cells, i), *root = pointee;
        while (root->parent)
            root = root->parent;
        if (pointee->kind != CELL_POINTEE || root->kind != CELL_GLOBAL)
            continue;
        for (size_t k = 0; k < count; k++) {
            const struct cell *cell = cells_at(b->cells, k);
            root = cell;
            while (root->kind == CELL_FIELD)
                root = root->parent;
            if (root->kind != CELL_GLOBAL || root->global->is_const || cell->type != pointee->type)
                continue;
            add_edge(b, cell_node(b, cell), cell_node(b, pointee), FLOW_SMOOTH, NULL);
            add_edge(b, cell_node(b, pointee), cell_node(b, cell), FLOW_SMOOTH, NULL);
        }
    }
}

/* A counting sort by `from` that keeps the order of equals. */
static struct flow_graph finish(struct builder *b)
{
    uint32_t *first = ARENA_ARRAY(b->arena, uint32_t, b->node_count + 1);
    struct flow_edge *sorted = ARENA_ARRAY(b->arena, struct flow_edge, b->edges.len + 1);
    for (size_t i = 0; i < b->edges.len; i++)
        first[b->edges.data[i].from + 1]++;
    for (uint32_t n = 0; n < b->node_count; n++)
        first[n + 1] += first[n];
    uint32_t *next = ARENA_ARRAY(b->arena, uint32_t, b->node_count + 1);
    memcpy(next, first, (b->node_count + 1) * sizeof *next);
    for (size_t i = 0; i < b->edges.len; i++)
        sorted[next[b->edges.data[i].from]++] = b->edges.data[i];
    return (struct flow_graph){.func = b->func,
                               .cells = b->cells,
                               .edges = sorted,
                               .first_edge = first,
                               .node_count = b->node_count,
                               .first_cell = b->first_cell,
                               .loss = b->loss};
}

struct flow_graph flow_build(struct arena *arena, const struct ir_func *func)
{
    struct builder b = {.arena = arena, .func = func};
    b.cells = cells_build(arena, func);
    divide_parameters(&b);
    b.first_cell = func->value_count;
    b.loss = b.first_cell + (uint32_t)cells_count(b.cells);
    b.first_stack = b.loss + 1;
    b.node_count = b.first_stack + func->stack_count;
    b.control = b.loss;
    walk_region(&b, func->body);
    connect_globals(&b);
    GRADC_ASSERT(b.loss == b.first_cell + cells_count(b.cells));
    connect_loss(&b);
    return finish(&b);
}
