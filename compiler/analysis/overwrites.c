/* Looks at local variables and arrays whose address stays private, at fields of local structures
 * whose address does, and at what a GRADC_OUT parameter points to. Two mistakes: two stores in a
 * row, and a store in every turn of a loop of which only the last one counts. */
#include "analysis/overwrites.h"

#include "analysis/describe.h"
#include "analysis/overwrite_state.h"

static bool is_slot(const struct ir_value *value)
{
    return value->def && value->def->code == IR_SLOT;
}

static bool is_slot_of(const struct ir_value *value, enum ir_type_kind kind)
{
    return is_slot(value) && value->def->operand_count == 0 && value->type->elem->kind == kind;
}

bool overwrite_is_array(const struct ir_value *base)
{
    if (!is_slot(base))
        return false;
    const struct ir_type *type = base->type->elem;
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return ir_type_is_real(type) && (type != base->type->elem || base->def->operand_count);
}

static bool is_field(const struct ir_op *op)
{
    return op->code == IR_FIELD && is_slot_of(op->operands[0], IR_TYPE_RECORD) &&
           ir_type_is_real(ir_result(op)->type->elem);
}

const struct variable *overwrite_known(const struct search *s, const struct ir_value *value)
{
    static const struct variable nothing;
    return s->variables[value->id] ? s->variables[value->id] : &nothing;
}

static struct variable *variable_at(const struct search *s, const struct ir_value *value)
{
    struct variable **variable = &s->variables[value->id];
    if (!*variable)
        *variable = ARENA_NEW(s->arena, struct variable);
    return *variable;
}

static void see_field(struct search *s, const struct ir_op *op)
{
    struct variable *variable = variable_at(s, ir_result(op));
    *variable =
        (struct variable){.whole = op->operands[0], .first = ir_result(op), .is_private = true};
    for (size_t i = 0; i < s->fields.len; i++)
        if (s->fields.data[i]->operands[0] == op->operands[0] &&
            s->fields.data[i]->attr.field == op->attr.field) {
            variable->first = ir_result(s->fields.data[i]);
            return;
        }
    vec_push(s->arena, &s->fields, op);
}

/* The caller reads what a GRADC_OUT parameter points to, and has no other name for it. */
static bool is_out(const struct ir_func *loss, const struct ir_value *value)
{
    return !value->def && value->region == loss->body && loss->params.data[value->index].is_out;
}

static void find_out(struct search *s, const struct ir_func *loss)
{
    for (size_t i = 0; i < loss->params.len; i++) {
        const struct ir_value *value = loss->body->args.data[i];
        if (is_out(loss, value) && ir_type_is_ptr(value->type) &&
            ir_type_is_real(value->type->elem))
            variable_at(s, value)->is_private = true;
    }
}

static void make_public(struct search *s, const struct ir_value *value)
{
    if (s->variables[value->id])
        s->variables[value->id]->is_private = false;
}

static void give_away(struct search *s, const struct ir_value *address)
{
    const struct variable *variable = overwrite_known(s, address);
    make_public(s, address);
    if (variable->whole)
        make_public(s, variable->whole);
    const struct ir_value *base = ir_address_base(address);
    if (overwrite_is_array(base))
        make_public(s, base);
}

/* Whether an operation does no more with an address than to access what is there, or an element. */
static bool is_access(const struct ir_op *op)
{
    switch (op->code) {
    case IR_LOAD:
    case IR_STORE:
    case IR_FIELD:
    case IR_ZERO:
        return true;
    case IR_ELEM:
    case IR_PTRADD:
    case IR_PTRCAST:
        return overwrite_is_array(ir_address_base(op->operands[0]));
    default:
        return false;
    }
}

static void find_private(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_SLOT && ir_result(op)->name)
            variable_at(s, ir_result(op))->is_private = true;
        if (is_field(op))
            see_field(s, op);
        for (uint32_t i = 0; i < op->operand_count; i++)
            if (i > 0 || !is_access(op))
                give_away(s, op->operands[i]);
        for (uint32_t i = 0; i < op->region_count; i++)
            find_private(s, op->regions[i]);
    }
}

/* The address that stands for all of the same place. */
static const struct ir_value *place_of(const struct search *s, const struct ir_value *address)
{
    const struct ir_value *first = overwrite_known(s, address)->first;
    return first ? first : address;
}

static const struct ir_value *variable_of(const struct search *s, const struct ir_value *address)
{
    const struct ir_value *base = ir_address_base(address);
    return overwrite_is_array(base) ? base : place_of(s, address);
}

/* Whoever else has a variable's address, it counts as private. */
static struct variable *accessed_ahead(const struct search *s, const struct ir_value *address)
{
    bool is_variable = is_slot_of(address, IR_TYPE_SCALAR) && address->name;
    return is_variable ? variable_at(s, address) : NULL;
}

