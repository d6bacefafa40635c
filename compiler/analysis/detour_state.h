/* What the checks of analysis/detours.h share. */
#ifndef GRADC_ANALYSIS_DETOUR_STATE_H
#define GRADC_ANALYSIS_DETOUR_STATE_H

#include "analysis/detour_walk.h"

struct detours {
    const struct loss_flow *flow;
    struct detour_walker walker;
    const bool *carried; /* by node: a leaf that has a gradient flows into it smoothly */
};

bool detours_is_active(const struct detours *d, const struct ir_value *value);

/* Adds a note that says what `op` does to a value. */
void detours_note(const struct detours *d, struct diag *diag, const struct ir_op *op,
                  enum flow_kind kind);
/* Ends a diagnostic with the calls that lead to `op` and with what to do about it. */
void detours_emit(struct diag *diag, const struct ir_op *op, enum flow_kind kind);

/* Says that the index of `use` comes of `cut`. */
void detours_report_index(struct detours *d, const struct ir_op *cut, enum flow_kind kind,
                          const struct ir_op *use);

/* ---- choices.c */

/* Where an integer that lost its derivative counts as a number, or what is chosen by comparing it;
 * NULL when it does not. */
const struct ir_op *detours_number(struct detours *d, const struct ir_value *source,
                                   const struct detour *detour);

/* An integer that an IF or SELECT chooses by comparing active values: an index or a count. */
void detours_check_choice(struct detours *d, const struct ir_op *op);

/* ---- integer_slips.c: integer arithmetic where a real one was surely meant */

/* Whether a conversion is the argument of abs; then that has been reported. */
bool detours_report_abs(struct detours *d, const struct ir_op *conversion);
/* A division of integer constants that leaves a remainder, in a coefficient of an active value. */
void detours_check_division(struct detours *d, const struct ir_op *op);

#endif
