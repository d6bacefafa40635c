/* What the search for overwritten values knows of a function's memory, shared by its parts. */
#ifndef GRADC_ANALYSIS_OVERWRITE_STATE_H
#define GRADC_ANALYSIS_OVERWRITE_STATE_H

#include "analysis/loss_flow.h"

struct lost {
    const struct ir_op *store, *overwriting; /* the same for the store of a loop */
};

/* A scalar, a field of a structure, or all elements of an array. */
struct variable {
    const struct ir_op *stored;     /* in the region that is walked, and not read since */
    const struct ir_op *last_store; /* anywhere */
    uint32_t last_read;             /* the operation's order, and one more; 0: never */
    const struct ir_value *whole;   /* of a field: the structure's slot */
    const struct ir_value *first;   /* of a field: the first address that was made of it */
    bool is_private;                /* nothing else has its address */
};

struct search {
    struct arena *arena;
    struct variable **variables;      /* by value id; NULL for all that is no variable */
    VEC(const struct ir_op *) fields; /* the first FIELD of each */
    VEC(struct lost) lost;
    const struct ir_func *loss; /* once it is promoted: only buffers are looked at; else NULL */
    bool is_ahead; /* of inlining: only scalar variables, and what calls give may be anything */
};

/* What is known of a value's variable: nothing where it is none. */
const struct variable *overwrite_known(const struct search *s, const struct ir_value *value);

/* What a load or store accesses, if nothing else can; else NULL. */
struct variable *overwrite_accessed(struct search *s, const struct ir_op *op);

/* Adds the stores of a loop's body, in every turn, to what is outside and the loop never reads. */
void overwrite_find_afresh(struct search *s, const struct ir_op *loop);

#endif
