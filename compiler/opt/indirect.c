/* Calls through pointers become calls of functions.
 *
 * Requires that all calls that can be are inlined: only then is everything seen that the pointer
 * may have been made from. Calls through pointers, though, may themselves store pointers (methods
 * that are given their object). Those are assumed not to, and the choice between the targets keeps
 * a call through the pointer as its last branch. When all are resolved and inlined and the pointer
 * still has no other targets, that branch goes: the first call that came there would have to be
 * made by what is seen. */
#include "opt/targets.h"

#include "ir/rewrite.h"

struct resolver {
    struct ir_module *module;
    struct ir_func *func;
    struct arena *scratch;
    struct cell_map *cells;
    struct ir_map results;
    VEC(struct ir_op *) calls; /* through pointers */
    bool changed;
};

static void find_calls(struct resolver *r, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && op->attr.callee->is_indirect)
            vec_push(r->scratch, &r->calls, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            find_calls(r, op->regions[i]);
    }
}

static const struct ir_type *result_type(const struct resolver *r, const struct ir_op *call)
{
    return call->result_count ? ir_result(call)->type : ir_type_void(r->module->types);
}

/* Whether a function of the unit can be called like that. What is declared only is taken at the
 * type of the pointer to it. */
static bool fits(const struct resolver *r, const struct ir_op *call, const struct ir_target *target)
{
    const struct ir_func *func = target->callee->func;
    if (!func)
        return target->type == call->operands[0]->type;
    bool same =
        func->result == result_type(r, call) && func->body->args.len == call->operand_count - 1;
    for (uint32_t i = 1; same && i < call->operand_count; i++) {
        const struct ir_type *param = func->body->args.data[i - 1]->type;
        const struct ir_type *given = call->operands[i]->type;
        same = param == given ||
               (ir_type_is_ptr(param) && ir_type_is_ptr(given) && param->elem == given->elem);
    }
    return same;
}

/* The call as one of a function of math.h; NULL when the target is none. */
static struct ir_value *math_call(struct ir_builder *b, const struct ir_op *call,
                                  const struct ir_callee *callee)
{
    enum ir_math math;
    enum ir_scalar form;
    uint32_t count = call->operand_count - 1;
    if (callee->func || !call->result_count || !ir_math_find_form(callee->name, &math, &form) ||
        ir_math_arity(math) != count)
        return NULL;
    const struct ir_type *result = ir_result(call)->type;
    bool same = result->kind == IR_TYPE_SCALAR && result->scalar == ir_math_scalar(math, 0, form);
    for (uint32_t i = 0; same && i < count; i++) {
        const struct ir_type *type = call->operands[i + 1]->type;
        same = type->kind == IR_TYPE_SCALAR && type->scalar == ir_math_scalar(math, i + 1, form);
    }
    return same ? ir_build_math(b, math, call->operands + 1) : NULL;
}

static struct ir_value *call_target(struct resolver *r, struct ir_builder *b,
                                    const struct ir_op *call, struct ir_callee *callee)
{
    struct ir_value *value = math_call(b, call, callee);
    if (value)
        return value;
    struct ir_op *op =
        ir_build_call(b, callee, call->operands + 1, call->operand_count - 1, result_type(r, call));
    return op->result_count ? ir_result(op) : NULL;
}

static struct ir_value *is_target(struct ir_builder *b, const struct ir_op *call,
                                  const struct ir_target *target)
{
    struct ir_value *pointer = call->operands[0];
    struct ir_value *function = ir_build_func(b, target->callee, target->type);
    return ir_build_binary(b, IR_EQ, pointer, ir_build_ptrcast(b, function, pointer->type));
}

static struct ir_value *call_again(struct resolver *r, struct ir_builder *b,
                                   const struct ir_op *call)
{
    struct ir_op *op = ir_build_call(b, call->attr.callee, call->operands, call->operand_count,
                                     result_type(r, call));
    return op->result_count ? ir_result(op) : NULL;
}

/* p == f ? f(...) : p == g ? g(...) : h(...), or ... : p(...) when these may not be all. */
static struct ir_value *dispatch(struct resolver *r, struct ir_builder *b, const struct ir_op *call,
                                 const struct ir_target *targets, size_t count, bool is_all)
{
    if (count == 0)
        return call_again(r, b, call);
    if (count == 1 && is_all)
        return call_target(r, b, call, targets->callee);
    struct ir_op *choice = ir_build_if(b, is_target(b, call, targets));
    struct ir_builder inner = *b;
    inner.before = NULL;
    struct ir_value *value = NULL;
    for (size_t k = 0; k < 2; k++) {
        inner.region = choice->regions[k];
        value = k == 0 ? call_target(r, &inner, call, targets->callee)
                       : dispatch(r, &inner, call, targets + 1, count - 1, is_all);
        ir_build_yield(&inner, &value, value ? 1 : 0);
    }
    return value ? ir_op_add_result(b, choice, value->type, ir_result(call)->name) : NULL;
}

/* The last branch of a choice is never taken. */
static struct ir_value *leave_out(struct resolver *r, struct ir_builder *b,
                                  const struct ir_op *call)
{
    struct ir_op *choice = targets_last_choice(call);
    struct ir_builder before = ir_builder_before(r->module, choice);
    choice->operands[0] = ir_build_bool(&before, true);
    return call->result_count ? ir_build_undef(b, ir_result(call)->type) : NULL;
}

static void resolve(struct resolver *r, struct ir_op *call)
{
    struct target_set found = targets_find(r->scratch, r->func, r->cells, call->operands[0]);
    VEC(struct ir_target) fitting = {0};
    for (size_t i = 0; i < found.list.len; i++)
        if (fits(r, call, &found.list.data[i]) && !targets_exclude(call, found.list.data[i].callee))
            vec_push(r->scratch, &fitting, found.list.data[i]);
    bool is_last = fitting.len == 0 && targets_last_choice(call);
    if (found.is_open || (fitting.len == 0 && (!is_last || found.assumes_others)))
        return;
    struct ir_builder b = ir_builder_before(r->module, call);
    b.loc = call->loc;
    b.site = call->site;
    bool is_all = !found.assumes_last && !found.assumes_others;
    struct ir_value *value =
        is_last ? leave_out(r, &b, call) : dispatch(r, &b, call, fitting.data, fitting.len, is_all);
    if (value)
        ir_map_set(&r->results, ir_result(call), value);
    ir_op_unlink(call);
    r->changed = true;
}

bool opt_resolve_calls(struct ir_module *module, struct ir_func *func)
{
    struct resolver r = {.module = module, .func = func, .scratch = arena_create()};
    r.results.arena = r.scratch;
    find_calls(&r, func->body);
    if (r.calls.len)
        r.cells = cells_build(r.scratch, func);
    for (size_t i = 0; i < r.calls.len; i++)
        resolve(&r, r.calls.data[i]);
    ir_apply_replacements(func->body, &r.results);
    arena_destroy(r.scratch);
    return r.changed;
}
