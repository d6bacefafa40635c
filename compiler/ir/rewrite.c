/* Value maps, replacement in one sweep, and copies of operations. */
#include "ir/rewrite.h"

#include "support/fault.h"

struct ir_value *ir_map_get(const struct ir_map *map, const struct ir_value *key)
{
    return key->id < map->len ? map->data[key->id] : NULL;
}

void ir_map_set(struct ir_map *map, const struct ir_value *key, struct ir_value *value)
{
    size_t need = (size_t)key->id + 1;
    if (need > map->len) {
        /* Storage beyond the length is zero, as it comes from the arena: "absent". */
        map->data = vec_reserve(map->arena, map->data, map->len, &map->cap, need,
                                sizeof(struct ir_value *));
        map->len = need;
    }
    map->data[key->id] = value;
}

void ir_map_clear(struct ir_map *map)
{
    if (map->len)
        memset(map->data, 0, map->len * sizeof *map->data);
    map->len = 0;
}

static struct ir_value *resolve(const struct ir_map *map, struct ir_value *value)
{
    for (struct ir_value *next; (next = ir_map_get(map, value)) != NULL && next != value;)
        value = next;
    return value;
}

void ir_apply_replacements(struct ir_region *region, const struct ir_map *map)
{
    if (!map->len)
        return;
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->operand_count; i++)
            op->operands[i] = resolve(map, op->operands[i]);
        for (uint32_t i = 0; i < op->region_count; i++)
            ir_apply_replacements(op->regions[i], map);
    }
}

/* The site of a copied operation: its own chain of calls, continued by the builder's. */
static const struct ir_site *join_sites(struct ir_builder *b, const struct ir_site *inner)
{
    if (!inner)
        return b->site;
    if (!b->site)
        return inner;
    struct ir_site *joined = ARENA_NEW(b->module->arena, struct ir_site);
    *joined = *inner;
    joined->outer = join_sites(b, inner->outer);
    return joined;
}

static void clone_regions(struct ir_builder *b, const struct ir_op *op, struct ir_op *copy,
                          struct ir_map *map)
{
    for (uint32_t i = 0; i < op->region_count; i++) {
        const struct ir_region *from = op->regions[i];
        struct ir_region *to = copy->regions[i];
        for (size_t k = 0; k < from->args.len; k++) {
            const struct ir_value *arg = from->args.data[k];
            ir_map_set(map, arg, ir_region_add_arg(b->module, to, arg->type, arg->name));
        }
        struct ir_builder inner = *b;
        inner.region = to;
        inner.before = NULL;
        IR_FOR_EACH_OP (nested, from) {
            ir_clone_op(&inner, nested, map);
        }
    }
}

struct ir_op *ir_clone_op(struct ir_builder *b, const struct ir_op *op, struct ir_map *map)
{
    struct ir_builder here = *b;
    here.loc = op->loc;
    here.site = join_sites(b, op->site);
    struct ir_op *copy =
        ir_build_op(&here, op->code, op->operands, op->operand_count, op->result_count);
    copy->attr = op->attr;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        struct ir_value *mapped = ir_map_get(map, op->operands[i]);
        if (mapped)
            copy->operands[i] = mapped;
    }
    for (uint32_t i = 0; i < op->result_count; i++) {
        copy->results[i]->type = op->results[i]->type;
        copy->results[i]->name = op->results[i]->name;
        ir_map_set(map, op->results[i], copy->results[i]);
    }
    clone_regions(b, op, copy, map);
    return copy;
}

void ir_clone_region_ops(struct ir_builder *b, const struct ir_region *from, struct ir_map *map)
{
    const struct ir_op *end = ir_terminator(from);
    for (const struct ir_op *op = from->first; op != end; op = op->next)
        ir_clone_op(b, op, map);
}

static void count_uses(const struct ir_region *region, uint32_t *uses)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->operand_count; i++)
            uses[op->operands[i]->id]++;
        for (uint32_t i = 0; i < op->region_count; i++)
            count_uses(op->regions[i], uses);
    }
}

uint32_t *ir_count_uses(const struct ir_func *func, struct arena *arena)
{
    uint32_t *uses = ARENA_ARRAY(arena, uint32_t, func->value_count);
    count_uses(func->body, uses);
    return uses;
}
