/* Annotations: which functions are losses, what they are differentiated by. */
#ifndef GRADC_FRONTEND_ANNOTATION_H
#define GRADC_FRONTEND_ANNOTATION_H

#include "frontend/lower.h"

enum annotation {
    ANNOTATION_LOSS = 1,
    ANNOTATION_WRT = 2,
    ANNOTATION_CONST = 4,
    ANNOTATION_OUT = 8,
    ANNOTATION_WORK = 16,
    ANNOTATION_VJP = 64, /* see frontend/registration.h */
    ANNOTATION_JVP = 128,
    ANNOTATION_RANGE = 32, /* GRADC_RANGE and GRADC_POSITIVE; see frontend/contract.h */
};

/* The annotations of a declaration, as a set. Unknown ones, and those not in `allowed`, are
 * reported. */
unsigned annotation_read(struct lower_state *l, CXCursor decl, unsigned allowed);

/* Whether a variable is to be differentiated by, whoever says so. */
bool annotation_is_wrt(struct lower_state *l, CXCursor decl);

/* Notes what a global's declaration says of it. */
void annotation_mark_global(struct lower_state *l, CXCursor decl, struct ir_global *global);

/* Finds the derivatives that a unit registers which is not the main one. */
void annotation_find_derivatives(struct lower_state *l);

/* Finds all losses of the unit, marked or asked for, and lowers their signatures. Reports what is
 * wrong with them. */
void annotation_find_losses(struct lower_state *l);

#endif
