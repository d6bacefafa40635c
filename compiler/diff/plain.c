/* One look at each operation: all that diff/ may refuse asks for one that is named here. */
#include "diff/plain.h"

#include "diff/rules.h"

static bool has_rules(const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (ir_type_is_real(op->operands[i]->type) && !rule_find(op, i))
            return false;
    return true;
}

/* Of the function's own memory; what others see may have no shadow. */
static bool is_own(const struct ir_value *address)
{
    const struct ir_op *def = ir_address_base(address)->def;
    return def && ir_op_info(def)->effect == IR_EFFECT_ALLOC;
}

static bool is_plain(const struct ir_op *op)
{
    switch (op->code) {
    case IR_MATH:
        return has_rules(op);
    case IR_FIELD:
        return !op->operands[0]->type->elem->record->is_union;
    case IR_CALL:
    case IR_FREE:
    case IR_REALLOC:
    case IR_VLOAD:
    case IR_VSTORE:
        return false;
    default:
        return ir_op_info(op)->effect != IR_EFFECT_WRITE || is_own(op->operands[0]);
    }
}

static bool all_are_plain(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (!is_plain(op))
            return false;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (!all_are_plain(op->regions[i]))
                return false;
    }
    return true;
}

bool diff_is_plain(const struct ir_func *loss)
{
    return all_are_plain(loss->body);
}
