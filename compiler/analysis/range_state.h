/* The range analysis's own state, shared by its parts. */
#ifndef GRADC_ANALYSIS_RANGE_STATE_H
#define GRADC_ANALYSIS_RANGE_STATE_H

#include "analysis/ranges.h"

/* How many operations one question may look into. */
enum { RANGE_FUEL = 16 };

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

/* What is put aside of an array while a loop inside another one runs. */
struct range_outer {
    const struct ir_op *loop;
    struct interval before, stored;
};

struct ranges {
    struct arena *arena;
    const struct ir_func *func;
    struct cell_map *cells;
    struct numbering numbering;
    struct interval *now;              /* by number: what is known at the place of the walk */
    uint32_t epoch, clock;             /* since the last narrowing that holds; the last one given */
    uint32_t *settled;                 /* by value id: the epoch in which `now` says all of it */
    VEC(struct range_change) undo;     /* how `now` was outside the regions that are open */
    VEC(struct range_change) facts;    /* of one of two worlds, while the other is looked at */
    VEC(struct interval) pending;      /* results of regions that have been left */
    uint32_t *carried_of;              /* by value id of a region's argument: its number from 1 */
    VEC(struct range_unknown) carried; /* by that number */
    VEC(const struct ir_op *) writes;  /* all operations that write to memory */
    struct range_part **parts;         /* by cell: of a pool; NULL for most */
    uint32_t place_count;              /* of cells, and of parts behind them */
    struct range_unknown *contents;    /* by place */
    struct range_array *arrays;        /* by place */
    struct range_fill **fills; /* by value id of a loop's counter: what the loop writes to */
    bool *is_computed;         /* by cell: its content may be none that the caller gave */
    struct range_diagonal **diagonals; /* by cell; NULL for most */
    VEC(struct range_outer) outer;
    VEC(struct range_change) array_undo;  /* by place: what arrays held before */
    unsigned walks;                       /* that have been made */
    bool changed;                         /* an unknown grew in this walk */
    bool is_widened;                      /* an unknown may be larger than it need be */
    bool is_final;                        /* unknowns are settled */
    bool is_over;                         /* nothing comes here: a call before does not return */
    unsigned fuel;                        /* for looking into expressions and conditions */
    const struct ranges_visitor *visitor; /* NULL while it is too early to show anything */
};

/* Whether a FOR counts up. */
static inline bool range_is_upward(const struct ir_op *loop)
{
    return loop->attr.loop.pred == IR_PRED_LT || loop->attr.loop.pred == IR_PRED_LE;
}

/* The integer that an integer was converted from. */
static inline const struct ir_value *range_unconverted(const struct ir_value *value)
{
    while (value->def && value->def->code == IR_CONV &&
           ir_type_is_integer(value->def->operands[0]->type))
        value = value->def->operands[0];
    return value;
}

static inline bool range_is_constant(const struct ir_value *value)
{
    return value->def && value->def->code == IR_CONST;
}

/* What is known of a value here; in the second form also what follows from its operands, some
 * operations deep. */
struct interval range_now(const struct ranges *r, const struct ir_value *value);
struct interval range_deep(struct ranges *r, const struct ir_value *value);

/* Adds to what is known here; false when that leaves no number that was there before. */
bool range_set(struct ranges *r, const struct ir_value *value, struct interval range);
bool range_set_number(struct ranges *r, uint32_t number, struct interval range);
/* Forgets all that was added since the mark was taken. */
struct range_mark {
    size_t undo;
    uint32_t epoch;
};
struct range_mark range_mark(const struct ranges *r);
void range_forget(struct ranges *r, struct range_mark mark);

/* What a loop carries in an argument of its region. */
struct range_unknown *range_carried(struct ranges *r, const struct ir_value *argument);

/* Joins more into an unknown. */
void range_grow(struct ranges *r, struct range_unknown *unknown, struct interval more);

/* ---- range_walk.c */

/* Walks the whole function once; `changed` says whether an unknown grew. */
void range_walk(struct ranges *r);

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

/* ---- range_arrays.c: what local arrays hold here */

void range_find_arrays(struct ranges *r);
void range_start_arrays(struct ranges *r);
/* What happens to them: an object is made, zeroed, stored to; a loop is entered and left. */
void range_array_made(struct ranges *r, const struct ir_value *object);
void range_array_zeroed(struct ranges *r, uint32_t place);
void range_array_store(struct ranges *r, uint32_t place, struct interval stored);
void range_arrays_enter(struct ranges *r, const struct ir_op *loop);
void range_arrays_leave(struct ranges *r, const struct ir_op *loop);
/* Puts back what they held when `array_undo` had the length `mark`, for the other branch; and says,
 * behind the branches, that what either of them changed is not known. */
void range_arrays_restore(struct ranges *r, size_t mark);
void range_arrays_join(struct ranges *r, size_t mark);
/* The range of what is loaded; false when the memory is no such array. */
bool range_array_load(const struct ranges *r, const struct ir_op *load, struct interval *range);
/* Whether a value is the same all the time that an object made in `region` lives. */
bool range_is_fixed(const struct ranges *r, const struct ir_value *value,
                    const struct ir_region *region);

/* ---- range_sizes.c */

/* Takes note of a write. */
void range_sizes_see(struct ranges *r, const struct ir_op *op);
/* By number: whether it is a size; when all writes have been seen. */
const bool *range_find_sizes(struct ranges *r);

/* ---- range_parts.c: the parts of blocks that several arrays share */

#define RANGE_NO_PLACE UINT32_MAX

struct range_part {
    uint32_t pointer; /* its number */
    uint32_t place;
    struct range_part *next;
};

/* Finds them, and with them how many places there are. */
void range_find_parts(struct ranges *r);
/* The parts that may change where an address is written to, one of `cell`; only the first where
 * `*is_one`. */
const struct range_part *range_parts_written(const struct ranges *r, const struct cell *cell,
                                             const struct ir_value *address, bool *is_one);
/* The only place that an address reads; RANGE_NO_PLACE where there are several. */
uint32_t range_place_read(const struct ranges *r, const struct ir_value *address);

/* ---- range_diagonals.c: what is on the diagonals of matrices */

/* Takes note of a store, before any walk. */
void range_diagonals_see(struct ranges *r, const struct ir_op *store);
/* What a walk finds stored to a cell; and that anything may have been. */
void range_diagonals_store(struct ranges *r, const struct cell *cell, const struct ir_op *store,
                           struct interval stored);
void range_diagonals_forget(struct ranges *r, const struct cell *cell);
/* The range of what is loaded; false when that is no entry of a diagonal that a loop has filled. */
bool range_diagonals_load(const struct ranges *r, const struct ir_op *load, struct interval *range);

#endif
