/* The frontend's run over one unit: parse, choose the losses, lower what they reach. */
#include "frontend/frontend.h"

#include "frontend/annotation.h"
#include "frontend/hoist.h"
#include "frontend/lower.h"
#include "frontend/prelude.h"
#include "frontend/registration.h"
#include "frontend/unwritten.h"

static void lower_queue(struct lower_state *l)
{
    for (size_t i = 0; i < l->queue.len; i++)
        lower_func_body(l, l->queue.data[i]);
}

static bool calls_broken(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && op->attr.callee->func && op->attr.callee->func->is_broken)
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (calls_broken(op->regions[i]))
                return true;
    }
    return false;
}

static bool has_broken(const struct ir_module *module)
{
    for (size_t i = 0; i < module->funcs.len; i++)
        if (module->funcs.data[i]->is_broken)
            return true;
    return false;
}

/* What calls a function that could not be lowered cannot be judged either. */
static void drop_callers(struct lower_state *l)
{
    bool changed = has_broken(l->module);
    while (changed) {
        changed = false;
        for (size_t i = 0; i < l->module->funcs.len; i++) {
            struct ir_func *func = l->module->funcs.data[i];
            if (func->is_broken || !calls_broken(func->body))
                continue;
            lower_func_drop(l, func);
            changed = true;
        }
    }
}

static void lower_unit(struct unit *unit, const struct frontend_options *options,
                       struct ir_module *module)
{
    struct lower_state l = {.unit = unit,
                            .arena = unit->arena,
                            .syntax = syntax_create(unit->arena),
                            .options = options,
                            .module = module,
                            .types = module->types,
                            .globals = cursor_map_create(unit->arena),
                            .funcs = cursor_map_create(unit->arena),
                            .records = cursor_map_create(unit->arena),
                            .updates = cursor_map_create(unit->arena)};
    annotation_find_losses(&l);
    lower_queue(&l);
    registration_finish(&l);
    drop_callers(&l);
    prelude_collect(&l);
    if (options->amalgamate)
        hoist_collect(&l);
    cursor_map_destroy(l.globals);
    cursor_map_destroy(l.funcs);
    cursor_map_destroy(l.records);
    cursor_map_destroy(l.updates);
    unwritten_destroy(l.unwritten);
}

bool frontend_run(const struct frontend_options *options, struct diag_engine *engine,
                  struct src_files *files, struct ir_module *module, struct frontend_inputs *inputs)
{
    struct unit unit = {.arena = module->arena, .diag = engine, .files = files};
    bool parsed = unit_open(&unit, options);
    if (parsed)
        lower_unit(&unit, options, module);
    if (inputs)
        unit_inputs(&unit, inputs);
    unit_close(&unit);
    return parsed;
}
