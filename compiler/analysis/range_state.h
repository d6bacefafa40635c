/* The range analysis's own state, shared by its parts. */
#ifndef GRADC_ANALYSIS_RANGE_STATE_H
#define GRADC_ANALYSIS_RANGE_STATE_H

#include "analysis/ranges.h"

/* A range that grows from walk to walk: of a cell's content or of a value that a loop carries. */
struct range_unknown {
    struct interval value; /* in use */
    struct interval next;  /* what the walk under way has seen */
    unsigned changes;
};

struct range_change {
    uint32_t number;
    struct interval old;
};

struct ranges {
    struct arena *arena;
    const struct ir_func *func;
    struct cell_map *cells;
    struct numbering numbering;
    struct interval *now;           /* by number: what is known at the place of the walk */
    VEC(struct range_change) undo;  /* how `now` was outside the regions that are open */
    VEC(struct interval) pending;   /* results of regions that have been left */
    struct range_unknown *carried;  /* by value id of a region's argument */
    struct range_unknown *contents; /* by cell */
    bool changed;                   /* an unknown grew in this walk */
    bool is_final;                  /* unknowns are settled */
    unsigned fuel;                  /* for looking into expressions and conditions */
    ranges_visitor visit;
    void *context;
};

/* What is known of a value here; in the second form also what follows from its operands, some
 * operations deep. */
struct interval range_now(const struct ranges *r, const struct ir_value *value);
struct interval range_deep(struct ranges *r, const struct ir_value *value);

/* Adds to what is known here; false when that leaves no number that was there before. */
bool range_set(struct ranges *r, const struct ir_value *value, struct interval range);
bool range_set_number(struct ranges *r, uint32_t number, struct interval range);
/* Forgets all that was added since `undo` had the length `mark`. */
void range_forget(struct ranges *r, size_t mark);

/* Joins more into an unknown. */
void range_grow(struct ranges *r, struct range_unknown *unknown, struct interval more);

/* ---- range_transfer.c */

/* The range of a pure operation's result that follows from its operands' ranges. */
struct interval range_transfer(struct ranges *r, const struct ir_op *op);

/* Integers of a type after arithmetic: unsigned ones wrap. */
struct interval range_fitted(struct interval x, const struct ir_type *type);

/* ---- range_assume.c */

/* Adds what holds where `condition` is `truth`; false when that cannot be. */
bool range_assume(struct ranges *r, const struct ir_value *condition, bool truth);

/* The same of a comparison. */
bool range_assume_order(struct ranges *r, enum ir_opcode code, const struct ir_value *x,
                        const struct ir_value *y);

/* ---- range_memory.c */

/* Begins a walk with what memory holds before the function does anything. */
void range_start_memory(struct ranges *r);
struct interval range_promised(const struct ir_contract *contract);
struct interval range_load(struct ranges *r, const struct ir_op *load);
/* Takes note of what an operation writes. */
void range_write(struct ranges *r, const struct ir_op *op);

#endif
