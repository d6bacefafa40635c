/* Walks a path from a parameter to the loss in notes, and says what cuts it. */
#ifndef GRADC_ANALYSIS_PATH_NOTES_H
#define GRADC_ANALYSIS_PATH_NOTES_H

#include "analysis/reach.h"
#include "diag/diag.h"

struct path {
    struct arena *arena;
    const struct flow_graph *graph;
    const struct flow_edge **edges;
    size_t count;
};

/* Whether an edge ends all derivatives on a path where there were some. */
bool path_kind_cuts(enum flow_kind kind);

/* The first edge that cuts; NULL when there is none. */
const struct flow_edge *path_cut(const struct path *path);

/* Adds the steps: where `name` starts, each call that the path goes into, the cut, and the
 * value through which the loss still depends on it. */
void path_note_steps(struct diag *d, const struct path *path, const char *name);

/* "converted to 'int' here; integers carry no derivative". */
const char *path_cut_reason(struct arena *arena, const struct flow_edge *cut);

/* What to do about a cut: "keep the value real". */
const char *path_cut_advice(const struct flow_edge *cut);

/* Where the value that an edge leads to was made: a carried value is made where the loop's body
 * yields it. NULL where there is no such place. */
const struct ir_op *path_maker(const struct path *path, const struct flow_edge *edge);

/* What a node is called in the source; NULL when it has no name. */
const char *path_node_name(const struct path *path, uint32_t node);

#endif
