/* The chain rule of pure operations, by the formulas of rules.def. */
#include "diff/context.h"

#include "diff/formula.h"
#include "diff/rules.h"
#include "support/fault.h"

struct operands {
    struct adjoint *a;
    const struct ir_op *op;
    value_lookup lookup;
};

static struct ir_value *operand_value(void *context, char name)
{
    struct operands *o = context;
    if (name == 'r')
        return o->lookup(o->a, ir_result(o->op));
    uint32_t index = (uint32_t)(name - 'x');
    GRADC_ASSERT(index < o->op->operand_count);
    return o->lookup(o->a, o->op->operands[index]);
}

static bool is_square(const struct ir_op *op)
{
    return op->code == IR_MUL && op->operands[0] == op->operands[1];
}

static void missing_rule(struct adjoint *a, const struct ir_op *op)
{
    a->failed = true;
    const char *name = op->code == IR_MATH ? ir_math_name(op->attr.math) : ir_op_info(op)->name;
    diag_emit(diag_new(a->engine, DIAG_missing_derivative, op->loc, name));
}

uint32_t chain_operand_count(const struct ir_op *op)
{
    return is_square(op) ? 1 : op->operand_count;
}

struct ir_value *chain(struct adjoint *a, const struct ir_op *op, uint32_t operand,
                       struct ir_value *d, value_lookup lookup)
{
    struct operands operands = {a, op, lookup};
    struct formula_scope scope = {
        .b = &a->b, .type = d->type, .d = d, .value = operand_value, .context = &operands};
    const char *formula = is_square(op) ? "d * (2 * x)" : rule_find(op, operand);
    if (formula)
        return formula_build(&scope, formula);
    missing_rule(a, op);
    return NULL;
}
