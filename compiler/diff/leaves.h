/* The reals and pointers that objects consist of: emits what is done with each. */
#ifndef GRADC_DIFF_LEAVES_H
#define GRADC_DIFF_LEAVES_H

#include "ir/build.h"

struct leaf {
    struct ir_value *to;     /* its address */
    struct ir_value *from;   /* that of its counterpart in a second object, or NULL */
    struct ir_value *number; /* u64: how many reals come before it; NULL: not counted */
};

struct leaf_walk {
    struct ir_builder *b; /* where operations are emitted; loops are, for arrays */
    void (*action)(void *context, const struct leaf *leaf);
    void *context;
    bool descending; /* last to first */
};

/* Does the walk's action for each leaf of `count` objects (NULL: one) at `first->to` and, in step,
 * at `first->from`; they are counted from `first->number` on, if that is not NULL. */
void leaves_walk(const struct leaf_walk *walk, const struct leaf *first, struct ir_value *count);

/* Whether a type has leaves of these kinds. */
bool type_has_leaf(const struct ir_type *type, bool (*is_wanted)(const struct ir_type *));

/* How many reals an object of the type has. */
uint64_t type_real_count(const struct ir_type *type);

#endif
