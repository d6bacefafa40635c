/* One function: signature, what stands before its statements, its body. */
#include "emit/context.h"

#include "ir/rewrite.h"
#include "support/fault.h"

static void find_users(struct emitter *e, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->operand_count; i++)
            e->user_regions[op->operands[i]->id] = region;
        if (op->code == IR_PUSH || op->code == IR_POP)
            e->uses_stack[op->attr.stack] = true;
        e->uses_tape |= ir_op_takes_tape(op) || op->code == IR_TAPE_MARK;
        e->uses_parts |=
            op->code == IR_CALL && op->attr.callee->func && op->attr.callee->func->is_part;
        if (op->code == IR_CALL || op->code == IR_FUNC)
            names_reserve(e->names, op->attr.callee->name);
        if (op->code == IR_WHILE && while_branch(op))
            e->uses[while_branch(op)->operands[0]->id]--;
        for (uint32_t i = 0; i < op->region_count; i++)
            find_users(e, op->regions[i]);
    }
}

static void reserve_names(struct emitter *e)
{
    for (size_t i = 0; i < e->module->funcs.len; i++)
        names_reserve(e->names, e->module->funcs.data[i]->name);
    for (size_t i = 0; i < e->module->globals.len; i++)
        names_reserve(e->names, e->module->globals.data[i]->name);
    for (unsigned i = 0; i < e->func->stack_count; i++)
        if (e->uses_stack[i])
            names_reserve(e->names, arena_printf(e->arena, "stack_%u", i));
}

/* A parameter whose C type has rows of variable length is a run of scalars in the IR. */
static void flatten(struct emitter *e, const struct ir_value *v, const char *name)
{
    const char *flat = names_take(e->names, arena_printf(e->arena, "%s_flat", name));
    line(e, "%s = (%s)%s;", ir_declare(e->arena, v->type, flat, true),
         ir_type_text(e->arena, v->type), name);
    set_name(e, v, flat);
}

static void bind_param(struct emitter *e, size_t index, const char *name)
{
    const struct ir_param *param = &e->func->params.data[index];
    const struct ir_value *v = e->func->body->args.data[index];
    if (param->is_by_value || param->is_result)
        e->values[v->id] = (struct c_value){
            .text = arena_printf(e->arena, "&%s", name), .binding = BIND_UNARY, .object = name};
    else
        set_name(e, v, name);
    if (param->is_result)
        line(e, "%s;", ir_declare(e->arena, v->type->elem, name, false));
    else if (e->uses[v->id] == 0)
        line(e, "(void)%s;", name);
    else if (param->c_decl)
        flatten(e, v, name);
}

/* Takes the same names in the same order as the signature did. */
static void bind_params(struct emitter *e, struct names *names)
{
    for (size_t i = 0; i < e->func->params.len; i++) {
        const char *hint = e->func->body->args.data[i]->name;
        struct names *scope = e->func->params.data[i].is_result ? e->names : names;
        const char *name = names_take(scope, hint ? hint : "p");
        names_reserve(e->names, name);
        bind_param(e, i, name);
    }
}

/* A part has those of its caller. */
static void declare_tapes(struct emitter *e)
{
    if (e->func->is_part)
        return;
    if (e->uses_tape || e->uses_parts)
        line(e, "gradc_tape tape = GRADC_TAPE_INIT;");
    if (e->uses_parts)
        line(e, "gradc_stack stacks[%u] = {GRADC_STACK_INIT};", part_stack_count(e));
    for (unsigned i = 0; i < e->func->stack_count; i++)
        if (e->uses_stack[i])
            line(e, "gradc_stack stack_%u = GRADC_STACK_INIT;", i);
}

unsigned part_stack_count(const struct emitter *e)
{
    unsigned count = ir_part_stacks(e->module);
    return count ? count : 1;
}

static void quieten_part(struct emitter *e)
{
    bool uses_stacks = false;
    for (unsigned i = 0; i < e->func->stack_count; i++)
        uses_stacks |= e->uses_stack[i];
    if (!e->uses_tape)
        line(e, "(void)tape;");
    if (!uses_stacks)
        line(e, "(void)stacks;");
}

void emit_func(struct arena *arena, const struct ir_module *module, struct src_files *files,
               const struct ir_func *func, struct text *out)
{
    struct emitter e = {.arena = arena, .files = files, .module = module, .func = func, .out = out};
    e.values = ARENA_ARRAY(arena, struct c_value, func->value_count);
    e.uses = ir_count_uses(func, arena);
    e.user_regions = ARENA_ARRAY(arena, const struct ir_region *, func->value_count);
    e.uses_stack = ARENA_ARRAY(arena, bool, func->stack_count + 1);
    e.names = names_create(arena, module);
    struct names *params = names_create(arena, module), *again = names_create(arena, module);
    find_users(&e, func->body);
    reserve_names(&e);
    line(&e, "%s", declare_func(arena, func, params, true));
    line(&e, "{");
    e.indent++;
    bind_params(&e, again);
    declare_tapes(&e);
    if (func->is_part && !e.uses_parts)
        quieten_part(&e);
    emit_region(&e, func->body);
    e.indent--;
    line(&e, "}");
    names_destroy(e.names);
    names_destroy(params);
    names_destroy(again);
}
