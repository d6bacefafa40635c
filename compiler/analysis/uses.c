/* A counting sort of all operands by value. */
#include "analysis/uses.h"

struct sorter {
    uint32_t *first, *next;
    const struct ir_op **ops;
};

static void count(struct sorter *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->operand_count; i++)
            s->first[op->operands[i]->id + 1]++;
        for (uint32_t i = 0; i < op->region_count; i++)
            count(s, op->regions[i]);
    }
}

static void place(struct sorter *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->operand_count; i++)
            s->ops[s->next[op->operands[i]->id]++] = op;
        for (uint32_t i = 0; i < op->region_count; i++)
            place(s, op->regions[i]);
    }
}

struct uses uses_build(struct arena *arena, const struct ir_func *func)
{
    struct sorter s = {.first = ARENA_ARRAY(arena, uint32_t, func->value_count + 1),
                       .next = ARENA_ARRAY(arena, uint32_t, func->value_count + 1)};
    count(&s, func->body);
    for (uint32_t i = 0; i < func->value_count; i++)
        s.first[i + 1] += s.first[i];
    memcpy(s.next, s.first, (func->value_count + 1) * sizeof *s.next);
    s.ops = ARENA_ARRAY(arena, const struct ir_op *, s.first[func->value_count] + 1);
    place(&s, func->body);
    return (struct uses){s.ops, s.first};
}
