/* The frontend's run over one unit: parse, choose the losses, lower what they reach. */
#include "frontend/frontend.h"

#include "frontend/annotation.h"
#include "frontend/lower.h"
#include "frontend/prelude.h"

static void lower_queue(struct lower_state *l)
{
    for (size_t i = 0; i < l->queue.len; i++)
        lower_func_body(l, l->queue.data[i]);
}

static void lower_unit(struct unit *unit, const struct frontend_options *options,
                       struct ir_module *module)
{
    struct lower_state l = {.unit = unit,
                            .arena = unit->arena,
                            .options = options,
                            .module = module,
                            .types = module->types,
                            .vars = cursor_map_create(unit->arena),
                            .globals = cursor_map_create(unit->arena),
                            .funcs = cursor_map_create(unit->arena),
                            .records = cursor_map_create(unit->arena)};
    annotation_find_losses(&l);
    lower_queue(&l);
    prelude_collect(&l);
    cursor_map_destroy(l.vars);
    cursor_map_destroy(l.globals);
    cursor_map_destroy(l.funcs);
    cursor_map_destroy(l.records);
}

bool frontend_run(const struct frontend_options *options, struct diag_engine *engine,
                  struct src_files *files, struct ir_module *module, struct frontend_inputs *inputs)
{
    unsigned errors = diag_error_count(engine);
    struct unit unit = {.arena = module->arena, .diag = engine, .files = files};
    if (unit_open(&unit, options))
        lower_unit(&unit, options, module);
    if (inputs)
        unit_inputs(&unit, inputs);
    unit_close(&unit);
    return diag_error_count(engine) == errors;
}
