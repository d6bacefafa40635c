/* Value numbers: values with equal numbers are equal wherever both can be seen.
 *
 * Pure operations of equal operands share a number, and so do loads of one address between which
 * nothing writes what they read; a load after a store to the same address has the stored value's.
 * An IF's result counts as a choice by its condition. Values that loops carry are new each. (Click,
 * Global Code Motion / Global Value Numbering, PLDI 1995, without the motion.) */
#ifndef GRADC_ANALYSIS_NUMBERING_H
#define GRADC_ANALYSIS_NUMBERING_H

#include "analysis/cells.h"

#define NUMBER_NONE UINT32_MAX

/* The innermost loop around the first read of a pointer that may change what is read there. */
struct number_change {
    uint32_t number;
    const struct ir_op *loop;
};

struct numbering {
    const uint32_t *numbers;              /* by value id */
    const struct ir_value *const *values; /* by number: the first value that has it */
    uint32_t count;
    const struct number_table *table;
    VEC(struct number_change) changes;
};

/* Lives in `arena`, as long as `func` does not change. `cells` are those of `func`. */
struct numbering numbering_build(struct arena *arena, const struct ir_func *func,
                                 struct cell_map *cells);

static inline uint32_t numbering_of(const struct numbering *numbering, const struct ir_value *value)
{
    return numbering->numbers[value->id];
}

/* That loop; NULL where there is none, and for all that is no pointer read from memory. */
const struct ir_op *numbering_changed_in(const struct numbering *numbering, uint32_t number);

/* The number of a binary operation on values of these numbers; NUMBER_NONE where the function has
 * no such operation. */
uint32_t numbering_find(const struct numbering *numbering, enum ir_opcode code,
                        const struct ir_type *type, uint32_t x, uint32_t y);
/* The same of a function of two arguments. */
uint32_t numbering_find_math(const struct numbering *numbering, enum ir_math math,
                             const struct ir_type *type, uint32_t x, uint32_t y);

#endif
