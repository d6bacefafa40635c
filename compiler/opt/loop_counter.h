/* What counts the turns of a WHILE.
 *
 * Expects what the frontend makes of C loops once variables are values:
 *
 *     while carry (i, x...) { ...; c = i < n; r... = if c { body; yield i + s, y... }
 *                             else { yield i, x... }; yield c, r... }
 *
 * where n does not change in the loop. Loops that anything else may end have no counter. */
#ifndef GRADC_OPT_LOOP_COUNTER_H
#define GRADC_OPT_LOOP_COUNTER_H

#include "ir/ir.h"

struct loop_counter {
    struct ir_op *loop, *branch, *compare;
    uint32_t index;       /* of the counter among what the loop carries */
    struct ir_value *arg; /* the counter in the loop's region */
    struct ir_value *bound;
    struct ir_value *step; /* what is added; a constant or invariant */
    enum ir_predicate pred;
    bool is_subtracted; /* the step is */
    bool steps_first;   /* while (i-- > 0): stepped also when the test fails */
};

/* Finds the counter of `c->loop`; false where it has none. `uses` counts those of each value. */
bool loop_counter_find(struct loop_counter *c, const uint32_t *uses);

/* The value that what is carried goes on with, when the condition held; NULL where more happens to
 * it when it did not. */
struct ir_value *loop_counter_next(const struct loop_counter *c, uint32_t k);
/* The value that the counter begins with. */
struct ir_value *loop_counter_initial(const struct loop_counter *c);
/* What is added in a turn, of a constant step. */
int64_t loop_counter_step(const struct loop_counter *c);

/* Whether a value is computed in a loop. */
bool loop_counter_is_inside(const struct ir_value *v, const struct ir_op *loop);

#endif
