/* Rules of blas.def, turned into IR. */
#ifndef GRADC_DIFF_BLAS_RULE_H
#define GRADC_DIFF_BLAS_RULE_H

#include "diff/context.h"
#include "ir/blas.h"

/* What the names in a rule stand for. */
struct blas_scope {
    struct adjoint *a;
    const struct ir_op *call; /* of the primal */
    /* By operand. Of a pointer `values` is where the content at the call is found, `before` and
     * `after` where that of a written one is; `duals` are shadows and tangents. NULL where no rule
     * asks. */
    struct ir_value **values, **before, **after, **duals;
    struct ir_value *result, *result_adj;
    struct ir_value *result_tan; /* the slot that it is summed up in */
};

/* Emits a rule at the adjoint's builder. A malformed rule is a fault. */
void blas_rule_run(const struct blas_scope *scope, const char *rule);
/* Emits an expression. */
struct ir_value *blas_rule_value(const struct blas_scope *scope, const char *expression);
/* Whether a rule asks for `name`, and not only for its adjoint or tangent. */
bool blas_rule_mentions(const char *rule, const char *name);
/* The name of an operand, in the scratch arena. */
const char *blas_operand_name(struct adjoint *a, const struct ir_blas *blas, uint32_t index);

#endif
