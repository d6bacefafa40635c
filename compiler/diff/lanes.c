/* Lanes: the directions, or seeds, of one derivative. */
#include "diff/context.h"

void create_lanes(struct adjoint *a)
{
    size_t values = a->primal->value_count;
    if (!a->width)
        a->width = 1;
    a->lane = a->lanes = ARENA_ARRAY(a->arena, struct lane, a->width);
    do {
        a->lane->duals = ARENA_ARRAY(a->arena, struct ir_value *, values);
        a->lane->shadows = ARENA_ARRAY(a->arena, struct ir_value *, values);
        a->lane->adjoints = ARENA_ARRAY(a->arena, struct ir_value *, values);
        a->lane->param_shadows =
            ARENA_ARRAY(a->arena, struct ir_value *, a->primal->params.len + 1);
    } while (next_lane(a));
}

unsigned lane_number(const struct adjoint *a)
{
    return (unsigned)(a->lane - a->lanes);
}

bool next_lane(struct adjoint *a)
{
    bool is_last = lane_number(a) + 1 == a->width;
    a->lane = is_last ? a->lanes : a->lane + 1;
    return !is_last;
}

const char *lane_name(struct adjoint *a, const char *name, const char *suffix)
{
    if (!name)
        return NULL;
    return a->width == 1 ? arena_printf(a->module->arena, "%s_%s", name, suffix)
                         : arena_printf(a->module->arena, "%s_%s%u", name, suffix, lane_number(a));
}
