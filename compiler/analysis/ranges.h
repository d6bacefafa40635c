/* Value ranges of one function: in which interval a value lies at each place of the program.
 *
 * Follows conditions (within `if (x > 0)` x is positive, in all expressions equal to it), loops,
 * memory (one interval a cell, or a part of a block that several arrays share; analysis/cells.h)
 * and what GRADC_RANGE promises. A range never claims what is false of a run in which no value is
 * NaN, under two assumptions. Sizes are not 0: a size is an integer of the caller's that bounds a
 * loop which counts up from its first element, by itself or in a product or choice; so such a loop
 * runs at least once. And the parts of one block do not overlap (range_parts.c). Signed integers do
 * not overflow (C17 6.5p5). */
#ifndef GRADC_ANALYSIS_RANGES_H
#define GRADC_ANALYSIS_RANGES_H

#include "analysis/interval.h"
#include "analysis/numbering.h"

struct ranges;

/* What is done at each operation that may run, in the order of the text, before its results are
 * known. Ranges are found by walks over the function, and only the last one tells the truth: with
 * `begin`, what was seen before does not count any more. */
struct ranges_visitor {
    void (*begin)(void *context, struct ranges *ranges);
    void (*visit)(void *context, const struct ir_op *op);
    void *context;
};

/* `cells` are those of `func`, divided as flow_build divides them. `ranges` may be asked by the
 * visitor alone, and answers for the place of the operation. */
void ranges_walk(struct arena *arena, const struct ir_func *func, struct cell_map *cells,
                 const struct numbering *numbering, const struct ranges_visitor *visitor);

/* As ranges_of, but only what is known without looking into how the value was made: wider, cheaper.
 */
struct interval ranges_known(const struct ranges *ranges, const struct ir_value *value);

/* The range of a real or integer value; empty where no run gets here, or where it would read what
 * nobody wrote. */
struct interval ranges_of(struct ranges *ranges, const struct ir_value *value);

#endif
