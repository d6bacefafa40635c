/* What is known of functions of the C library that gradc does not differentiate. */
#ifndef GRADC_ANALYSIS_LIBRARY_H
#define GRADC_ANALYSIS_LIBRARY_H

#include "ir/ir.h"

/* See library.def. */
enum library_role { LIBRARY_UNKNOWN, LIBRARY_PLAIN, LIBRARY_WRITES, LIBRARY_READS };

enum library_role library_role_of(const struct ir_callee *callee);

/* Whether an external function touches no object of the program but what its arguments lead to. */
bool library_keeps_to_arguments(const struct ir_callee *callee);

/* Whether a function may give something else when it is called again with the same: one of the
 * library's that does, or one that nothing is known of. Registered functions and routines of BLAS
 * do not. */
bool library_may_vary(const struct ir_callee *callee);

#endif
