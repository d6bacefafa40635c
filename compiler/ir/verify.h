/* The verifier: whether IR obeys the rules that ops.def and ir.h state. */
#ifndef GRADC_IR_VERIFY_H
#define GRADC_IR_VERIFY_H

#include "ir/ir.h"
#include "support/text.h"

/* Checks operand counts and types, visibility of operands, terminators, region arguments, ids and
 * links. Writes one line a violation to `report` and returns whether there was none. */
bool ir_verify(const struct ir_module *module, struct text *report);

/* A violation after the named pass is a fault. */
void ir_verify_or_fault(const struct ir_module *module, const char *pass);

#endif
