/* Looks through the bodies of the unit's functions that a call leads to, each once. What is stored
 * into a function's own variables, by their names, is seen by nobody else. */
#include "analysis/pointer_stores.h"

#include "analysis/library.h"
#include "support/vec.h"

struct search {
    struct arena *scratch;
    VEC(const struct ir_func *) seen;
};

static bool in_region(struct search *s, const struct ir_region *region);

static bool in_func(struct search *s, const struct ir_func *func)
{
    for (size_t i = 0; i < s->seen.len; i++)
        if (s->seen.data[i] == func)
            return false;
    vec_push(s->scratch, &s->seen, func);
    return in_region(s, func->body);
}

/* What writes text or bytes out keeps no pointer to where they came from. */
static bool in_call(struct search *s, const struct ir_op *call)
{
    const struct ir_callee *callee = call->attr.callee;
    if (ir_call_is_split(call))
        return in_func(s, callee->func);
    return !callee->kinds && library_role_of(callee) != LIBRARY_WRITES;
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

static bool in_op(struct search *s, const struct ir_op *op)
{
    switch (op->code) {
    case IR_CALL:
        return in_call(s, op);
    case IR_STORE:
        return may_hold_pointer(op->operands[1]->type) && !is_own(op->operands[0]);
    case IR_COPY:
    case IR_MOVE:
        return may_hold_pointer(op->operands[0]->type->elem) && !is_own(op->operands[0]);
    default:
        return false;
    }
}

static bool in_region(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (in_op(s, op))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (in_region(s, op->regions[i]))
                return true;
    }
    return false;
}

bool call_stores_pointers(const struct ir_op *call)
{
    struct search s = {.scratch = arena_create()};
    bool found = in_call(&s, call);
    arena_destroy(s.scratch);
    return found;
}
