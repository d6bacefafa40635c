/* Ranges hold at a place only (analysis/ranges.h): those of all uses are joined. */
#include "report/value_ranges.h"

#include "analysis/ranges.h"

static void join_operands(void *context, struct ranges *ranges, const struct ir_op *op)
{
    struct interval *joined = context;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        const struct ir_value *value = op->operands[i];
        if (value->type->kind == IR_TYPE_SCALAR)
            joined[value->id] = interval_join(joined[value->id], ranges_of(ranges, value));
    }
}

struct interval *value_ranges(const struct loss_flow *flow)
{
    const uint32_t count = flow->loss->value_count;
    struct interval *joined = ARENA_ARRAY(flow->arena, struct interval, count);
    for (uint32_t i = 0; i < count; i++)
        joined[i] = interval_empty();
    struct ranges *ranges =
        ranges_build(flow->arena, flow->loss, flow->graph.cells, &flow->numbering);
    ranges_walk(ranges, join_operands, joined);
    return joined;
}
