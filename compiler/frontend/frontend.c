/* The frontend's run over its units: parse, choose the losses, lower what they reach. */
#include "frontend/frontend.h"

#include "frontend/annotation.h"
#include "frontend/hoist.h"
#include "frontend/link.h"
#include "frontend/prelude.h"
#include "frontend/registration.h"
#include "frontend/unwritten.h"

static void lower_queue(struct link *link)
{
    for (size_t i = 0; i < link->queue.len; i++)
        lower_func_body(link->queue.data[i]->home, link->queue.data[i]);
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

static void add_state(struct link *link, struct unit *unit, const struct frontend_options *options,
                      struct ir_module *module)
{
    struct lower_state *l = ARENA_NEW(link->arena, struct lower_state);
    l->unit = unit;
    l->link = link;
    l->is_main = link->units.len == 0;
    l->amalgamates = l->is_main && options->amalgamate;
    l->arena = link->arena;
    l->syntax = syntax_create(l->arena);
    l->options = options;
    l->module = module;
    l->types = module->types;
    l->globals = cursor_map_create(l->arena);
    l->funcs = cursor_map_create(l->arena);
    l->records = cursor_map_create(l->arena);
    l->updates = cursor_map_create(l->arena);
    if (options->other_count)
        l->names = unit_names_collect(unit);
    vec_push(link->arena, &link->units, l);
}

static void destroy_state(struct lower_state *l)
{
    cursor_map_destroy(l->globals);
    cursor_map_destroy(l->funcs);
    cursor_map_destroy(l->records);
    cursor_map_destroy(l->updates);
    unwritten_destroy(l->unwritten);
    unit_names_destroy(l->names);
}

static void lower_units(struct unit *units, const struct frontend_options *options,
                        struct ir_module *module)
{
    struct link link = {.arena = module->arena};
    for (size_t i = 0; i <= options->other_count; i++)
        add_state(&link, &units[i], options, module);
    for (size_t i = 1; i < link.units.len; i++)
        annotation_find_derivatives(link.units.data[i]);
    struct lower_state *main = link_main(&link);
    annotation_find_losses(main);
    lower_queue(&link);
    registration_finish(main);
    drop_callers(main);
    link_finish_names(&link);
    prelude_collect(main);
    if (options->amalgamate)
        hoist_collect(main);
    for (size_t i = 0; i < link.units.len; i++)
        destroy_state(link.units.data[i]);
    link_destroy(&link);
}

/* Errors in one file do not keep the others from being looked at. */
static bool open_units(struct unit *units, const struct frontend_options *options)
{
    bool parsed = true;
    for (size_t i = 0; i <= options->other_count; i++) {
        units[i].path = i ? options->others[i - 1] : options->path;
        parsed &= unit_open(&units[i], options);
    }
    return parsed;
}

bool frontend_run(const struct frontend_options *options, struct diag_engine *engine,
                  struct src_files *files, struct ir_module *module, struct frontend_inputs *inputs)
{
    size_t count = options->other_count + 1;
    struct unit *units = ARENA_ARRAY(module->arena, struct unit, count);
    for (size_t i = 0; i < count; i++)
        units[i] = (struct unit){.arena = module->arena, .diag = engine, .files = files};
    bool parsed = open_units(units, options);
    if (parsed)
        lower_units(units, options, module);
    for (size_t i = 0; i < count; i++) {
        if (inputs)
            unit_inputs(&units[i], inputs);
        unit_close(&units[i]);
    }
    return parsed;
}
