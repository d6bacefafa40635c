/* Inlining. */
#ifndef GRADC_OPT_INLINE_H
#define GRADC_OPT_INLINE_H

#include "ir/ir.h"

/* Replaces the calls in `func` of functions that the module defines by their bodies, and those in
 * the bodies likewise. Operations that come in get a site (struct ir_site) for the call. Calls that
 * recur stay, and so do all further calls once `func` has grown beyond a limit. */
void opt_inline(struct ir_module *module, struct ir_func *func);

#endif
