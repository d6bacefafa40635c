/* What the files that make dense matrices share. Not for other users. */
#ifndef GRADC_DIFF_DENSE_PLAN_H
#define GRADC_DIFF_DENSE_PLAN_H

#include "diff/dense.h"
#include "diff/repeat.h"
#include "ir/build.h"
#include "support/vec.h"

/* One parameter of the primal, or a global that it is differentiated by. What is counted is its
 * objects: what it points to, or itself. */
struct dense_block {
    struct ir_global *global; /* or NULL; then `param` and `value` are stand-ins */
    const struct ir_param *param;
    const struct ir_value *value;
    const struct ir_type *type; /* of an object */
    const struct ir_extent *extent;
    bool is_column, is_row;
    bool is_followed; /* by tangents and adjoints */
    bool is_changed;  /* by each run, which needs what it was on entry */

    struct ir_value *arg;                      /* in the function that is built */
    struct ir_value *count;                    /* u64; NULL: one */
    struct ir_value *first_row, *first_column; /* u64: the numbers of its first real */
    struct ir_value *saved;                    /* a copy of what it was on entry */
};

/* A loop that fills the matrix: columns by a tangent or rows by an adjoint. */
struct dense_pass {
    bool is_forward;
    unsigned width;
    struct ir_callee *kernel;    /* the derivative */
    struct ir_value **followers; /* block by block, a lane each: buffers */
    struct ir_value **results;   /* a lane each: where the tangent of what is returned goes */
    struct ir_value *step;       /* the first column or row of those that are made at once */
    struct ir_value *total;      /* how many there are */
    uint64_t known_total;        /* the same; 0: only the running program knows */
};

struct dense {
    const struct dense_request *request;
    struct ir_module *module;
    struct arena *arena; /* scratch */
    struct diag_engine *engine;
    bool failed;
    bool returns_row; /* what is returned is the only row */
    bool runs_once;   /* the function, to fill the matrix */
    struct dense_block *blocks;
    size_t block_count;
    const struct ir_type *real;             /* of the matrix' elements */
    VEC(struct ir_global *) saved;          /* globals that each run changes */
    VEC(struct ir_value *) globals, copies; /* parallel to it: addresses */

    struct ir_func *func;
    struct ir_builder b;
    struct ir_value *matrix, *rows, *columns;
};

/* ---- dense_plan.c: what there is to do, and what stands in the way */

void dense_plan(struct dense *d);
/* How many columns, or rows, are made at once. */
unsigned dense_width(const struct dense *d, bool forward);
/* How many rows or columns there are. False where only the running program knows. */
bool dense_known_count(const struct dense *d, bool of_rows, uint64_t *count);

/* ---- dense_pass.c: the loops */

/* `count` objects (NULL: one), from where d->b is; what is no real in them is zero. */
struct ir_value *dense_buffer(struct dense *d, const struct ir_type *type, struct ir_value *count,
                              const char *name);
/* Emits the loop; what the function returns, or NULL. */
struct ir_value *dense_run_pass(struct dense *d, struct dense_pass *pass);

#endif
