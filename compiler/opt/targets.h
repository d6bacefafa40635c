/* Where pointers to functions lead. */
#ifndef GRADC_OPT_TARGETS_H
#define GRADC_OPT_TARGETS_H

#include "analysis/cells.h"

struct target_set {
    VEC(struct ir_target) list;
    bool is_open; /* others are possible */
    /* Whether that is so only as long as calls through pointers put no other there: the last ones
     * of a choice, that should never be reached; others, that are still to be resolved. */
    bool assumes_last, assumes_others;
};

/* What a pointer in `func` may point to; `cells` are those of `func` as it stands. Lives in
 * `scratch`. */
struct target_set targets_find(struct arena *scratch, const struct ir_func *func,
                               struct cell_map *cells, const struct ir_value *pointer);

/* The IF that a call through a pointer is in the else branch of, when it compares that pointer with
 * a function; NULL where there is none. */
struct ir_op *targets_last_choice(const struct ir_op *call);
/* Whether that IF, or one whose else branch it is in turn, compares with this function. */
bool targets_exclude(const struct ir_op *call, const struct ir_callee *callee);

/* Turns calls through pointers whose targets are all known into calls of those: of the only one, or
 * of the one that the pointer equals. Says whether there were any (indirect.c). */
bool opt_resolve_calls(struct ir_module *module, struct ir_func *func);

#endif
