/* Inlining by copying bodies, callees first, so that each body is copied complete.
 *
 * A call that would recur is left, and so is every call once the function has grown to LIMIT. */
#include "opt/pass.h"

#include "ir/rewrite.h"
#include "opt/call_cycle.h"
#include "opt/targets.h"

#include <string.h>

enum { LIMIT = 200000 };

struct inliner {
    struct ir_module *module;
    struct arena *scratch;
    struct ir_func *func;
    size_t size;          /* operations copied so far */
    bool leaves;          /* a call was left */
    struct ir_map copies; /* of a callee's values, while its body is copied */
};

static void count_ops(const struct ir_region *region, size_t *count, size_t *calls)
{
    IR_FOR_EACH_OP (op, region) {
        ++*count;
        *calls += op->code == IR_CALL;
        for (uint32_t i = 0; i < op->region_count; i++)
            count_ops(op->regions[i], count, calls);
    }
}

/* Whether the call stands in a body of the callee, copied or not. What calls itself is not copied
 * into a function that is to be split: it is split itself. */
static bool recurs(const struct inliner *in, const struct ir_op *call)
{
    const struct ir_func *callee = call->attr.callee->func;
    if (in->func->is_split && opt_call_cycle(in->scratch, callee).len)
        return true;
    for (const struct ir_site *site = call->site; site; site = site->outer)
        if (strcmp(site->callee, callee->name) == 0)
            return true;
    return strcmp(callee->name, in->func->name) == 0;
}

static const struct ir_site *site_of(struct inliner *in, const struct ir_op *call)
{
    struct ir_site *site = ARENA_NEW(in->module->arena, struct ir_site);
    site->call = call->loc;
    site->callee = call->attr.callee->name;
    site->shown = ir_callee_shown(call->attr.callee);
    site->outer = call->site;
    return site;
}

/* Arguments may differ from parameters in what they point to as const. */
static void map_arguments(struct ir_builder *b, const struct ir_op *call,
                          const struct ir_func *callee, struct ir_map *map)
{
    for (uint32_t i = 0; i < call->operand_count; i++) {
        const struct ir_value *param = callee->body->args.data[i];
        struct ir_value *argument = call->operands[i];
        if (argument->type != param->type)
            argument = ir_build_ptrcast(b, argument, param->type);
        ir_map_set(map, param, argument);
    }
}

static void inline_range(struct inliner *in, struct ir_op *from, const struct ir_op *end,
                         struct ir_map *results);

/* What stands for the result of a call bears its name where it has none. */
static void replace_result(struct ir_op *call, struct ir_value *value, struct ir_map *results)
{
    if (!value->name && !ir_value_is_literal(value))
        value->name = ir_result(call)->name;
    ir_map_set(results, ir_result(call), value);
}

/* Copies the callee's body before the call, and says what stands for its result. */
static void inline_call(struct inliner *in, struct ir_op *call, struct ir_map *results)
{
    const struct ir_func *callee = call->attr.callee->func;
    struct ir_builder b = ir_builder_before(in->module, call);
    struct ir_map *map = &in->copies;
    struct ir_op *before = call->prev;
    ir_map_clear(map);
    map_arguments(&b, call, callee, map);
    b.site = site_of(in, call);
    ir_clone_region_ops(&b, callee->body, map);
    const struct ir_op *end = ir_terminator(callee->body);
    if (call->result_count) {
        struct ir_value *value = ir_map_get(map, end->operands[0]);
        replace_result(call, value ? value : end->operands[0], results);
    }
    size_t calls = 0;
    count_ops(callee->body, &in->size, &calls);
    if (calls)
        inline_range(in, before ? before->next : call->region->first, call, results);
    ir_op_unlink(call);
}

/* Parts of what calls itself share the stacks of their caller, and stay apart. */
static bool can_inline(const struct inliner *in, const struct ir_op *op)
{
    const struct ir_callee *callee = op->code == IR_CALL ? op->attr.callee : NULL;
    return callee && callee->func && !callee->kinds && !callee->func->is_part && in->size < LIMIT &&
           !recurs(in, op);
}

static void inline_range(struct inliner *in, struct ir_op *from, const struct ir_op *end,
                         struct ir_map *results)
{
    struct ir_op *next;
    for (struct ir_op *op = from; op != end; op = next) {
        next = op->next;
        for (uint32_t i = 0; i < op->region_count; i++)
            inline_range(in, op->regions[i]->first, NULL, results);
        if (can_inline(in, op))
            inline_call(in, op, results);
        else
            in->leaves |= op->code == IR_CALL;
    }
}

static void inline_calls(struct inliner *in)
{
    struct ir_map results = {.arena = in->scratch};
    inline_range(in, in->func->body->first, NULL, &results);
    ir_apply_replacements(in->func->body, &results);
}

/* Calls through pointers show where they lead once the calls around them are inlined. */
void opt_inline(struct ir_module *module, struct ir_func *func)
{
    struct inliner in = {.module = module, .scratch = arena_create(), .func = func};
    size_t calls = 0;
    in.copies.arena = in.scratch;
    count_ops(func->body, &in.size, &calls);
    for (bool more = calls > 0; more;) {
        in.leaves = false;
        inline_calls(&in);
        more = in.leaves && in.size < LIMIT && opt_resolve_calls(module, func);
    }
    arena_destroy(in.scratch);
}
