/* Searches over the edges of a value-flow graph. */
#include "analysis/reach.h"

#include "support/fault.h"

#define UNREACHED UINT32_MAX

enum { DECISION_LENGTH = 8 };

struct worklist {
    struct arena *arena;
    bool *seen;
    VEC(uint32_t) nodes;
};

static void visit(struct worklist *list, uint32_t node)
{
    if (list->seen[node])
        return;
    list->seen[node] = true;
    vec_push(list->arena, &list->nodes, node);
}

bool *reach_from(struct arena *arena, const struct flow_graph *graph, const uint32_t *seeds,
                 size_t seed_count, flow_kinds kinds)
{
    struct worklist list = {.arena = arena, .seen = ARENA_ARRAY(arena, bool, graph->node_count)};
    for (size_t i = 0; i < seed_count; i++)
        visit(&list, seeds[i]);
    while (list.nodes.len) {
        uint32_t node = vec_pop(&list.nodes);
        for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++)
            if (kinds & FLOW_BIT(graph->edges[e].kind))
                visit(&list, graph->edges[e].to);
    }
    return list.seen;
}

struct flow_graph reach_reversed(struct arena *arena, const struct flow_graph *graph)
{
    uint32_t edge_count = graph->first_edge[graph->node_count];
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, graph->node_count + 2);
    struct flow_edge *edges = ARENA_ARRAY(arena, struct flow_edge, edge_count + 1);
    for (uint32_t e = 0; e < edge_count; e++)
        first[graph->edges[e].to + 2]++;
    for (uint32_t n = 2; n <= graph->node_count; n++)
        first[n] += first[n - 1];
    for (uint32_t e = 0; e < edge_count; e++) {
        struct flow_edge edge = graph->edges[e];
        edges[first[edge.to + 1]++] =
            (struct flow_edge){edge.to, edge.from & FLOW_MOST_NODES, edge.kind, edge.op};
    }
    struct flow_graph result = *graph;
    result.edges = edges;
    result.first_edge = first;
    return result;
}

bool *reach_loss(struct arena *arena, const struct flow_graph *graph, flow_kinds kinds)
{
    struct flow_graph backward = reach_reversed(arena, graph);
    return reach_from(arena, &backward, &graph->loss, 1, kinds);
}

static bool is_decision(enum flow_kind kind)
{
    return kind == FLOW_CHOICE || kind == FLOW_INDEX || kind == FLOW_CONTROL;
}

static uint32_t length_of(const struct flow_edge *edge)
{
    return is_decision(edge->kind) ? DECISION_LENGTH : 1;
}

/* Dijkstra's algorithm with small whole lengths: a ring of buckets, one a distance. */
struct search {
    struct arena *arena;
    const struct flow_graph *graph;
    flow_kinds kinds;
    uint32_t *distance;
    const struct flow_edge **arrival; /* by node: the last edge of the best path to it */
    struct {
        VEC(uint32_t) nodes;
    } ring[DECISION_LENGTH + 1];
    size_t waiting;
};

static void relax(struct search *s, uint32_t node, uint32_t distance, const struct flow_edge *edge)
{
    if (distance >= s->distance[node])
        return;
    s->distance[node] = distance;
    s->arrival[node] = edge;
    vec_push(s->arena, &s->ring[distance % (DECISION_LENGTH + 1)].nodes, node);
    s->waiting++;
}

static void settle(struct search *s, uint32_t node, uint32_t distance)
{
    if (s->distance[node] != distance)
        return; /* found nearer meanwhile */
    const struct flow_graph *graph = s->graph;
    for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++)
        if (s->kinds & FLOW_BIT(graph->edges[e].kind))
            relax(s, graph->edges[e].to, distance + length_of(&graph->edges[e]), &graph->edges[e]);
}

static void search_from(struct search *s, uint32_t from)
{
    relax(s, from, 0, NULL);
    for (uint32_t distance = 0; s->waiting; distance++) {
        size_t slot = distance % (DECISION_LENGTH + 1);
        for (size_t i = 0; i < s->ring[slot].nodes.len; i++) {
            s->waiting--;
            settle(s, s->ring[slot].nodes.data[i], distance);
        }
        s->ring[slot].nodes.len = 0;
    }
}

const struct flow_edge **reach_path(struct arena *arena, const struct flow_graph *graph,
                                    uint32_t from, flow_kinds kinds, size_t *count)
{
    struct search s = {.arena = arena, .graph = graph, .kinds = kinds};
    s.distance = ARENA_ARRAY(arena, uint32_t, graph->node_count);
    s.arrival = ARENA_ARRAY(arena, const struct flow_edge *, graph->node_count);
    for (uint32_t n = 0; n < graph->node_count; n++)
        s.distance[n] = UNREACHED;
    search_from(&s, from);
    *count = 0;
    if (s.distance[graph->loss] == UNREACHED)
        return NULL;
    for (uint32_t n = graph->loss; n != from; n = s.arrival[n]->from)
        ++*count;
    const struct flow_edge **path = ARENA_ARRAY(arena, const struct flow_edge *, *count + 1);
    size_t at = *count;
    for (uint32_t n = graph->loss; n != from; n = s.arrival[n]->from)
        path[--at] = s.arrival[n];
    return path;
}
