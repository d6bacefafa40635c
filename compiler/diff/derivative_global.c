/* Globals that hold the gradients and tangents of differentiated globals. */
#include "diff/derivative_global.h"

#include <string.h>

static const char *summary_of(const struct ir_global *global, bool is_tangent)
{
    if (!is_tangent)
        return "The gradient of the loss with respect to a global is added here.";
    return global->is_derivative
               ? "The derivative of that gradient along the direction is added here."
               : "The direction of derivatives, as far as it is a global's.";
}

struct ir_global *derivative_global(struct ir_module *module, const struct ir_global *global,
                                    const char *name, bool is_tangent)
{
    for (size_t i = 0; i < module->globals.len; i++) {
        struct ir_global *g = module->globals.data[i];
        if (g->is_derivative && strcmp(g->name, name) == 0)
            return g;
    }
    struct ir_global *made = ARENA_NEW(module->arena, struct ir_global);
    made->name = name;
    made->type = global->type;
    made->is_derivative = true;
    made->summary = summary_of(global, is_tangent);
    made->loc = global->loc;
    vec_push(module->arena, &module->globals, made);
    return made;
}

struct ir_global *kernel_global(struct ir_module *module, const struct ir_global *global,
                                bool is_tangent, unsigned lane)
{
    const char *name =
        arena_printf(module->arena, "%s__%s%u", global->name, is_tangent ? "dot" : "grad", lane);
    struct ir_global *made = derivative_global(module, global, name, is_tangent);
    made->is_static = true;
    return made;
}
