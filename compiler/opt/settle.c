/* Settling: once nothing is differentiated any more, stop(x) is x and through(y, x) is y.
 *
 * What was computed for the derivative of `through` alone is then dead. */
#include "opt/pass.h"

#include "ir/rewrite.h"

static void settle(const struct ir_region *region, struct ir_map *settled)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_STOP || op->code == IR_THROUGH)
            ir_map_set(settled, ir_result(op), op->operands[0]);
        for (uint32_t i = 0; i < op->region_count; i++)
            settle(op->regions[i], settled);
    }
}

void opt_settle(struct ir_module *module, struct ir_func *func)
{
    (void)module;
    struct arena *scratch = arena_create();
    struct ir_map settled = {.arena = scratch};
    settle(func->body, &settled);
    ir_apply_replacements(func->body, &settled);
    arena_destroy(scratch);
}
