/* Where pointers to functions lead. */
#ifndef GRADC_OPT_TARGETS_H
#define GRADC_OPT_TARGETS_H

#include "analysis/cells.h"

struct target_set {
    VEC(struct ir_target) list;
    bool is_open; /* others are possible */
};

/* What a pointer in `func` may point to; `cells` are those of `func` as it stands. Lives in
 * `scratch`. */
struct target_set targets_find(struct arena *scratch, const struct ir_func *func,
                               struct cell_map *cells, const struct ir_value *pointer);

/* Turns calls through pointers whose targets are all known into calls of those: of the only one, or
 * of the one that the pointer equals. Says whether there were any (indirect.c). */
bool opt_resolve_calls(struct ir_module *module, struct ir_func *func);

#endif
