/* How far a pointer steps away from the member of a record that it points into. */
#ifndef GRADC_ANALYSIS_WALK_H
#define GRADC_ANALYSIS_WALK_H

#include "analysis/cells.h"

/* From where known steps began, in objects of the pointer's type. */
struct walk {
    const struct ir_type *object;
    int64_t least, most;
    bool is_known;
};

/* Of what a PTRADD gives. */
struct walk walk_of(const struct ir_op *op);

/* Whether it may lead out of the cell of a field. Where it is not known how far an index goes, it
 * is taken to stay within an array. */
bool walk_may_leave(const struct cell *cell, const struct walk *walk);

#endif
