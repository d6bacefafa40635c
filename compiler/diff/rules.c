/* rules.def as arrays, indexed by operation or function and by operand. */
#include "diff/rules.h"

enum { MAX_OPERANDS = 3 };

static const char *const op_rules[IR_OPCODE_COUNT][MAX_OPERANDS] = {
#define RULE(id, operand, formula) [IR_##id][operand] = formula,
#include "diff/rules.def"
};

static const char *const math_rules[IR_MATH_COUNT][MAX_OPERANDS] = {
#define MATH_RULE(id, operand, formula) [IR_MATH_##id][operand] = formula,
#include "diff/rules.def"
};

const char *rule_find(const struct ir_op *op, uint32_t operand)
{
    if (operand >= MAX_OPERANDS)
        return NULL;
    return op->code == IR_MATH ? math_rules[op->attr.math][operand] : op_rules[op->code][operand];
}
