/* Looks at local variables and arrays whose address stays private, at fields of local structures
 * whose address does, and at what a GRADC_OUT parameter points to; later at GRADC_WORK buffers and
 * at what is allocated. Two mistakes: two stores in a row, and a store in every turn of a loop of
 * which only the last one counts. */
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

static bool holds_reals(const struct ir_type *type)
{
    return ir_type_is_real(type) || type->kind == IR_TYPE_RECORD;
}

static bool is_local_array(const struct ir_value *base)
{
    if (!is_slot(base))
        return false;
    const struct ir_type *type = base->type->elem;
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return holds_reals(type) && (type != base->type->elem || base->def->operand_count);
}

static bool is_buffer(const struct ir_func *loss, const struct ir_value *base)
{
    if (!ir_type_is_ptr(base->type) || !holds_reals(base->type->elem))
        return false;
    if (base->def)
        return ir_op_info(base->def)->effect == IR_EFFECT_ALLOC && !is_slot(base);
    return base->region == loss->body && loss->params.data[base->index].is_work;
}

/* A local array or, behind a pointer that is promoted, scratch memory and what was allocated. */
static bool is_array(const struct search *s, const struct ir_value *base)
{
    return s->loss ? is_buffer(s->loss, base) : is_local_array(base);
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
    if (is_array(s, base))
        make_public(s, base);
}

/* Whether an operation does no more with an address than to access what is there, or an element, or
 * to ask whether there is any. */
static bool is_access(const struct search *s, const struct ir_op *op)
{
    if (s->loss && (op->code == IR_FREE || ir_op_is_comparison(op)))
        return true;
    switch (op->code) {
    case IR_LOAD:
    case IR_STORE:
    case IR_FIELD:
    case IR_ZERO:
        return true;
    case IR_ELEM:
    case IR_PTRADD:
    case IR_PTRCAST:
        return is_array(s, ir_address_base(op->operands[0]));
    default:
        return false;
    }
}

static void find_private(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (!s->loss && op->code == IR_SLOT && ir_result(op)->name)
            variable_at(s, ir_result(op))->is_private = true;
        if (!s->loss && is_field(op))
            see_field(s, op);
        for (uint32_t i = 0; i < op->operand_count; i++)
            if ((i > 0 && !ir_op_is_comparison(op)) || !is_access(s, op))
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
    return is_array(s, base) ? base : place_of(s, address);
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
        (!is_array(s, ir_address_base(op->operands[0])) ||
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

static struct search search_in(struct arena *arena, const struct ir_func *func)
{
    struct search s = {.arena = arena};
    s.variables = ARENA_ARRAY(arena, struct variable *, func->value_count);
    ir_number_ops(func);
    return s;
}

bool overwrites_are_possible(const struct ir_func *func)
{
    struct search s = search_in(arena_create(), func);
    s.is_ahead = true;
    walk_region(&s, func->body);
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
    bool is_variable = is_slot(address) && !is_array(s, address);
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

static void report_all(const struct search *s, const struct loss_flow *flow)
{
    for (size_t i = 0; i < s->lost.len; i++)
        report(s, flow, &s->lost.data[i]);
}

void overwrites_check(struct diag_engine *engine, const struct ir_module *module,
                      const struct ir_func *loss)
{
    struct search s = search_in(arena_create(), loss);
    find_out(&s, loss);
    find_private(&s, loss->body);
    walk_region(&s, loss->body);
    if (s.lost.len)
        report_all(&s, loss_flow_build(s.arena, engine, module, loss));
    arena_destroy(s.arena);
}

/* Whether there is any. */
static bool find_buffers(struct search *s, const struct loss_flow *flow)
{
    const struct flow_graph *graph = &flow->graph;
    bool found = false;
    for (size_t i = 0; i < cells_count(graph->cells); i++) {
        const struct cell *cell = cells_at(graph->cells, i);
        if (cell->kind != CELL_OBJECT || !is_buffer(flow->loss, cell->origin))
            continue;
        variable_at(s, cell->origin)->is_private = true;
        found = true;
    }
    return found;
}

void overwrites_check_buffers(const struct loss_flow *flow)
{
    struct search s = search_in(flow->arena, flow->loss);
    s.loss = flow->loss;
    if (!find_buffers(&s, flow))
        return;
    find_private(&s, flow->loss->body);
    walk_region(&s, flow->loss->body);
    report_all(&s, flow);
}
