/* Looks at local variables whose address stays private, and at two mistakes: two stores in a row,
 * and a store in every turn of a loop of which only the last one counts. */
#include "analysis/overwrites.h"

#include "analysis/loss_flow.h"

struct lost {
    const struct ir_op *store, *overwriting; /* the same for the store of a loop */
    const struct ir_value *slot;
};

struct variable {
    const struct ir_op *stored;     /* in the region that is walked, and not read since */
    const struct ir_op *last_store; /* anywhere */
    uint32_t last_read;             /* the operation's order, and one more; 0: never */
    bool is_private;
};

struct search {
    struct arena *arena;
    struct variable *variables; /* by value id of a slot */
    VEC(struct lost) lost;
};

static bool is_slot(const struct ir_value *value)
{
    return value->def && value->def->code == IR_SLOT && value->def->operand_count == 0 &&
           ir_type_is_real(value->type->elem);
}

static void find_private(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->result_count == 1 && is_slot(ir_result(op)))
            s->variables[ir_result(op)->id].is_private = ir_result(op)->name != NULL;
        for (uint32_t i = 0; i < op->operand_count; i++) {
            bool is_access = i == 0 && (op->code == IR_LOAD || op->code == IR_STORE);
            if (!is_access)
                s->variables[op->operands[i]->id].is_private = false;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            find_private(s, op->regions[i]);
    }
}

static struct variable *accessed(struct search *s, const struct ir_op *op)
{
    bool is_access = op->code == IR_LOAD || op->code == IR_STORE;
    struct variable *variable = is_access ? &s->variables[op->operands[0]->id] : NULL;
    return variable && variable->is_private ? variable : NULL;
}

/* ---- loops */

static bool is_within(const struct ir_value *value, const struct ir_region *region)
{
    return value->region && ir_region_contains(region, value->region);
}

/* A loop that is written `do { ... } while (0)` runs once. */
static bool runs_again(const struct ir_op *loop)
{
    const struct ir_op *yield = ir_terminator(loop->regions[0]);
    const struct ir_op *again = loop->code == IR_WHILE ? yield->operands[0]->def : NULL;
    return loop->code != IR_IF && !(again && again->code == IR_CONST);
}

static const struct ir_value *base_of(const struct ir_value *address)
{
    while (address->def && (address->def->code == IR_ELEM || address->def->code == IR_PTRADD ||
                            address->def->code == IR_FIELD || address->def->code == IR_PTRCAST))
        address = address->def->operands[0];
    return address;
}

static bool stores_to(const struct ir_region *region, const struct ir_value *base)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_STORE && base_of(op->operands[0]) == base)
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (stores_to(op->regions[i], base))
                return true;
    }
    return false;
}

static bool is_carried(const struct search *s, const struct ir_region *body,
                       const struct ir_value *value, unsigned *steps);

/* What a load in a loop's body reads was left by the turn before. */
static bool reads_carried(const struct search *s, const struct ir_region *body,
                          const struct ir_value *address, unsigned *steps)
{
    const struct ir_value *base = base_of(address);
    const struct variable *variable = &s->variables[base->id];
    if (is_within(base, body) && variable->is_private)
        return variable->last_store &&
               is_carried(s, body, variable->last_store->operands[1], steps);
    return stores_to(body, base);
}

/* Whether a value depends on what earlier turns of the loop made; then the last one is what the
 * loop is for. */
static bool is_carried(const struct search *s, const struct ir_region *body,
                       const struct ir_value *value, unsigned *steps)
{
    if (!*steps || !is_within(value, body))
        return !*steps;
    --*steps;
    if (!value->def || (value->def->code != IR_LOAD && !ir_op_is_pure(value->def)))
        return value->def != NULL;
    if (value->def->code == IR_LOAD)
        return reads_carried(s, body, value->def->operands[0], steps);
    for (uint32_t i = 0; i < value->def->operand_count; i++)
        if (is_carried(s, body, value->def->operands[i], steps))
            return true;
    return false;
}

/* What runs in every turn but the last: the loop's region, or what its condition guards there. */
static const struct ir_region *turn_of(const struct ir_op *loop)
{
    const struct ir_region *region = loop->regions[0];
    const struct ir_op *yield = ir_terminator(region);
    const struct ir_value *again = loop->code == IR_WHILE ? yield->operands[0] : NULL;
    IR_FOR_EACH_OP (op, region)
        if (op->code == IR_IF && op->operands[0] == again)
            return op->regions[0];
    return region;
}

/* Stores of a loop's body, in every turn, to variables from outside that the loop never reads. */
static void find_afresh(struct search *s, const struct ir_op *loop)
{
    enum { MOST_STEPS = 64 };
    const struct ir_region *body = turn_of(loop);
    IR_FOR_EACH_OP (op, body) {
        const struct variable *variable = op->code == IR_STORE ? accessed(s, op) : NULL;
        unsigned steps = MOST_STEPS;
        if (!variable || is_within(op->operands[0], body) || !is_within(op->operands[1], body) ||
            variable->last_read > loop->order || is_carried(s, body, op->operands[1], &steps))
            continue;
        vec_push(s->arena, &s->lost, (struct lost){op, op, op->operands[0]});
    }
}

/* ---- the walk */

static void walk_region(struct search *s, const struct ir_region *region);

/* What a nested region reads or stores ends what is known of a variable here. */
static void forget(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        struct variable *variable = accessed(s, op);
        if (variable)
            variable->stored = NULL;
        for (uint32_t i = 0; i < op->region_count; i++)
            forget(s, op->regions[i]);
    }
}

static void walk_nested(struct search *s, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->region_count; i++) {
        forget(s, op->regions[i]);
        walk_region(s, op->regions[i]);
        forget(s, op->regions[i]);
    }
    if (op->region_count == 1 && runs_again(op))
        find_afresh(s, op);
}

static void walk_store(struct search *s, const struct ir_op *op, struct variable *variable)
{
    if (variable->stored && variable->stored->region == op->region)
        vec_push(s->arena, &s->lost, (struct lost){variable->stored, op, op->operands[0]});
    variable->stored = variable->last_store = op;
}

static void walk_region(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        struct variable *variable = accessed(s, op);
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

/* ---- what to say */

static bool is_read(const struct search *s, const struct ir_value *slot)
{
    return s->variables[slot->id].last_read > 0;
}

static void report(const struct search *s, const struct loss_flow *flow, const struct lost *lost)
{
    bool is_loop = lost->store == lost->overwriting;
    if (!loss_flow_is_varied(flow, lost->store->operands[1]) || !is_read(s, lost->slot) ||
        !loss_flow_is_useful(flow, lost->overwriting->operands[1]))
        return;
    struct diag *d =
        diag_new(flow->engine, DIAG_gradient_overwritten, lost->overwriting->loc, lost->slot->name);
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
    s->variables = ARENA_ARRAY(s->arena, struct variable, loss->value_count);
    ir_number_ops(loss);
    find_private(s, loss->body);
    walk_region(s, loss->body);
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
