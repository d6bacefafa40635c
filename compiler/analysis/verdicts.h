/* What becomes of the gradient of each parameter of a loss, as data: verdicts and paths.
 *
 * gradient_paths.c makes diagnostics of it, compiler/report a page. */
#ifndef GRADC_ANALYSIS_VERDICTS_H
#define GRADC_ANALYSIS_VERDICTS_H

#include "analysis/path_notes.h"
#include "analysis/reach.h"
#include "analysis/subjects.h"

/* In the order of how much of a gradient there is. */
enum verdict { DISCONNECTED, CUT, STOPPED, SMOOTH };

struct verdicts {
    struct arena *arena;
    struct flow_graph graph;
    struct subject_list subjects;
    const bool *smooth, *smooth_or_stop, *any; /* by node: whether the loss is reached like that */
};

/* Why a leaf gets no gradient: a sentence and its place. No text when there is nothing to say. */
struct verdict_reason {
    const char *text;
    struct src_loc loc;
};

/* Lives in `arena`. `loss` is prepared as gradient_paths.h says. */
struct verdicts verdicts_build(struct arena *arena, const struct ir_module *module,
                               const struct ir_func *loss);

enum verdict verdict_of_node(const struct verdicts *v, uint32_t node);

/* The leaf with the best verdict speaks for its subject; NULL when there is no leaf. */
const struct subject_leaf *verdict_best_leaf(const struct verdicts *v,
                                             const struct subject *subject);

enum verdict verdict_of(const struct verdicts *v, const struct subject *subject);

/* By node: whether a parameter reaches it over edges of these kinds. */
const bool *verdicts_reached(const struct verdicts *v, flow_kinds kinds);

/* The first operation that looks at a node; NULL when nothing does. */
const struct ir_op *verdict_first_reader(const struct verdicts *v, uint32_t node);

/* A shortest path from a node to the loss over edges of these kinds. */
struct path verdict_path(const struct verdicts *v, uint32_t node, flow_kinds kinds);

/* In the words of a note; `name` is what the leaf is called there. */
struct verdict_reason verdict_why(const struct verdicts *v, const struct subject_leaf *leaf,
                                  const char *name);

#endif
