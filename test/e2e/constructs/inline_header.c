// static inline functions and macros of a header.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include "Inputs/inline_header.h"

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct inline_pair p = inline_pair_of(w[0], w[1]);
    return INLINE_NORM(p) * inline_soft(p.first) * inline_digits(1234) + EPS +
           inline_series(w[1]);
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, 0.4}, {0.9, 1.3})
