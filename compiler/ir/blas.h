/* What is known of the routines of CBLAS; see blas.def. */
#ifndef GRADC_IR_BLAS_H
#define GRADC_IR_BLAS_H

#include "ir/ir.h"

/* One row of blas.def. */
struct ir_blas {
    const char *name, *kinds, *operands;
};

/* The routine of this name without its prefix, `length` characters long; NULL when there is none.
 */
const struct ir_blas *ir_blas_find(const char *name, size_t length);
/* Tells the callee what its name says; nothing happens when that is no routine's. */
void ir_blas_attach(struct ir_callee *callee);
/* Whether a call's operands and result (NULL: none) have the types that the routine takes. */
bool ir_blas_fits(const struct ir_callee *callee, struct ir_value *const *operands, size_t count,
                  const struct ir_type *result);

#endif
