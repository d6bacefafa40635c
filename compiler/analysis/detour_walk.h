/* What becomes of a value that lost its derivative: an integer, a rounded or a truth value. */
#ifndef GRADC_ANALYSIS_DETOUR_WALK_H
#define GRADC_ANALYSIS_DETOUR_WALK_H

#include "analysis/loss_flow.h"

typedef VEC(const struct ir_op *) op_list;

struct detour {
    op_list numbers;  /* where it counts as a number on the way to the loss */
    op_list indices;  /* where it chooses a place that matters */
    op_list branches; /* an IF or SELECT that asks whether the integer is something: `k == 3` */
    bool is_fraction; /* it is taken off what it came from: `t - (int)t` */
};

struct detour_walker {
    const struct loss_flow *flow;
    uint32_t *marks; /* by value id: the walk that came by last */
    uint32_t mark;
};

struct detour_walker detour_walker(const struct loss_flow *flow);

/* Follows `value`, which an active `source` (or NULL) was made into, through arithmetic, memory and
 * control until it is used up. Where it is taken off a value that `source` was made of, nothing is
 * lost; nor where a truth value multiplies an active one, as a mask does. */
struct detour detour_walk(struct detour_walker *walker, const struct ir_value *source,
                          const struct ir_value *value);

/* The same for a result of a branch that is one constant or another: a step, or a count of steps.
 * Where it multiplies something active, or divides it, it says which of several smooth pieces
 * counts, and nothing is lost. */
struct detour detour_walk_step(struct detour_walker *walker, const struct ir_value *source,
                               const struct ir_value *value);

/* The same of a value that says how often something was the case. To divide by it makes a mean of
 * what was then, which is no use as a number: its derivative is right as it stands. */
struct detour detour_walk_count(struct detour_walker *walker, const struct ir_value *value);

/* The same for what is loaded from where `store` puts an integer. */
struct detour detour_walk_stored(struct detour_walker *walker, const struct ir_op *store,
                                 bool is_count);

#endif
