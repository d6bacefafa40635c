/* What the checks of a loss share: its value-flow graph, and what it says of each value.
 *
 * Looks at the loss before optimisation, so that diagnostics speak of the user's program: calls
 * inlined, private variables promoted, nothing else done. */
#ifndef GRADC_ANALYSIS_LOSS_FLOW_H
#define GRADC_ANALYSIS_LOSS_FLOW_H

#include "analysis/numbering.h"
#include "analysis/reach.h"
#include "analysis/subjects.h"
#include "analysis/uses.h"
#include "diag/diag.h"

struct loss_flow {
    struct diag_engine *engine;
    struct arena *arena;
    const struct ir_module *module;
    const struct ir_func *loss;
    struct flow_graph graph;
    struct subject_list subjects;
    struct uses uses;
    struct numbering numbering;
    const bool *varied;                  /* by node: a parameter flows into it smoothly */
    const bool *useful, *useful_or_stop; /* it flows into the loss smoothly; or but for stops */
    const bool *influential;             /* it flows into the loss in any way */
};

/* Lives in `arena`, as long as `loss` does not change. */
struct loss_flow *loss_flow_build(struct arena *arena, struct diag_engine *engine,
                                  const struct ir_module *module, const struct ir_func *loss);

bool loss_flow_is_varied(const struct loss_flow *flow, const struct ir_value *value);
bool loss_flow_is_useful(const struct loss_flow *flow, const struct ir_value *value);
bool loss_flow_is_influential(const struct loss_flow *flow, const struct ir_value *value);

/* Whether `value` is computed, by a few pure operations, from a value of this number. */
bool loss_flow_is_made_of(const struct loss_flow *flow, const struct ir_value *value,
                          uint32_t number);

/* Adds a note for each call that leads to `op`, the innermost first. */
void loss_flow_note_calls(struct diag *d, const struct ir_op *op);

#endif
