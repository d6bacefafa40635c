/* Promotion of private variables to SSA values.
 *
 * A slot of scalar or pointer type whose address is only ever loaded from, stored to or accumulated
 * into is a variable. Structured control makes the classic construction simple: one walk carries
 * each variable's present value; a branch yields those that either side stores, a loop carries
 * those that its body stores. (Compare Cytron et al. 1991, where joins have to be searched for.) */
#include "opt/pass.h"

#include "ir/rewrite.h"
#include "support/fault.h"

struct variable {
    struct ir_value *slot;
    struct ir_value *value; /* at present; NULL: none yet */
    uint32_t depth;         /* of the region that holds the slot */
};

typedef VEC(uint32_t) index_list;

struct promoter {
    struct ir_module *module;
    struct arena *scratch;
    uint32_t value_count;  /* before the pass made any */
    uint32_t *variable_of; /* by value id: index + 1 */
    VEC(struct variable) variables;
    bool *disqualified; /* by value id of slots */
    bool only_untyped;  /* pointers to void alone */
    struct ir_map replaced;
    uint32_t *seen_at; /* by variable: the number of the region whose list has it */
    uint32_t region_number;
};

/* ---- which slots are variables */

static bool is_candidate(const struct promoter *p, const struct ir_op *op)
{
    const struct ir_type *type = op->code == IR_SLOT ? ir_result(op)->type->elem : NULL;
    if (!type || op->operand_count)
        return false;
    bool is_untyped = type->kind == IR_TYPE_PTR && type->elem->kind == IR_TYPE_VOID;
    return p->only_untyped ? is_untyped : type->kind == IR_TYPE_SCALAR || type->kind == IR_TYPE_PTR;
}

static bool is_plain_access(const struct ir_op *op, uint32_t operand)
{
    return operand == 0 && (op->code == IR_LOAD || op->code == IR_STORE || op->code == IR_ACCUM);
}

static void find_escapes(struct promoter *p, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->operand_count; i++)
            if (!is_plain_access(op, i))
                p->disqualified[op->operands[i]->id] = true;
        for (uint32_t i = 0; i < op->region_count; i++)
            find_escapes(p, op->regions[i]);
    }
}

