/* Reachability over the smooth edges of the value-flow graph, forward and backward. */
#include "analysis/activity.h"

#include "analysis/reach.h"
#include "support/fault.h"

struct activity {
    const struct ir_func *func;
    struct cell_map *cells;
    size_t cell_count;
    bool *active_values;  /* by value id */
    bool *active_cells;   /* by cell index: itself or a field of it */
    bool *shadowed_cells; /* by cell index: active cells can be reached from it */
    bool has_split_calls;
};

struct seeds {
    struct arena *arena;
    const struct flow_graph *graph;
    VEC(uint32_t) nodes;
};

/* The cell with its fields and with all that its pointers point to on entry; what is declared to be
 * an integer is no parameter. */
static void seed_cell(struct seeds *seeds, const struct cell *cell)
{
    if (ir_type_is_integer(cell->type) && ir_type_bits(cell->type) > 8)
        return;
    vec_push(seeds->arena, &seeds->nodes, flow_cell_node(seeds->graph, cell));
    for (size_t i = 0; i < cell->parts.len; i++)
        seed_cell(seeds, cell->parts.data[i]);
}

/* An output counts as varied, so that its tangent is stored and its seed used up where what is
 * written there is constant. */
static void seed_params(struct seeds *seeds, const struct ir_func *func)
{
    for (size_t i = 0; i < func->params.len; i++) {
        if (!func->params.data[i].is_wrt && !func->params.data[i].is_out)
            continue;
        const struct ir_value *value = func->body->args.data[i];
        vec_push(seeds->arena, &seeds->nodes, flow_value_node(value));
        if (!ir_type_is_ptr(value->type))
            continue;
        const cell_list *cells = cells_of(seeds->graph->cells, value);
        for (size_t k = 0; k < cells->len; k++)
            seed_cell(seeds, cells->data[k]);
    }
}

/* In a function that is split, whatever its callers may have put into them. */
static void seed_globals(struct seeds *seeds, const struct ir_func *func)
{
    for (size_t i = 0; i < cells_count(seeds->graph->cells); i++) {
        const struct cell *cell = cells_at(seeds->graph->cells, i);
        bool is_given = cell->kind == CELL_GLOBAL &&
                        (cell->global->is_wrt || (func->is_split && !cell->global->is_const));
        if (is_given)
            seed_cell(seeds, cell);
    }
}

static void mark_values(struct activity *a, const struct ir_region *region, const bool *varied,
                        const bool *useful)
{
    for (size_t i = 0; i < region->args.len; i++) {
        const struct ir_value *arg = region->args.data[i];
        a->active_values[arg->id] =
            ir_type_is_real(arg->type) && varied[arg->id] && useful[arg->id];
    }
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->result_count; i++) {
            const struct ir_value *result = op->results[i];
            a->active_values[result->id] =
                ir_type_is_real(result->type) && varied[result->id] && useful[result->id];
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            mark_values(a, op->regions[i], varied, useful);
    }
}

/* What a cell is declared to hold does not count: reals may lie behind a void or char pointer. That
 * the node is varied and useful says that reals were stored there and are read. */
static void mark_cells(struct activity *a, const struct flow_graph *graph, const bool *varied,
                       const bool *useful)
{
    for (size_t i = 0; i < a->cell_count; i++) {
        struct cell *cell = cells_at(a->cells, i);
        uint32_t node = flow_cell_node(graph, cell);
        if (!varied[node] || !useful[node])
            continue;
        a->active_cells[i] = true;
        for (const struct cell *part = cell; part->kind == CELL_FIELD; part = part->parent)
            a->active_cells[part->parent->index] = true;
    }
}

/* Whether marking the cell follows from what its pointers lead to or from its fields. */
static bool leads_to_shadow(const struct activity *a, const struct cell *cell)
{
    if (cell->kind == CELL_FIELD && cell->is_left && a->shadowed_cells[cell->parent->index])
        return true;
    for (size_t i = 0; i < cell->parts.len; i++)
        if (a->shadowed_cells[cell->parts.data[i]->index])
            return true;
    for (size_t i = 0; i < cell->targets.len; i++)
        if (a->shadowed_cells[cell->targets.data[i]->index])
            return true;
    return false;
}

static void mark_shadowed(struct activity *a)
{
    bool changed = false;
    for (size_t i = 0; i < a->cell_count; i++)
        a->shadowed_cells[i] = a->active_cells[i];
    do {
        changed = false;
        for (size_t i = a->cell_count; i-- > 0;) {
            if (a->shadowed_cells[i] || !leads_to_shadow(a, cells_at(a->cells, i)))
                continue;
            a->shadowed_cells[i] = true;
            changed = true;
        }
    } while (changed);
}

static bool has_split_calls(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && ir_call_is_split(op))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (has_split_calls(op->regions[i]))
                return true;
    }
    return false;
}

