/* The value-flow graph of one function: which values and cells depend on which, and how.
 *
 * Nodes are SSA values, memory cells (analysis/cells.h), one node a stack, one a region for what
 * decides whether it runs, and one for the loss. Every data dependence of the function is an edge;
 * a dependence over which a derivative passes is smooth. Calls that are left (external or recursive
 * functions) are edges from all they are given to all they can reach. */
#ifndef GRADC_ANALYSIS_VALUE_FLOW_H
#define GRADC_ANALYSIS_VALUE_FLOW_H

#include "analysis/cells.h"

enum flow_kind {
    FLOW_SMOOTH,  /* a derivative passes */
    FLOW_CARRY,   /* integers and pointers to their like: none to lose any more */
    FLOW_CONVERT, /* real to integer */
    FLOW_ROUND,   /* floor and its kin */
    FLOW_COMPARE, /* real to truth value */
    FLOW_SIGN,    /* only the sign counts */
    FLOW_STOP,    /* gradc_stop */
    FLOW_PUN,     /* bytes of a real read as an integer */
    FLOW_TEXT,    /* written out, or read in again */
    FLOW_CHOICE,  /* decides between values */
    FLOW_INDEX,   /* decides between places */
    FLOW_CONTROL, /* decides whether or how often something happens */
    FLOW_OPAQUE,  /* through a function that gradc knows no derivative of */
};

_Static_assert(FLOW_OPAQUE < 16, "a kind fits its bits");

enum { FLOW_MOST_NODES = (1 << 28) - 1 };

struct flow_edge {
    uint32_t from;
    uint32_t to : 28;
    enum flow_kind kind : 4;
    const struct ir_op *op; /* where it happens; NULL between a cell and its parts */
};

struct flow_graph {
    const struct ir_func *func;
    struct cell_map *cells;
    const struct flow_edge *edges; /* sorted by `from` */
    const uint32_t *first_edge;    /* by node, and one more: where its edges begin */
    uint32_t node_count, first_cell, loss;
};

/* `func` must verify; its loss is what it returns, or what its GRADC_OUT parameters lead to.
 * What its GRADC_WRT parameters point to is divided into all its fields, read or not. The graph
 * lives in `arena`. */
struct flow_graph flow_build(struct arena *arena, const struct ir_func *func);

/* How operand `i` of a pure operation enters its result, conversions between types apart. */
enum flow_kind flow_kind_of_operand(const struct ir_op *op, uint32_t i);

static inline uint32_t flow_value_node(const struct ir_value *value)
{
    return value->id;
}

static inline uint32_t flow_cell_node(const struct flow_graph *graph, const struct cell *cell)
{
    return graph->first_cell + cell->index;
}

/* What a node stands for: one of the two, or neither. */
const struct cell *flow_node_cell(const struct flow_graph *graph, uint32_t node);
const struct ir_value *flow_node_value(const struct flow_graph *graph, uint32_t node);

#endif
