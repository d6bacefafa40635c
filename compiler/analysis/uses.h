/* Which operations use a value. */
#ifndef GRADC_ANALYSIS_USES_H
#define GRADC_ANALYSIS_USES_H

#include "ir/ir.h"

struct uses {
    const struct ir_op *const *ops; /* sorted by the value they use */
    const uint32_t *first;          /* by value id, and one more: where its uses begin in `ops` */
};

/* Lives in `arena`, as long as `func` does not change. */
struct uses uses_build(struct arena *arena, const struct ir_func *func);

#endif
