/* Builds the graph and asks it the questions that every check asks. */
#include "analysis/loss_flow.h"

const bool *loss_flow_reached(const struct loss_flow *flow, flow_kinds kinds)
{
    VEC(uint32_t) seeds = {0};
    for (size_t i = 0; i < flow->subjects.len; i++)
        for (size_t k = 0; k < flow->subjects.data[i].leaves.len; k++)
            if (flow->subjects.data[i].leaves.data[k].node != SUBJECT_NO_NODE)
                vec_push(flow->arena, &seeds, flow->subjects.data[i].leaves.data[k].node);
    return reach_from(flow->arena, &flow->graph, seeds.data, seeds.len, kinds);
}

struct loss_flow *loss_flow_build(struct arena *arena, struct diag_engine *engine,
                                  const struct ir_module *module, const struct ir_func *loss)
{
    struct loss_flow *flow = ARENA_NEW(arena, struct loss_flow);
    flow->engine = engine;
    flow->arena = arena;
    flow->module = module;
    flow->loss = loss;
    flow->graph = flow_build(arena, loss);
    flow->subjects = subjects_of(arena, module, &flow->graph);
    flow->uses = uses_build(arena, loss);
    flow->numbering = numbering_build(arena, loss, flow->graph.cells);
    flow->varied = loss_flow_reached(flow, FLOW_KINDS_SMOOTH);
    struct flow_graph backward = reach_reversed(arena, &flow->graph);
    const uint32_t *loss_node = &backward.loss;
    flow->useful = reach_from(arena, &backward, loss_node, 1, FLOW_KINDS_SMOOTH);
    flow->useful_or_stop = reach_from(arena, &backward, loss_node, 1, FLOW_KINDS_SMOOTH_OR_STOP);
    flow->influential = reach_from(arena, &backward, loss_node, 1, FLOW_KINDS_ALL);
    return flow;
}

bool loss_flow_is_varied(const struct loss_flow *flow, const struct ir_value *value)
{
    return flow->varied[flow_value_node(value)];
}

bool loss_flow_is_useful(const struct loss_flow *flow, const struct ir_value *value)
{
    return flow->useful[flow_value_node(value)];
}

bool loss_flow_is_influential(const struct loss_flow *flow, const struct ir_value *value)
{
    return flow->influential[flow_value_node(value)];
}

static bool made_of(const struct loss_flow *flow, const struct ir_value *value, uint32_t number,
                    unsigned *steps)
{
    const struct ir_op *def = value->def;
    if (numbering_of(&flow->numbering, value) == number)
        return true;
    if (!def || !ir_op_is_pure(def))
        return false;
    for (uint32_t i = 0; i < def->operand_count && *steps; i++, --*steps)
        if (made_of(flow, def->operands[i], number, steps))
            return true;
    return false;
}

bool loss_flow_is_made_of(const struct loss_flow *flow, const struct ir_value *value,
                          uint32_t number)
{
    enum { MOST_STEPS = 64 };
    unsigned steps = MOST_STEPS;
    return made_of(flow, value, number, &steps);
}

void loss_flow_note_calls(struct diag *d, const struct ir_op *op)
{
    for (const struct ir_site *site = op->site; site; site = site->outer)
        diag_note(d, site->call, "in call to '%s' here", site->shown);
}
