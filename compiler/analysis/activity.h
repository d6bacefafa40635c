/* Activity: which values and which memory take part in differentiation.
 *
 * A value is varied when it depends differentiably on what the function is differentiated by, and
 * useful when the loss depends differentiably on it; it is active when it is both. The same holds
 * of memory cells. Of a function that is split (diff/parts.c) all that it is given and gives may be
 * active. Errs on the side of too much. (Griewank & Walther, Evaluating Derivatives, 2nd ed.,
 * section 6.2.) */
#ifndef GRADC_ANALYSIS_ACTIVITY_H
#define GRADC_ANALYSIS_ACTIVITY_H

#include "analysis/cells.h"

struct activity;

/* Lives in `arena`, as long as `func` does not change. */
struct activity *activity_build(struct arena *arena, const struct ir_func *func);

struct cell_map *activity_cells(const struct activity *activity);

/* Whether a real value is active; false for all other values. */
bool activity_of_value(const struct activity *activity, const struct ir_value *value);

/* Whether a cell holds active reals, itself or in its fields. */
bool activity_of_cell(const struct activity *activity, const struct cell *cell);

/* Whether active reals can be reached through a pointer or from a cell, over any number of pointers
 * in between. Then it travels with a shadow. */
bool activity_needs_shadow(const struct activity *activity, const struct ir_value *pointer);
bool activity_cell_needs_shadow(const struct activity *activity, const struct cell *cell);

/* Whether an active value, or a pointer to active memory, may come out of a call that is left: as
 * its result, through its arguments, or through globals. */
bool activity_is_given_by(const struct activity *activity, const struct ir_op *call);

/* Whether the memory of a cell can have a shadow: all but what the caller owns and did not mark. */
bool activity_can_shadow(const struct cell *cell, const struct ir_func *func);

/* Whether all that a pointer may point to can have a shadow and needs one; where not, its shadow
 * may be null. */
bool activity_shadow_is_sure(const struct activity *activity, const struct ir_value *pointer);

#endif
