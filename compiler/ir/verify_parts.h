/* What the two halves of the verifier share: ir/verify.c checks structure and visibility,
 * ir/verify_types.c the types of each operation. Not for other users. */
#ifndef GRADC_IR_VERIFY_PARTS_H
#define GRADC_IR_VERIFY_PARTS_H

#include "ir/verify.h"

struct ir_verifier {
    const struct ir_func *func;
    struct text *report;
    const struct ir_value **visible; /* by value id: the value where it can be used now */
    bool *defined;                   /* by value id: has been defined anywhere */
    bool ok;
};

/* Adds a line to the report. `op` may be NULL. */
void ir_verify_complain(struct ir_verifier *v, const struct ir_op *op, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Checks types, attributes, and what regions take and yield. Counts that ops.def fixes have been
 * checked; operands and results are there and have types; regions have terminators. */
void ir_verify_types(struct ir_verifier *v, const struct ir_op *op);

#endif
