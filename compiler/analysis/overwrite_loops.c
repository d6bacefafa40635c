/* Stores that every turn of a loop makes afresh, of which only the last one counts: '=' where '+='
 * was meant. */
#include "analysis/overwrite_state.h"

enum { MOST_STEPS = 64 };

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

static bool stores_to(const struct ir_region *region, const struct ir_value *base)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_STORE && ir_address_base(op->operands[0]) == base)
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (stores_to(op->regions[i], base))
                return true;
    }
    return false;
}

static bool is_carried(const struct search *s, const struct ir_region *body,
                       const struct ir_value *value, unsigned *steps);

/* A carried value of the loop of which the body is a turn. */
static bool is_argument(const struct ir_region *body, const struct ir_value *value)
{
    const struct ir_region *loop = body->op->code == IR_IF ? body->op->region : body;
    return !value->def && value->region == loop && value->index > 0;
}

/* Either side's value of a branch. */
static bool yields_carried(const struct search *s, const struct ir_region *body,
                           const struct ir_value *value, unsigned *steps)
{
    for (uint32_t i = 0; i < value->def->region_count; i++) {
        const struct ir_op *yield = ir_terminator(value->def->regions[i]);
        if (is_carried(s, body, yield->operands[value->index], steps))
            return true;
    }
    return false;
}

/* What a load in a loop's body reads was left by the turn before. */
static bool reads_carried(const struct search *s, const struct ir_region *body,
                          const struct ir_value *address, unsigned *steps)
{
    const struct ir_value *base = ir_address_base(address);
    const struct variable *variable = overwrite_known(s, base);
    if (is_within(base, body) && variable->is_private && ir_type_is_real(base->type->elem))
        return variable->last_store &&
               is_carried(s, body, variable->last_store->operands[1], steps);
    return stores_to(body, base);
}

/* Whether a value depends on what earlier turns of the loop made; then the last one is what the
 * loop is for. */
static bool is_carried(const struct search *s, const struct ir_region *body,
                       const struct ir_value *value, unsigned *steps)
{
    if (!*steps || is_argument(body, value))
        return true;
    if (!value->def || !is_within(value, body))
        return false;
    --*steps;
    if (value->def->code == IR_IF)
        return yields_carried(s, body, value, steps);
    if (value->def->code != IR_LOAD && !ir_op_is_pure(value->def))
        return true;
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

/* Whether only stores that `stores_to` sees can change what is loaded. */
static bool is_seen(const struct search *s, const struct ir_value *base)
{
    return !base->def || base->def->code != IR_SLOT || overwrite_known(s, base)->is_private;
}

/* Whether every turn of a loop finds the same value. */
static bool is_invariant(const struct search *s, const struct ir_region *body,
                         const struct ir_value *value, unsigned *steps)
{
    if (!is_within(value, body))
        return true;
    const struct ir_op *def = value->def;
    if (!def || !*steps)
        return false;
    --*steps;
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (!is_invariant(s, body, def->operands[i], steps))
            return false;
    if (def->code != IR_LOAD)
        return ir_op_is_pure(def);
    const struct ir_value *base = ir_address_base(def->operands[0]);
    return is_seen(s, base) && !stores_to(body, base);
}

/* Whether each turn stores something new to the one element. */
static bool is_one_element(const struct search *s, const struct ir_op *loop,
                           const struct ir_op *store)
{
    unsigned for_address = MOST_STEPS, for_value = MOST_STEPS;
    return is_invariant(s, loop->regions[0], store->operands[0], &for_address) &&
           !is_invariant(s, loop->regions[0], store->operands[1], &for_value);
}

void overwrite_find_afresh(struct search *s, const struct ir_op *loop)
{
    const struct ir_region *body = turn_of(loop);
    if (!runs_again(loop))
        return;
    IR_FOR_EACH_OP (op, body) {
        const struct variable *variable = op->code == IR_STORE ? overwrite_accessed(s, op) : NULL;
        unsigned steps = MOST_STEPS;
        if (!variable || is_within(ir_address_base(op->operands[0]), body) ||
            !is_within(op->operands[1], body) || variable->last_read > loop->order ||
            (!s->is_ahead && is_carried(s, body, op->operands[1], &steps)))
            continue;
        if (s->is_ahead || is_one_element(s, loop, op))
            vec_push(s->arena, &s->lost, (struct lost){op, op});
    }
}
