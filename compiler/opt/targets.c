/* What pointers to functions may point to, by following them back to where they were made.
 *
 * A pointer that is read from memory of the function's own may be any that the function stores, or
 * that a constant table of the unit holds; one from anywhere else is unknown. */
#include "opt/targets.h"

struct tracer {
    struct arena *scratch;
    const struct ir_func *func;
    struct cell_map *cells;
    bool *seen; /* by value id */
    struct target_set *found;
    bool in_memory; /* what is stored anywhere has been added */
};

static void trace(struct tracer *t, const struct ir_value *v);

static void add_target(struct tracer *t, struct ir_callee *callee, const struct ir_type *type)
{
    for (size_t i = 0; i < t->found->list.len; i++)
        if (t->found->list.data[i].callee == callee)
            return;
    vec_push(t->scratch, &t->found->list, (struct ir_target){callee, type});
}

static bool points_to_function(const struct ir_type *type)
{
    return ir_type_is_ptr(type) && type->elem->kind == IR_TYPE_FUNC;
}

static bool holds_function(const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    if (type->kind != IR_TYPE_RECORD)
        return points_to_function(type);
    for (unsigned i = 0; i < type->record->field_count; i++)
        if (holds_function(type->record->fields[i].type))
            return true;
    return false;
}

static bool may_hold_function(const struct ir_type *type)
{
    return type->kind == IR_TYPE_VOID || holds_function(type);
}

/* Memory that nobody but the function writes (then `is_written`), and constant tables, which add
 * what they hold. */
static bool is_own(struct tracer *t, const struct ir_value *address, bool *is_written)
{
    *is_written = false;
    const cell_list *cells = cells_of(t->cells, address);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *root = cells->data[i];
        while (root->kind == CELL_FIELD)
            root = root->parent;
        const struct ir_global *table = root->kind == CELL_GLOBAL ? root->global : NULL;
        bool is_local =
            root->kind == CELL_OBJECT && root->origin->def && ir_op_makes_object(root->origin->def);
        if (!is_local && !(table && table->is_const && table->c_definition))
            return false;
        *is_written |= is_local;
        for (size_t k = 0; table && k < table->targets.len; k++)
            add_target(t, table->targets.data[k].callee, table->targets.data[k].type);
    }
    return cells->len > 0;
}

static const struct ir_op *uncast(const struct ir_value *v)
{
    while (v->def && v->def->code == IR_PTRCAST)
        v = v->def->operands[0];
    return v->def;
}

/* The function that `op` compares a pointer with; NULL where it does something else. */
static const struct ir_callee *compared(const struct ir_op *op, const struct ir_value *pointer)
{
    const struct ir_op *test = op->code == IR_IF ? op->operands[0]->def : NULL;
    if (!test || test->code != IR_EQ || test->operands[0] != pointer)
        return NULL;
    const struct ir_op *function = uncast(test->operands[1]);
    return function && function->code == IR_FUNC ? function->attr.callee : NULL;
}

/* The IF of whose else branch `region` is, when it compares the pointer. */
static struct ir_op *choice_around(const struct ir_region *region, const struct ir_value *pointer)
{
    struct ir_op *op = region->op;
    bool is_else = op && op->code == IR_IF && region == op->regions[1];
    return is_else && compared(op, pointer) ? op : NULL;
}

struct ir_op *targets_last_choice(const struct ir_op *call)
{
    return choice_around(call->region, call->operands[0]);
}

bool targets_exclude(const struct ir_op *call, const struct ir_callee *callee)
{
    const struct ir_op *choice = targets_last_choice(call);
    for (; choice; choice = choice_around(choice->region, call->operands[0]))
        if (compared(choice, call->operands[0]) == callee)
            return true;
    return false;
}

static void trace_call(struct tracer *t, const struct ir_op *call)
{
    struct cell_reach reached = cells_reached(t->cells, call);
    bool writes = false;
    for (size_t i = 0; i < reached.written.len; i++)
        writes |= may_hold_function(reached.written.data[i]->type);
    bool is_last = call->attr.callee->is_indirect && targets_last_choice(call);
    t->found->is_open |= writes && !call->attr.callee->is_indirect;
    t->found->assumes_last |= writes && is_last;
    t->found->assumes_others |= writes && call->attr.callee->is_indirect && !is_last;
}

