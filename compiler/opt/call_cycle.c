/* A search through the bodies of the functions that are called, each once. */
#include "opt/call_cycle.h"

#include "support/vec.h"

#include <string.h>

struct search {
    struct arena *arena;
    const struct ir_func *target;
    VEC(const struct ir_func *) seen;
    call_list path;
};

static bool in_region(struct search *s, const struct ir_region *region);

static bool is_new(struct search *s, const struct ir_func *func)
{
    for (size_t i = 0; i < s->seen.len; i++)
        if (s->seen.data[i] == func)
            return false;
    vec_push(s->arena, &s->seen, func);
    return true;
}

/* A copy of a function is known by its name. */
static bool in_call(struct search *s, const struct ir_op *call)
{
    const struct ir_func *callee = call->attr.callee->func;
    vec_push(s->arena, &s->path, call);
    if (strcmp(callee->name, s->target->name) == 0 ||
        (is_new(s, callee) && in_region(s, callee->body)))
        return true;
    (void)vec_pop(&s->path);
    return false;
}

static bool in_region(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && ir_call_is_split(op) && in_call(s, op))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (in_region(s, op->regions[i]))
                return true;
    }
    return false;
}

call_list opt_call_cycle(struct arena *arena, const struct ir_func *func)
{
    struct search s = {.arena = arena, .target = func};
    (void)in_region(&s, func->body);
    return s.path;
}
