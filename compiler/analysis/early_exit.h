/* Loops that a branch leaves: a counter that only such a branch stops counts turns, not how often
 * the branch was taken. */
#ifndef GRADC_ANALYSIS_EARLY_EXIT_H
#define GRADC_ANALYSIS_EARLY_EXIT_H

#include "analysis/numbering.h"

/* Whether the innermost loop around the IF or SELECT `op` ends with a turn in which it takes that
 * side: 0 where its condition holds, else 1. */
bool early_exit_ends_loop(const struct numbering *numbering, const struct ir_op *op, uint32_t side);

/* The result of the innermost loop around `value` that is `value` of the last turn; NULL when there
 * is none. */
const struct ir_value *early_exit_last(const struct ir_value *value);

#endif
