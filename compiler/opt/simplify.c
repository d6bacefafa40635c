/* Sequences of passes. */
#include "opt/simplify.h"

#include "analysis/overwrites.h"
#include "opt/pass.h"

static void prepare_inlined(struct ir_module *module, struct ir_func *func)
{
    opt_promote(module, func);
    opt_dce(module, func);
    if (ir_region_holds(func->body, IR_WHILE)) {
        opt_count_loops(module, func);
        opt_dce(module, func);
    }
}

void opt_prepare_ahead(struct ir_module *module, struct ir_func *func)
{
    opt_localise(module, func);
    if (!func->is_loss && !func->is_broken && !overwrites_are_possible(func))
        prepare_inlined(module, func);
}

void opt_prepare(struct ir_module *module, struct ir_func *func)
{
    opt_inline(module, func);
    prepare_inlined(module, func);
}

/* Unrolling makes constant addresses, which splitting asks for; what that leaves is cleaned up once
 * more. */
void opt_simplify(struct ir_module *module, struct ir_func *func)
{
    static const pass_run passes[] = {
        opt_split,  opt_promote, opt_fold,  opt_dce,         opt_count_loops, opt_fold,
        opt_unroll, opt_fold,    opt_split, opt_promote,     opt_fold,        opt_share,
        opt_tidy,   opt_hoist,   opt_fold,  opt_dead_writes, opt_dce,
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        passes[i](module, func);
}
