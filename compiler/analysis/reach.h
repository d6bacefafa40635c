/* What can be reached in a value-flow graph, and by which path. */
#ifndef GRADC_ANALYSIS_REACH_H
#define GRADC_ANALYSIS_REACH_H

#include "analysis/value_flow.h"

/* A set of edge kinds. */
typedef unsigned flow_kinds;

#define FLOW_BIT(kind) (1U << (kind))
enum {
    /* Calls without a derivative are an error of their own, and no cut. */
    FLOW_KINDS_SMOOTH = FLOW_BIT(FLOW_SMOOTH) | FLOW_BIT(FLOW_OPAQUE),
    FLOW_KINDS_SMOOTH_OR_STOP = FLOW_KINDS_SMOOTH | FLOW_BIT(FLOW_STOP),
    FLOW_KINDS_ALL = FLOW_BIT(FLOW_OPAQUE + 1) - 1
};

/* By node: whether the loss can be reached from it over edges of these kinds. */
bool *reach_loss(struct arena *arena, const struct flow_graph *graph, flow_kinds kinds);

/* The same graph with its edges turned round, for several questions about one end. */
struct flow_graph reach_reversed(struct arena *arena, const struct flow_graph *graph);

/* By node: whether it can be reached from one of the seeds. */
bool *reach_from(struct arena *arena, const struct flow_graph *graph, const uint32_t *seeds,
                 size_t seed_count, flow_kinds kinds);

/* The edges of a shortest path of these kinds from a node to the loss. Data that flows through
 * values is preferred to decisions, which count as longer. `*count` is 0 when there is none. */
const struct flow_edge **reach_path(struct arena *arena, const struct flow_graph *graph,
                                    uint32_t from, flow_kinds kinds, size_t *count);

#endif
