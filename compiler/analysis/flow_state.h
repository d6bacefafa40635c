/* A value-flow graph while it is built, shared by the parts of that. */
#ifndef GRADC_ANALYSIS_FLOW_STATE_H
#define GRADC_ANALYSIS_FLOW_STATE_H

#include "analysis/value_flow.h"

struct flow_builder {
    struct arena *arena;
    const struct ir_func *func;
    struct cell_map *cells;
    VEC(struct flow_edge) edges;
    uint32_t node_count, first_cell, loss, first_stack;
    uint32_t control; /* the node of the region that is walked; the loss's stands for none */
};

/* ---- value_flow.c */

void flow_add_edge(struct flow_builder *b, uint32_t from, uint32_t to, enum flow_kind kind,
                   const struct ir_op *op);
uint32_t flow_builder_cell(const struct flow_builder *b, const struct cell *cell);
/* Whether its content is real, or is a union of reals. */
bool flow_is_real_cell(const struct cell *cell);
/* Whether it is real, or not known to hold something else. */
bool flow_may_hold_real(const struct cell *cell);
/* Between two values where neither the operation nor a conversion is in the way. */
enum flow_kind flow_plain_kind(const struct ir_type *from, const struct ir_type *to);

/* ---- flow_walk.c */

void flow_walk(struct flow_builder *b, const struct ir_region *region);

#endif
