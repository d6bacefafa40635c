/* Verdicts: smooth, stopped, cut or disconnected, a leaf at a time. */
#include "analysis/verdicts.h"

enum verdict verdict_of_node(const struct loss_flow *flow, uint32_t node)
{
    if (node == SUBJECT_NO_NODE || !flow->influential[node])
        return DISCONNECTED;
    if (flow->useful[node])
        return SMOOTH;
    return flow->useful_or_stop[node] ? STOPPED : CUT;
}

const bool *verdict_carried(const struct loss_flow *flow)
{
    VEC(uint32_t) seeds = {0};
    for (size_t i = 0; i < flow->subjects.len; i++)
        for (size_t k = 0; k < flow->subjects.data[i].leaves.len; k++) {
            uint32_t node = flow->subjects.data[i].leaves.data[k].node;
            if (node != SUBJECT_NO_NODE && flow->useful[node])
                vec_push(flow->arena, &seeds, node);
        }
    return reach_from(flow->arena, &flow->graph, seeds.data, seeds.len, FLOW_KINDS_SMOOTH);
}

const struct subject_leaf *verdict_best_leaf(const struct loss_flow *flow,
                                             const struct subject *subject)
{
    const struct subject_leaf *best = NULL;
    for (size_t i = 0; i < subject->leaves.len; i++) {
        const struct subject_leaf *leaf = &subject->leaves.data[i];
        if (!best || verdict_of_node(flow, leaf->node) > verdict_of_node(flow, best->node))
            best = leaf;
    }
    return best;
}

enum verdict verdict_of(const struct loss_flow *flow, const struct subject *subject)
{
    const struct subject_leaf *leaf = verdict_best_leaf(flow, subject);
    return leaf ? verdict_of_node(flow, leaf->node) : DISCONNECTED;
}

const struct ir_op *verdict_first_reader(const struct loss_flow *flow, uint32_t node)
{
    if (node == SUBJECT_NO_NODE)
        return NULL;
    for (uint32_t e = flow->graph.first_edge[node]; e < flow->graph.first_edge[node + 1]; e++)
        if (flow->graph.edges[e].op)
            return flow->graph.edges[e].op;
    return NULL;
}

struct path verdict_path(const struct loss_flow *flow, uint32_t node, flow_kinds kinds)
{
    struct path path = {.arena = flow->arena, .graph = &flow->graph};
    path.edges = reach_path(flow->arena, &flow->graph, node, kinds, &path.count);
    return path;
}

static struct verdict_reason why_cut(const struct loss_flow *flow, const struct subject_leaf *leaf,
                                     const char *name)
{
    struct path path = verdict_path(flow, leaf->node, FLOW_KINDS_ALL);
    const struct flow_edge *cut = path_cut(&path);
    if (!cut)
        return (struct verdict_reason){0};
    const char *reason = path_cut_reason(flow->arena, cut);
    return (struct verdict_reason){arena_printf(flow->arena, "'%s': %s", name, reason),
                                   cut->op->loc};
}

struct verdict_reason verdict_why(const struct loss_flow *flow, const struct subject_leaf *leaf,
                                  const char *name)
{
    if (verdict_of_node(flow, leaf->node) != DISCONNECTED)
        return why_cut(flow, leaf, name);
    const struct ir_op *reader = verdict_first_reader(flow, leaf->node);
    bool is_value = flow_node_value(&flow->graph, leaf->node) != NULL;
    const char *format = reader ? "'%s' is read here, but what comes of it never reaches the loss"
                         : is_value ? "the value of '%s' is never used"
                                    : "'%s' is never read";
    return (struct verdict_reason){arena_printf(flow->arena, format, name),
                                   reader ? reader->loc : leaf->loc};
}
