/* Sequences of passes. */
#include "opt/simplify.h"

#include "opt/pass.h"

void opt_prepare(struct ir_module *module, struct ir_func *func)
{
    opt_inline(module, func);
    opt_promote(module, func);
    opt_dce(module, func);
    opt_count_loops(module, func);
    opt_dce(module, func);
}

void opt_simplify(struct ir_module *module, struct ir_func *func)
{
    opt_promote(module, func);
    opt_fold(module, func);
    opt_share(module, func);
    opt_fold(module, func);
    opt_dce(module, func);
}
