/* Verdicts: smooth, stopped, cut or disconnected, a leaf at a time. */
#include "analysis/verdicts.h"

struct verdicts verdicts_build(struct arena *arena, const struct ir_module *module,
                               const struct ir_func *loss)
{
    struct verdicts v = {.arena = arena, .graph = flow_build(arena, loss)};
    v.subjects = subjects_of(arena, module, &v.graph);
    v.smooth = reach_loss(arena, &v.graph, FLOW_KINDS_SMOOTH);
    v.smooth_or_stop = reach_loss(arena, &v.graph, FLOW_KINDS_SMOOTH_OR_STOP);
    v.any = reach_loss(arena, &v.graph, FLOW_KINDS_ALL);
    return v;
}

enum verdict verdict_of_node(const struct verdicts *v, uint32_t node)
{
    if (node == SUBJECT_NO_NODE || !v->any[node])
        return DISCONNECTED;
    if (v->smooth[node])
        return SMOOTH;
    return v->smooth_or_stop[node] ? STOPPED : CUT;
}

const struct subject_leaf *verdict_best_leaf(const struct verdicts *v,
                                             const struct subject *subject)
{
    const struct subject_leaf *best = NULL;
    for (size_t i = 0; i < subject->leaves.len; i++) {
        const struct subject_leaf *leaf = &subject->leaves.data[i];
        if (!best || verdict_of_node(v, leaf->node) > verdict_of_node(v, best->node))
            best = leaf;
    }
    return best;
}

enum verdict verdict_of(const struct verdicts *v, const struct subject *subject)
{
    const struct subject_leaf *leaf = verdict_best_leaf(v, subject);
    return leaf ? verdict_of_node(v, leaf->node) : DISCONNECTED;
}

const bool *verdicts_reached(const struct verdicts *v, flow_kinds kinds)
{
    VEC(uint32_t) seeds = {0};
    for (size_t i = 0; i < v->subjects.len; i++)
        for (size_t k = 0; k < v->subjects.data[i].leaves.len; k++)
            if (v->subjects.data[i].leaves.data[k].node != SUBJECT_NO_NODE)
                vec_push(v->arena, &seeds, v->subjects.data[i].leaves.data[k].node);
    return reach_from(v->arena, &v->graph, seeds.data, seeds.len, kinds);
}

const struct ir_op *verdict_first_reader(const struct verdicts *v, uint32_t node)
{
    if (node == SUBJECT_NO_NODE)
        return NULL;
    for (uint32_t e = v->graph.first_edge[node]; e < v->graph.first_edge[node + 1]; e++)
        if (v->graph.edges[e].op)
            return v->graph.edges[e].op;
    return NULL;
}

struct path verdict_path(const struct verdicts *v, uint32_t node, flow_kinds kinds)
{
    struct path path = {.arena = v->arena, .graph = &v->graph};
    path.edges = reach_path(v->arena, &v->graph, node, kinds, &path.count);
    return path;
}

static struct verdict_reason why_cut(const struct verdicts *v, const struct subject_leaf *leaf,
                                     const char *name)
{
    struct path path = verdict_path(v, leaf->node, FLOW_KINDS_ALL);
    const struct flow_edge *cut = path_cut(&path);
    if (!cut)
        return (struct verdict_reason){0};
    const char *reason = path_cut_reason(v->arena, cut);
    return (struct verdict_reason){arena_printf(v->arena, "'%s': %s", name, reason), cut->op->loc};
}

struct verdict_reason verdict_why(const struct verdicts *v, const struct subject_leaf *leaf,
                                  const char *name)
{
    if (verdict_of_node(v, leaf->node) != DISCONNECTED)
        return why_cut(v, leaf, name);
    const struct ir_op *reader = verdict_first_reader(v, leaf->node);
    bool is_value = flow_node_value(&v->graph, leaf->node) != NULL;
    const char *format = reader ? "'%s' is read here, but what comes of it never reaches the loss"
                         : is_value ? "the value of '%s' is never used"
                                    : "'%s' is never read";
    return (struct verdict_reason){arena_printf(v->arena, format, name),
                                   reader ? reader->loc : leaf->loc};
}
