/* Ranges hold at a place only (analysis/ranges.h): those of all uses are joined. */
#include "report/value_ranges.h"

#include "analysis/ranges.h"

struct joined {
    struct interval *by_value;
    uint32_t count;
    struct ranges *ranges;
};

static void begin(void *context, struct ranges *ranges)
{
    struct joined *joined = context;
    joined->ranges = ranges;
    for (uint32_t i = 0; i < joined->count; i++)
        joined->by_value[i] = interval_empty();
}

static void join_operands(void *context, const struct ir_op *op)
{
    struct joined *joined = context;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        const struct ir_value *value = op->operands[i];
        struct interval *range = &joined->by_value[value->id];
        if (value->type->kind == IR_TYPE_SCALAR)
            *range = interval_join(*range, ranges_of(joined->ranges, value));
    }
}

struct interval *value_ranges(const struct loss_flow *flow)
{
    struct joined joined = {.count = flow->loss->value_count};
    joined.by_value = ARENA_ARRAY(flow->arena, struct interval, joined.count);
    const struct ranges_visitor visitor = {begin, join_operands, &joined};
    ranges_walk(flow->arena, flow->loss, flow->graph.cells, &flow->numbering, &visitor);
    return joined.by_value;
}
