/* The table of derivatives. */
#ifndef GRADC_DIFF_RULES_H
#define GRADC_DIFF_RULES_H

#include "ir/ir.h"

/* The formula (see rules.def) by which a pure operation is differentiated with respect to one of
 * its operands; NULL where there is none. */
const char *rule_find(const struct ir_op *op, uint32_t operand);

#endif
