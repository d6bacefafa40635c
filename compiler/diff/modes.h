/* The derivatives that gradc can write of a loss. */
#ifndef GRADC_DIFF_MODES_H
#define GRADC_DIFF_MODES_H

#include "diff/dense.h"

struct mode_options {
    struct adjoint_options adjoint;
    enum dense_direction direction; /* of a matrix */
    unsigned width;                 /* how many of its columns or rows are made at once, at most */
};

/* One row of modes.def. */
struct diff_mode {
    const char *name;
    /* Adds the derivative `<loss>_<name>` to the module, by the strategy of `options`, whose
     * decisions are filled. NULL when there is none: then errors have been reported. */
    struct ir_func *(*build)(struct ir_module *module, struct diag_engine *engine,
                             const struct ir_func *loss, const struct mode_options *options);
};

/* NULL when no mode has this name. */
const struct diff_mode *diff_mode_find(const char *name);
/* The name of row `index`; NULL behind the last. */
const char *diff_mode_name(size_t index);

#endif