struct activity *activity_build(struct arena *arena, const struct ir_func *func)
{
    struct flow_graph graph = flow_build(arena, func);
    struct seeds seeds = {.arena = arena, .graph = &graph};
    seed_params(&seeds, func);
    seed_globals(&seeds, func);
    const bool *varied =
        reach_from(arena, &graph, seeds.nodes.data, seeds.nodes.len, FLOW_KINDS_SMOOTH);
    const bool *useful = reach_loss(arena, &graph, FLOW_KINDS_SMOOTH);

    struct activity *a = ARENA_NEW(arena, struct activity);
    a->func = func;
    a->cells = graph.cells;
    a->cell_count = cells_count(graph.cells);
    a->has_split_calls = has_split_calls(func->body);
    a->active_values = ARENA_ARRAY(arena, bool, func->value_count);
    a->active_cells = ARENA_ARRAY(arena, bool, a->cell_count);
    a->shadowed_cells = ARENA_ARRAY(arena, bool, a->cell_count);
    mark_values(a, func->body, varied, useful);
    mark_cells(a, &graph, varied, useful);
    mark_shadowed(a);
    return a;
}

struct cell_map *activity_cells(const struct activity *a)
{
    return a->cells;
}

bool activity_of_value(const struct activity *a, const struct ir_value *value)
{
    GRADC_ASSERT(value->id < a->func->value_count);
    return a->active_values[value->id];
}

bool activity_of_cell(const struct activity *a, const struct cell *cell)
{
    GRADC_ASSERT(cell->index < a->cell_count);
    return a->active_cells[cell->index];
}

bool activity_cell_needs_shadow(const struct activity *a, const struct cell *cell)
{
    GRADC_ASSERT(cell->index < a->cell_count);
    return a->shadowed_cells[cell->index];
}

bool activity_needs_shadow(const struct activity *a, const struct ir_value *pointer)
{
    const cell_list *cells = cells_of(a->cells, pointer);
    for (size_t i = 0; i < cells->len; i++)
        if (activity_cell_needs_shadow(a, cells->data[i]))
            return true;
    return false;
}

static bool gives_shadow(const struct activity *a, const struct ir_op *call)
{
    return ir_type_is_ptr(ir_result(call)->type) && ir_call_is_split(call) &&
           activity_needs_shadow(a, ir_result(call));
}

bool activity_is_given_by(const struct activity *a, const struct ir_op *call)
{
    for (uint32_t i = 0; i < call->result_count; i++)
        if (activity_of_value(a, call->results[i]) || gives_shadow(a, call))
            return true;
    struct cell_reach reached = cells_reached(a->cells, call);
    for (size_t i = 0; i < reached.written.len; i++)
        if (activity_cell_needs_shadow(a, reached.written.data[i]))
            return true;
    return false;
}

static bool param_has_shadow(const struct ir_func *func, const struct ir_value *param)
{
    const struct ir_param *p = &func->params.data[param->index];
    return p->is_wrt || p->is_out || p->is_work || p->is_by_value;
}

bool activity_can_shadow(const struct cell *cell, const struct ir_func *func)
{
    /* Reals in an object of another type: a shadow of that type need not be aligned for them. */
    if (cell->type->kind == IR_TYPE_SCALAR && !ir_type_is_real(cell->type))
        return false;
    bool whole = true; /* the object itself, not what a pointer in it points to on entry */
    bool is_foreign = false;
    for (; cell->parent; cell = cell->parent) {
        whole &= cell->kind != CELL_POINTEE;
        is_foreign |= cell->is_foreign;
    }
    if (cell->kind == CELL_GLOBAL)
        return cell->global->is_wrt || (whole && !cell->global->is_const && !func->is_split);
    const struct ir_op *def = cell->origin->def;
    if (def && def->code == IR_CALL && ir_call_is_split(def))
        return true;
    if (def)
        return (whole || !is_foreign) && ir_op_makes_object(def);
    return whole ? param_has_shadow(func, cell->origin)
                 : func->params.data[cell->origin->index].is_wrt;
}

/* What a function that is split is given may have no shadow, nor may what it returns, or what the
 * pointers lead to that it has stored. */
static bool depends_on_split(const struct activity *a, const struct cell *cell)
{
    bool whole = true;
    for (; cell->parent; cell = cell->parent)
        whole &= cell->kind != CELL_POINTEE;
    if (!whole)
        return a->has_split_calls || a->func->is_split;
    const struct ir_op *def = cell->kind == CELL_OBJECT ? cell->origin->def : NULL;
    return def ? def->code == IR_CALL : cell->kind == CELL_OBJECT && a->func->is_split;
}

bool activity_shadow_is_sure(const struct activity *a, const struct ir_value *pointer)
{
    const cell_list *cells = cells_of(a->cells, pointer);
    for (size_t i = 0; i < cells->len; i++)
        if (!activity_can_shadow(cells->data[i], a->func) ||
            !activity_cell_needs_shadow(a, cells->data[i]) || depends_on_split(a, cells->data[i]))
            return false;
    return cells->len > 0;
}
