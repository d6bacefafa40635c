/* What a function must find as it was to be run again with the same outcome. */
#ifndef GRADC_DIFF_REPEAT_H
#define GRADC_DIFF_REPEAT_H

#include "diag/diag.h"
#include "ir/ir.h"
#include "support/vec.h"

struct repeat {
    bool *is_changed;                /* by parameter: what it points to is read and written */
    bool *is_stepped;                /* by parameter: it is taken to lead to more than one object */
    VEC(struct ir_global *) globals; /* that are read and written */
    struct src_loc *changes;         /* by parameter: where it is written, or the pointer moved */
    const struct ir_op *obstacle;    /* what cannot be undone, or NULL */
    const char *why;                 /* what it does, for "cannot differentiate a function that" */
};

/* Lives in `arena`. `func` is simplified. */
struct repeat repeat_find(struct arena *arena, const struct ir_func *func);

#endif
