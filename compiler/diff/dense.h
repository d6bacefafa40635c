/* Dense matrices of derivatives: a function that fills one, a block of columns or rows at a time.
 *
 * The columns come out of the tangent, the rows out of the adjoint, each for several at once; both
 * are the passes as they are, and what is built here is the loop around them. */
#ifndef GRADC_DIFF_DENSE_H
#define GRADC_DIFF_DENSE_H

#include "diff/adjoint.h"

enum dense_direction {
    DENSE_AUTO, /* as the numbers of rows and columns suggest, when gradc or when the code runs */
    DENSE_FORWARD, /* columns, by the tangent */
    DENSE_REVERSE, /* rows, by the adjoint */
};

enum { DENSE_WIDTH = 8, DENSE_MAX_WIDTH = 64 };

struct dense_request {
    const char *name;           /* of the function */
    const char *matrix;         /* of the parameter that points to it */
    const struct ir_func *loss; /* whose parameters tell their extents */
    /* What is differentiated: the loss, or its gradient, whose derivative is symmetric. Columns are
     * the parameters that are differentiated; rows what is returned or the outputs, of a gradient
     * the gradients. */
    const struct ir_func *primal;
    bool is_gradient;
    enum dense_direction direction;
    unsigned width;                        /* at most so many columns or rows at once */
    const struct adjoint_options *adjoint; /* how rows are made */
    struct ir_func *product; /* the tangent of the primal along one direction, if that is there */
};

/* Adds a function to the module: the primal's parameters, and behind them a pointer to the matrix,
 * which is stored row by row. NULL where there is none: then errors have been reported. */
struct ir_func *dense_build(struct ir_module *module, struct diag_engine *engine,
                            const struct dense_request *request);

#endif
