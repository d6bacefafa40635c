/* What the checks of analysis/singular.h share. */
#ifndef GRADC_ANALYSIS_SINGULAR_STATE_H
#define GRADC_ANALYSIS_SINGULAR_STATE_H

#include "analysis/loss_flow.h"
#include "analysis/ranges.h"

struct singular {
    const struct loss_flow *flow;
    struct ranges *ranges;
    VEC(struct diag *) found; /* in this walk over the ranges, which may not be the last */
    VEC(const struct ir_op *) zero_factors; /* likewise */
};

/* Whether the derivative of an operation's result by this operand counts. */
bool singular_is_active(const struct singular *s, const struct ir_op *op, uint32_t operand);

/* Whether `op` stands in a branch that is taken by whether `value` equals something. */
bool singular_is_singled_out(const struct singular *s, const struct ir_op *op,
                             const struct ir_value *value);

/* Reports it if this is the last walk. */
void singular_found(struct singular *s, struct diag *d);

/* The value without the conversions between numbers that it went through. */
const struct ir_value *singular_unconverted(const struct ir_value *value);

/* ---- singular_notes.c */

/* Adds notes: the range of an operand and where it comes from, the calls that lead to `op`. */
void singular_note_range(struct singular *s, struct diag *d, const struct ir_op *op,
                         uint32_t operand);

/* What is promised of the parameter or field that a value comes from; NULL for nothing. */
const struct ir_contract *singular_contract_of(struct singular *s, const struct ir_value *value);

/* Adds a note where the result, not the argument, of a function is compared with a constant. */
void singular_note_late_guard(struct singular *s, struct diag *d, const struct ir_op *op);

/* Adds a note that proposes `clip` for an argument of a call of math.h, with a fix-it where the
 * source shows the argument; and how to promise the range, where the value is the caller's. */
void singular_note_clip(struct singular *s, struct diag *d, const struct ir_op *op,
                        uint32_t operand, const char *clip);
void singular_note_promise(struct singular *s, struct diag *d, const struct ir_value *value);

/* ---- the other checks, an operation at a time; the last one looks at the whole */

void singular_check_branch(struct singular *s, const struct ir_op *op);
void singular_check_stability(struct singular *s, const struct ir_op *op);
void singular_check_factor(struct singular *s, const struct ir_op *op);
void singular_report_factors(struct singular *s);

#endif