struct variable *overwrite_accessed(struct search *s, const struct ir_op *op)
{
    if (op->code != IR_LOAD && op->code != IR_STORE)
        return NULL;
    if (s->is_ahead)
        return accessed_ahead(s, op->operands[0]);
    struct variable *variable = s->variables[variable_of(s, op->operands[0])->id];
    if (!variable || !variable->is_private)
        return NULL;
    bool is_open = variable->whole && !overwrite_known(s, variable->whole)->is_private;
    return is_open ? NULL : variable;
}

/* ---- elements */

/* Whether two indices are surely equal: made alike of constants and of variables that have not been
 * stored to since `since`. */
static bool same_index(const struct search *s, const struct ir_value *x, const struct ir_value *y,
                       const struct ir_op *since)
{
    if (x == y)
        return true;
    const struct ir_op *a = x->def, *b = y->def;
    if (!a || !b || a->code != b->code || x->type != y->type ||
        a->operand_count != b->operand_count)
        return false;
    if (a->code == IR_CONST)
        return a->attr.integer == b->attr.integer;
    if (a->code == IR_LOAD) {
        const struct variable *variable = overwrite_known(s, a->operands[0]);
        return a->operands[0] == b->operands[0] && variable->is_private &&
               (!variable->last_store || variable->last_store->order < since->order);
    }
    for (uint32_t i = 0; i < a->operand_count; i++)
        if (!same_index(s, a->operands[i], b->operands[i], since))
            return false;
    return ir_op_is_pure(a) && (a->code != IR_FIELD || a->attr.field == b->attr.field);
}

/* ---- the walk */

static void walk_region(struct search *s, const struct ir_region *region);

static void walk_nested(struct search *s, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->region_count; i++)
        walk_region(s, op->regions[i]);
    if (op->region_count == 1)
        overwrite_find_afresh(s, op);
}

static void walk_store(struct search *s, const struct ir_op *op, struct variable *variable)
{
    const struct ir_op *before = variable->stored;
    if (before && before->region == op->region && !ir_value_is_literal(before->operands[1]) &&
        (!overwrite_is_array(ir_address_base(op->operands[0])) ||
         same_index(s, before->operands[0], op->operands[0], before)))
        vec_push(s->arena, &s->lost, (struct lost){before, op});
    variable->stored = op;
}

static void walk_region(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        struct variable *variable = overwrite_accessed(s, op);
        if (op->code == IR_STORE && s->variables[op->operands[0]->id])
            s->variables[op->operands[0]->id]->last_store = op;
        if (variable && op->code == IR_STORE) {
            walk_store(s, op, variable);
        } else if (variable) {
            variable->stored = NULL;
            variable->last_read = op->order + 1;
        }
        if (op->region_count)
            walk_nested(s, op);
    }
}

static void find_lost(struct search *s, const struct ir_func *func)
{
    s->variables = ARENA_ARRAY(s->arena, struct variable *, func->value_count);
    ir_number_ops(func);
    if (!s->is_ahead) {
        find_out(s, func);
        find_private(s, func->body);
    }
    walk_region(s, func->body);
}

bool overwrites_are_possible(const struct ir_func *func)
{
    struct search s = {.arena = arena_create(), .is_ahead = true};
    find_lost(&s, func);
    arena_destroy(s.arena);
    return s.lost.len > 0;
}

/* ---- what to say */

static bool is_read(const struct search *s, const struct ir_func *loss, const struct lost *lost)
{
    const struct ir_value *variable = variable_of(s, lost->store->operands[0]);
    return overwrite_known(s, variable)->last_read > 0 || is_out(loss, variable);
}

static const char *name_of(const struct search *s, const struct ir_value *address)
{
    bool is_variable = is_slot(address) && !overwrite_is_array(address);
    return is_variable ? address->name : describe_place(s->arena, address);
}

static void report(const struct search *s, const struct loss_flow *flow, const struct lost *lost)
{
    bool is_loop = lost->store == lost->overwriting;
    if (!loss_flow_is_varied(flow, lost->store->operands[1]) || !is_read(s, flow->loss, lost) ||
        !loss_flow_is_useful(flow, lost->overwriting->operands[1]))
        return;
    struct diag *d = diag_new(flow->engine, DIAG_gradient_overwritten, lost->overwriting->loc,
                              name_of(s, lost->store->operands[0]));
    if (is_loop)
        diag_note(d, lost->store->loc, "only the last turn of the loop counts; '+=' adds them up");
    else
        diag_note(d, lost->store->loc, "this value is lost");
    loss_flow_note_calls(d, lost->overwriting);
    diag_emit(d);
}

static void check(struct search *s, struct diag_engine *engine, const struct ir_module *module,
                  const struct ir_func *loss)
{
    find_lost(s, loss);
    if (!s->lost.len)
        return;
    const struct loss_flow *flow = loss_flow_build(s->arena, engine, module, loss);
    for (size_t i = 0; i < s->lost.len; i++)
        report(s, flow, &s->lost.data[i]);
}

void overwrites_check(struct diag_engine *engine, const struct ir_module *module,
                      const struct ir_func *loss)
{
    struct search s = {.arena = arena_create()};
    check(&s, engine, module, loss);
    arena_destroy(s.arena);
}
