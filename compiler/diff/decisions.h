/* A record of what the adjoint decided, for who wants to show it. */
#ifndef GRADC_DIFF_DECISIONS_H
#define GRADC_DIFF_DECISIONS_H

#include "ir/ir.h"

enum decision_kind {
#define DECISION(id, name, text) DECISION_##id,
#include "diff/decisions.def"
    DECISION_COUNT
};

/* One decision; `name` is what the source calls the value, NULL for a loop and for a value that has
 * none. */
struct decision {
    enum decision_kind kind;
    struct src_loc loc;
    const char *name;
};

/* In the order in which they were made; one may be there several times. Zero-initialise with the
 * arena set. */
struct decisions {
    struct arena *arena;
    VEC(struct decision) list;
};

/* Records what is done with a value; nothing when `list` is NULL. */
void decide_value(struct decisions *list, enum decision_kind kind, const struct ir_value *value);

/* Records what is done with a loop; nothing when `list` is NULL. */
void decide_loop(struct decisions *list, enum decision_kind kind, const struct ir_op *loop);

const char *decision_name(enum decision_kind kind);
const char *decision_text(enum decision_kind kind);

#endif
