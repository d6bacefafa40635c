/* Looks through the bodies of the unit's functions that a call leads to, each once. What is stored
 * into a function's own variables, by their names, is seen by nobody else. */
#include "analysis/call_effects.h"

#include "analysis/library.h"
#include "support/fault.h"
#include "support/vec.h"

enum {
    EFFECT_KNOWN = 1,
    EFFECT_STORES_POINTERS = 2,
    EFFECT_DROPS_CONST = 4,
    EFFECT_WRITES = 8,
    EFFECT_SEES_GLOBALS = 16, /* that are not constant */
};

struct search {
    struct arena *scratch;
    VEC(const struct ir_func *) seen;
};

static unsigned of_region(struct search *s, const struct ir_region *region);

static unsigned of_func(struct search *s, const struct ir_func *func)
{
    GRADC_ASSERT(func);
    if (func->effects & EFFECT_KNOWN)
        return func->effects;
    for (size_t i = 0; i < s->seen.len; i++)
        if (s->seen.data[i] == func)
            return 0;
    vec_push(s->scratch, &s->seen, func);
    return of_region(s, func->body);
}

/* What writes text or bytes out keeps no pointer to where they came from. */
static unsigned of_call(struct search *s, const struct ir_op *call)
{
    const struct ir_callee *callee = call->attr.callee;
    if (ir_call_is_split(call))
        return of_func(s, callee->func);
    bool keeps_none = callee->kinds || library_role_of(callee) == LIBRARY_WRITES;
    bool sees_none = callee->kinds || library_keeps_to_arguments(callee);
    return EFFECT_WRITES | (keeps_none ? 0 : EFFECT_STORES_POINTERS) |
           (sees_none ? 0 : EFFECT_SEES_GLOBALS);
}

static bool is_own(const struct ir_value *address)
{
    while (address->def && (address->def->code == IR_FIELD || address->def->code == IR_ELEM))
        address = address->def->operands[0];
    return address->def && address->def->code == IR_SLOT;
}

/* Bytes may be those of a pointer. */
static bool may_hold_pointer(const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return type->kind == IR_TYPE_VOID || ir_type_holds_ptr(type) ||
           (type->kind == IR_TYPE_SCALAR && !ir_type_is_real(type) && ir_type_bits(type) == 8);
}

static unsigned of_store(const struct ir_value *address, const struct ir_type *type)
{
    if (is_own(address))
        return 0;
    return EFFECT_WRITES | (may_hold_pointer(type) ? EFFECT_STORES_POINTERS : 0);
}

static unsigned of_cast(const struct ir_op *op)
{
    bool drops = op->operands[0]->type->pointee_const && !ir_result(op)->type->pointee_const;
    return drops ? EFFECT_DROPS_CONST : 0;
}

static unsigned of_op(struct search *s, const struct ir_op *op)
{
    switch (op->code) {
    case IR_CALL:
        return of_call(s, op);
    case IR_STORE:
        return of_store(op->operands[0], op->operands[1]->type);
    case IR_COPY:
    case IR_MOVE:
        return of_store(op->operands[0], op->operands[0]->type->elem);
    case IR_REALLOC:
        return may_hold_pointer(op->operands[0]->type->elem) ? EFFECT_STORES_POINTERS : 0;
    case IR_PTRCAST:
        return of_cast(op);
    case IR_ACCUM:
    case IR_ZERO:
    case IR_FREE:
        return is_own(op->operands[0]) ? 0 : EFFECT_WRITES;
    case IR_GLOBAL:
        return op->attr.global->is_const ? 0 : EFFECT_SEES_GLOBALS;
    default:
        return 0;
    }
}

static unsigned of_region(struct search *s, const struct ir_region *region)
{
    unsigned effects = 0;
    IR_FOR_EACH_OP (op, region) {
        effects |= of_op(s, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            effects |= of_region(s, op->regions[i]);
    }
    return effects;
}

static unsigned effects_of(const struct ir_op *call)
{
    const struct ir_func *func = ir_call_is_split(call) ? call->attr.callee->func : NULL;
    if (func && func->effects)
        return func->effects;
    struct search s = {.scratch = arena_create()};
    unsigned effects = of_call(&s, call);
    if (func)
        call->attr.callee->func->effects = effects | EFFECT_KNOWN;
    arena_destroy(s.scratch);
    return effects;
}

bool call_stores_pointers(const struct ir_op *call)
{
    return effects_of(call) & EFFECT_STORES_POINTERS;
}

bool call_writes(const struct ir_op *call)
{
    return effects_of(call) & EFFECT_WRITES;
}

bool call_sees_globals(const struct ir_op *call)
{
    return effects_of(call) & EFFECT_SEES_GLOBALS;
}

bool call_writes_through(const struct ir_op *call, uint32_t i)
{
    return ir_call_writes_through(call, i) ||
           (ir_call_is_split(call) && (effects_of(call) & EFFECT_DROPS_CONST));
}
