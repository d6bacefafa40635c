/* What the checks of analysis/singular.h share. */
#ifndef GRADC_ANALYSIS_SINGULAR_STATE_H
#define GRADC_ANALYSIS_SINGULAR_STATE_H

#include "analysis/ranges.h"
#include "analysis/reach.h"
#include "analysis/subjects.h"
#include "analysis/uses.h"
#include "diag/diag.h"

struct singular {
    struct diag_engine *engine;
    struct arena *arena;
    const struct ir_func *loss;
    struct flow_graph graph;
    struct subject_list subjects;
    struct ranges *ranges;
    struct uses uses;
    const bool *varied; /* by node: a parameter flows into it smoothly */
    const bool *useful; /* it flows into the loss smoothly */
    VEC(const struct ir_op *) zero_factors;
};

bool singular_is_varied(const struct singular *s, const struct ir_value *value);
bool singular_is_useful(const struct singular *s, const struct ir_value *value);
/* Whether the derivative of an operation's result by this operand counts. */
bool singular_is_active(const struct singular *s, const struct ir_op *op, uint32_t operand);

/* The value without the conversions between numbers that it went through. */
const struct ir_value *singular_unconverted(const struct ir_value *value);

/* Whether `value` is computed from a value of this number, by a few pure operations. */
bool singular_is_made_of(const struct singular *s, const struct ir_value *value, uint32_t number);

/* ---- singular_notes.c */

/* Adds notes: the range of an operand and where it comes from, the calls that lead to `op`. */
void singular_note_range(struct singular *s, struct diag *d, const struct ir_op *op,
                         uint32_t operand);

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
