/* A graph's nodes, and what stands at its ends: parameters, globals, the loss. */
#include "analysis/flow_state.h"

#include "support/fault.h"

#include <string.h>

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

void flow_add_edge(struct flow_builder *b, uint32_t from, uint32_t to, enum flow_kind kind,
                   const struct ir_op *op)
{
    GRADC_ASSERT(from <= FLOW_MOST_NODES && to <= FLOW_MOST_NODES);
    vec_push(b->arena, &b->edges, (struct flow_edge){from, to & FLOW_MOST_NODES, kind, op});
}

uint32_t flow_builder_cell(const struct flow_builder *b, const struct cell *cell)
{
    return b->first_cell + cell->index;
}

bool flow_is_real_cell(const struct cell *cell)
{
    bool is_union = cell->type->kind == IR_TYPE_RECORD && cell->type->record->is_union;
    return ir_type_is_real(cell->type) || (is_union && ir_type_holds_real(cell->type));
}

bool flow_may_hold_real(const struct cell *cell)
{
    return flow_is_real_cell(cell) || cell->type->kind == IR_TYPE_VOID ||
           cell->type->kind == IR_TYPE_RECORD;
}

enum flow_kind flow_plain_kind(const struct ir_type *from, const struct ir_type *to)
{
    return ir_type_is_real(from) && ir_type_is_real(to) ? FLOW_SMOOTH : FLOW_CARRY;
}

static void cell_to_loss(struct flow_builder *b, const struct cell *cell)
{
    if (flow_may_hold_real(cell))
        flow_add_edge(b, flow_builder_cell(b, cell), b->loss, FLOW_SMOOTH, NULL);
    for (size_t i = 0; i < cell->parts.len; i++)
        cell_to_loss(b, cell->parts.data[i]);
}

static void let_out(struct flow_builder *b, bool *seen, const struct cell *cell)
{
    if (seen[cell->index])
        return;
    seen[cell->index] = true;
    if (flow_may_hold_real(cell))
        flow_add_edge(b, flow_builder_cell(b, cell), b->loss, FLOW_SMOOTH, NULL);
    for (size_t i = 0; i < cell->parts.len; i++)
        let_out(b, seen, cell->parts.data[i]);
    for (size_t i = 0; i < cell->targets.len; i++)
        let_out(b, seen, cell->targets.data[i]);
}

/* Of a function that is split: its result, and all memory that its callers see. */
static void connect_split(struct flow_builder *b)
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
        flow_add_edge(b, result->id, b->loss, FLOW_SMOOTH, end);
    const cell_list *cells =
        result && ir_type_is_ptr(result->type) ? cells_of(b->cells, result) : NULL;
    for (size_t i = 0; cells && i < cells->len; i++)
        let_out(b, seen, cells->data[i]);
}

/* Gradients with respect to globals, which are globals, of a function that makes them. */
static void connect_gradients(struct flow_builder *b)
{
    for (size_t i = 0; i < cells_count(b->cells); i++) {
        const struct cell *cell = cells_at(b->cells, i);
        if (cell->kind == CELL_GLOBAL && cell->global->is_derivative && cell->global->is_wrt)
            cell_to_loss(b, cell);
    }
}

static void connect_loss(struct flow_builder *b)
{
    bool has_out = b->func->is_gradient;
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
    if (b->func->is_gradient)
        connect_gradients(b);
    const struct ir_op *end = ir_terminator(b->func->body);
    if (!has_out && end && end->operand_count)
        flow_add_edge(b, end->operands[0]->id, b->loss,
                      ir_type_is_real(end->operands[0]->type) ? FLOW_SMOOTH : FLOW_CARRY, end);
}

static void divide_parameters(struct flow_builder *b)
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
static void connect_globals(struct flow_builder *b)
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
            flow_add_edge(b, flow_builder_cell(b, cell), flow_builder_cell(b, pointee), FLOW_SMOOTH,
                          NULL);
            flow_add_edge(b, flow_builder_cell(b, pointee), flow_builder_cell(b, cell), FLOW_SMOOTH,
                          NULL);
        }
    }
}

/* A counting sort by `from` that keeps the order of equals. */
static struct flow_graph finish(struct flow_builder *b)
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
    struct flow_builder b = {.arena = arena, .func = func};
    b.cells = cells_build(arena, func);
    divide_parameters(&b);
    b.first_cell = func->value_count;
    b.loss = b.first_cell + (uint32_t)cells_count(b.cells);
    b.first_stack = b.loss + 1;
    b.node_count = b.first_stack + func->stack_count;
    b.control = b.loss;
    enum { USUAL_EDGES = 2 }; /* a value, or a few less */
    b.edges.data = vec_reserve(arena, NULL, 0, &b.edges.cap,
                               USUAL_EDGES * (size_t)func->value_count, sizeof *b.edges.data);
    flow_walk(&b, func->body);
    connect_globals(&b);
    GRADC_ASSERT(b.loss == b.first_cell + cells_count(b.cells));
    connect_loss(&b);
    return finish(&b);
}