/* Whether something else is stored where a pointer to a function is kept. */
static bool overwrites(const struct tracer *t, const struct ir_op *store)
{
    const cell_list *cells = cells_of(t->cells, store->operands[0]);
    for (size_t i = 0; i < cells->len; i++)
        if (holds_function(cells->data[i]->type))
            return true;
    return false;
}

/* Adds all that is put into memory anywhere in the function. */
static void trace_stores(struct tracer *t, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_STORE && points_to_function(op->operands[1]->type))
            trace(t, op->operands[1]);
        else if (op->code == IR_STORE && overwrites(t, op))
            t->found->is_open = true;
        bool is_written;
        const struct ir_value *from = ir_op_copied(op).from;
        if (from && may_hold_function(from->type->elem) && !is_own(t, from, &is_written))
            t->found->is_open = true;
        if (op->code == IR_CALL)
            trace_call(t, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            trace_stores(t, op->regions[i]);
    }
}

/* A slot whose address is used for nothing but loads and stores holds what is stored there. */
static bool is_plain(const struct ir_value *slot, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        bool plain = op->code == IR_LOAD || op->code == IR_STORE;
        for (uint32_t i = 0; i < op->operand_count; i++)
            if (op->operands[i] == slot && (!plain || i > 0))
                return false;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (!is_plain(slot, op->regions[i]))
                return false;
    }
    return true;
}

static void trace_slot(struct tracer *t, const struct ir_value *slot,
                       const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_STORE && op->operands[0] == slot)
            trace(t, op->operands[1]);
        for (uint32_t i = 0; i < op->region_count; i++)
            trace_slot(t, slot, op->regions[i]);
    }
}

static void trace_load(struct tracer *t, const struct ir_value *address)
{
    const struct ir_op *def = address->def;
    if (def && def->code == IR_SLOT && is_plain(address, t->func->body)) {
        trace_slot(t, address, t->func->body);
        return;
    }
    bool is_written;
    if (!is_own(t, address, &is_written))
        t->found->is_open = true;
    if (is_written && !t->in_memory) {
        t->in_memory = true;
        trace_stores(t, t->func->body);
    }
}

/* A result of control, or what a loop carries: whatever its regions yield and it starts from. */
static void trace_control(struct tracer *t, const struct ir_op *op, uint32_t index)
{
    bool is_loop = op->code != IR_IF;
    uint32_t initial = op->code == IR_FOR ? 3 : 0, skipped = op->code == IR_WHILE ? 1 : 0;
    for (uint32_t i = 0; i < op->region_count; i++)
        trace(t, ir_terminator(op->regions[i])->operands[skipped + index]);
    if (is_loop)
        trace(t, op->operands[initial + index]);
}

static void trace(struct tracer *t, const struct ir_value *v)
{
    if (t->seen[v->id])
        return;
    t->seen[v->id] = true;
    const struct ir_op *op = v->def;
    if (!op && v->region->op) {
        trace_control(t, v->region->op, v->index - 1);
        return;
    }
    switch (op ? op->code : IR_CALL) {
    case IR_FUNC:
        add_target(t, op->attr.callee, v->type);
        break;
    case IR_NULL:
    case IR_UNDEF:
        break;
    case IR_SELECT:
        trace(t, op->operands[1]);
        trace(t, op->operands[2]);
        break;
    case IR_PTRCAST:
        if (points_to_function(op->operands[0]->type))
            trace(t, op->operands[0]);
        else
            t->found->is_open = true;
        break;
    case IR_LOAD:
        trace_load(t, op->operands[0]);
        break;
    case IR_IF:
    case IR_FOR:
    case IR_WHILE:
        trace_control(t, op, v->index);
        break;
    default:
        t->found->is_open = true;
        break;
    }
}

struct target_set targets_find(struct arena *scratch, const struct ir_func *func,
                               struct cell_map *cells, const struct ir_value *pointer)
{
    struct target_set found = {0};
    struct tracer t = {.scratch = scratch,
                       .func = func,
                       .cells = cells,
                       .seen = ARENA_ARRAY(scratch, bool, func->value_count),
                       .found = &found};
    trace(&t, pointer);
    return found;
}
