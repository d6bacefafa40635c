/* A WHILE goes on as long as the first value that its region yields. A break, a return or the
 * loop's own condition makes that false within IFs around the rest of the turn. */
#include "analysis/early_exit.h"

#include "ir/build.h"

static const struct ir_op *loop_around(const struct ir_op *op)
{
    const struct ir_op *outer = op->region->op;
    while (outer && outer->code == IR_IF)
        outer = outer->region->op;
    return outer;
}

static bool is_false(const struct ir_value *value)
{
    return value->def && value->def->code == IR_CONST && value->def->attr.integer == 0;
}

/* Whether a truth value of the turn is surely false where `op` takes that side. */
static bool is_false_after(const struct numbering *numbering, const struct ir_value *truth,
                           const struct ir_op *op, uint32_t side)
{
    const struct ir_op *def = truth->def;
    if (numbering_of(numbering, truth) == numbering_of(numbering, op->operands[0]))
        return side == 1;
    if (!def || def->code != IR_IF)
        return def && def->code == IR_LNOT && side == 0 &&
               numbering_of(numbering, def->operands[0]) ==
                   numbering_of(numbering, op->operands[0]);
    for (uint32_t i = 0; i < 2; i++) {
        const struct ir_value *yielded = ir_terminator(def->regions[i])->operands[truth->index];
        if (def == op ? i == side && is_false(yielded)
                      : ir_region_contains(def->regions[i], op->region) &&
                            is_false_after(numbering, yielded, op, side))
            return true;
    }
    return false;
}

bool early_exit_ends_loop(const struct numbering *numbering, const struct ir_op *op, uint32_t side)
{
    const struct ir_op *loop = loop_around(op);
    return loop && loop->code == IR_WHILE &&
           is_false_after(numbering, ir_terminator(loop->regions[0])->operands[0], op, side);
}

const struct ir_value *early_exit_last(const struct ir_value *value)
{
    const struct ir_op *yield = ir_terminator(value->region), *outer = value->region->op;
    uint32_t skipped = outer && outer->code == IR_WHILE;
    for (uint32_t i = skipped; outer && i < yield->operand_count; i++)
        if (yield->operands[i] == value)
            return outer->code == IR_IF ? early_exit_last(outer->results[i])
                                        : outer->results[i - skipped];
    return NULL;
}