static void find_variables(struct promoter *p, const struct ir_region *region, uint32_t depth)
{
    IR_FOR_EACH_OP (op, region) {
        if (is_candidate(p, op) && !p->disqualified[ir_result(op)->id]) {
            vec_push(p->scratch, &p->variables,
                     (struct variable){.slot = ir_result(op), .depth = depth});
            p->variable_of[ir_result(op)->id] = (uint32_t)p->variables.len;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            find_variables(p, op->regions[i], depth + 1);
    }
}

/* The variable's number from 1; 0 for other addresses. */
static uint32_t variable_number(const struct promoter *p, const struct ir_value *address)
{
    return address->id < p->value_count ? p->variable_of[address->id] : 0;
}

static struct variable *variable_of(struct promoter *p, const struct ir_value *address)
{
    uint32_t number = variable_number(p, address);
    return number ? &p->variables.data[number - 1] : NULL;
}

/* ---- which variables a region stores to */

static void collect_stores(struct promoter *p, const struct ir_region *region, index_list *list)
{
    IR_FOR_EACH_OP (op, region) {
        uint32_t index =
            op->code == IR_STORE || op->code == IR_ACCUM ? p->variable_of[op->operands[0]->id] : 0;
        if (index && p->seen_at[index - 1] != p->region_number) {
            p->seen_at[index - 1] = p->region_number;
            vec_push(p->scratch, list, index - 1);
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            collect_stores(p, op->regions[i], list);
    }
}

/* The variables from outside that `op`'s regions store to, in the order of their first store. */
static index_list stored_in(struct promoter *p, const struct ir_op *op, uint32_t depth)
{
    index_list all = {0}, outer = {0};
    p->region_number++;
    for (uint32_t i = 0; i < op->region_count; i++)
        collect_stores(p, op->regions[i], &all);
    for (size_t i = 0; i < all.len; i++)
        if (p->variables.data[all.data[i]].depth <= depth)
            vec_push(p->scratch, &outer, all.data[i]);
    return outer;
}

/* ---- the walk */

static const struct ir_type *type_of(const struct variable *v)
{
    return v->slot->type->elem;
}

static struct ir_value *value_before(struct promoter *p, struct variable *v, struct ir_op *op)
{
    if (!v->value) {
        struct ir_builder b = ir_builder_before(p->module, op);
        b.loc = v->slot->def->loc;
        struct ir_value *undef = ir_build_undef(&b, type_of(v));
        undef->name = v->slot->name;
        return undef;
    }
    return v->value;
}

static void set_value(struct variable *v, struct ir_value *value)
{
    if (!value->name && !ir_value_is_literal(value))
        value->name = v->slot->name;
    v->value = value;
}

static struct ir_value *resolved(struct promoter *p, struct ir_value *value)
{
    struct ir_value *replacement = ir_map_get(&p->replaced, value);
    return replacement ? replacement : value;
}

static void walk_region(struct promoter *p, struct ir_region *region, uint32_t depth);

static void walk_if(struct promoter *p, struct ir_op *op, uint32_t depth)
{
    index_list stored = stored_in(p, op, depth);
    struct ir_value **before = ARENA_ARRAY(p->scratch, struct ir_value *, stored.len);
    for (size_t i = 0; i < stored.len; i++)
        before[i] = p->variables.data[stored.data[i]].value;
    for (uint32_t r = 0; r < 2; r++) {
        for (size_t i = 0; i < stored.len; i++)
            p->variables.data[stored.data[i]].value = before[i];
        walk_region(p, op->regions[r], depth + 1);
        struct ir_op *yield = ir_terminator(op->regions[r]);
        for (size_t i = 0; i < stored.len; i++)
            ir_op_add_operand(p->module, yield,
                              value_before(p, &p->variables.data[stored.data[i]], yield));
    }
    struct ir_builder b = ir_builder_before(p->module, op);
    for (size_t i = 0; i < stored.len; i++) {
        struct variable *v = &p->variables.data[stored.data[i]];
        v->value = ir_op_add_result(&b, op, type_of(v), v->slot->name);
    }
}

static void walk_loop(struct promoter *p, struct ir_op *op, uint32_t depth)
{
    index_list stored = stored_in(p, op, depth);
    struct ir_builder b = ir_builder_before(p->module, op);
    uint32_t first = op->result_count;
    for (size_t i = 0; i < stored.len; i++) {
        struct variable *v = &p->variables.data[stored.data[i]];
        v->value = ir_loop_add_carried(&b, op, value_before(p, v, op), v->slot->name);
    }
    walk_region(p, op->regions[0], depth + 1);
    struct ir_op *yield = ir_terminator(op->regions[0]);
    for (size_t i = 0; i < stored.len; i++) {
        struct variable *v = &p->variables.data[stored.data[i]];
        ir_op_add_operand(p->module, yield, value_before(p, v, yield));
        v->value = op->results[first + i];
    }
}

static void walk_access(struct promoter *p, struct ir_op *op, struct variable *v)
{
    if (op->code == IR_LOAD) {
        ir_map_set(&p->replaced, ir_result(op), value_before(p, v, op));
    } else if (op->code == IR_STORE) {
        set_value(v, op->operands[1]);
    } else {
        struct ir_builder b = ir_builder_before(p->module, op);
        struct ir_value *term = resolved(p, op->operands[1]);
        v->value = ir_build_binary(&b, IR_ADD, value_before(p, v, op), term);
        v->value->name = v->slot->name;
    }
    ir_op_unlink(op);
}

static void walk_op(struct promoter *p, struct ir_op *op, uint32_t depth)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        op->operands[i] = resolved(p, op->operands[i]);
    if (op->code == IR_IF) {
        walk_if(p, op, depth);
    } else if (op->code == IR_FOR || op->code == IR_WHILE) {
        walk_loop(p, op, depth);
    } else if (op->code == IR_SLOT && variable_of(p, ir_result(op))) {
        variable_of(p, ir_result(op))->value = NULL;
        ir_op_unlink(op);
    } else if (op->operand_count && is_plain_access(op, 0)) {
        struct variable *v = variable_of(p, op->operands[0]);
        if (v)
            walk_access(p, op, v);
    }
}

static void walk_region(struct promoter *p, struct ir_region *region, uint32_t depth)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        walk_op(p, op, depth);
    }
}

static void promote(struct ir_module *module, struct ir_func *func, bool only_untyped)
{
    struct promoter p = {.module = module, .scratch = arena_create(), .only_untyped = only_untyped};
    p.value_count = func->value_count;
    p.replaced.arena = p.scratch;
    p.variable_of = ARENA_ARRAY(p.scratch, uint32_t, func->value_count);
    p.disqualified = ARENA_ARRAY(p.scratch, bool, func->value_count);
    find_escapes(&p, func->body);
    find_variables(&p, func->body, 0);
    p.seen_at = ARENA_ARRAY(p.scratch, uint32_t, p.variables.len + 1);
    walk_region(&p, func->body, 0);
    arena_destroy(p.scratch);
}

void opt_promote(struct ir_module *module, struct ir_func *func)
{
    promote(module, func, false);
}

void opt_promote_untyped(struct ir_module *module, struct ir_func *func)
{
    promote(module, func, true);
}
