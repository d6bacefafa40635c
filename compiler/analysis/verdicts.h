/* What becomes of the gradient of each parameter of a loss, as data: verdicts and paths.
 *
 * gradient_paths.c makes diagnostics of it, compiler/report a page. */
#ifndef GRADC_ANALYSIS_VERDICTS_H
#define GRADC_ANALYSIS_VERDICTS_H

#include "analysis/loss_flow.h"
#include "analysis/path_notes.h"

/* In the order of how much of a gradient there is. */
enum verdict { DISCONNECTED, CUT, STOPPED, SMOOTH };

/* Why a leaf gets no gradient: a sentence and its place. No text when there is nothing to say. */
struct verdict_reason {
    const char *text;
    struct src_loc loc;
};

enum verdict verdict_of_node(const struct loss_flow *flow, uint32_t node);

/* By node: a leaf that has a gradient flows into it smoothly. What is cut off the other leaves is
 * told with them. */
const bool *verdict_carried(const struct loss_flow *flow);

/* The leaf with the best verdict speaks for its subject; NULL when there is no leaf. */
const struct subject_leaf *verdict_best_leaf(const struct loss_flow *flow,
                                             const struct subject *subject);

enum verdict verdict_of(const struct loss_flow *flow, const struct subject *subject);

/* The first operation that looks at a node; NULL when nothing does. */
const struct ir_op *verdict_first_reader(const struct loss_flow *flow, uint32_t node);

/* A shortest path from a node to the loss over edges of these kinds. */
struct path verdict_path(const struct loss_flow *flow, uint32_t node, flow_kinds kinds);

/* In the words of a note; `name` is what the leaf is called there. */
struct verdict_reason verdict_why(const struct loss_flow *flow, const struct subject_leaf *leaf,
                                  const char *name);

#endif
