/* Replacing values and copying operations. */
#ifndef GRADC_IR_REWRITE_H
#define GRADC_IR_REWRITE_H

#include "ir/build.h"

/* A map from the ids of one function's values to values (of the same or another function). Absent
 * entries map to NULL. Grows on demand. */
struct ir_map {
    struct arena *arena;
    struct ir_value **data;
    size_t len, cap;
};

struct ir_value *ir_map_get(const struct ir_map *map, const struct ir_value *key);
void ir_map_set(struct ir_map *map, const struct ir_value *key, struct ir_value *value);
void ir_map_clear(struct ir_map *map);

/* Rewrites all operands in `region` and below by the map, following chains of replacements. */
void ir_apply_replacements(struct ir_region *region, const struct ir_map *map);

/* Copies `op` with its regions to the builder's place. Operands are looked up in the map; those
 * not in it must be visible at the builder's place and are used as they are. Results and region
 * arguments are entered into the map. Location and name are kept; a site is put under the builder's
 * site. */
struct ir_op *ir_clone_op(struct ir_builder *b, const struct ir_op *op, struct ir_map *map);
/* Copies all operations of `from` but its terminator. */
void ir_clone_region_ops(struct ir_builder *b, const struct ir_region *from, struct ir_map *map);

/* For each value id: how many operands refer to it. In `arena`, `func->value_count` entries. */
uint32_t *ir_count_uses(const struct ir_func *func, struct arena *arena);

#endif
