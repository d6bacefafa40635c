/* Which loops run forward and backward at once, iteration by iteration: the sum over samples.
 *
 * Requires: a loop of the function's own body that can be replayed. An iteration can be reversed as
 * soon as it has run when no other one needs to have run before it, backward: it writes to its own
 * memory alone, and what it carries that is active is a plain sum, whose adjoint is the same for
 * all iterations. That adjoint must be known before the loop: what becomes of the sum behind the
 * loop is linear, with coefficients that do not come out of the loop; or another loop goes on with
 * it. */
#include "diff/context.h"

#include "support/fault.h"

/* ---- what is carried is a sum */

/* A value's mark is the number of the carried one, counted from 1, to which something was added to
 * make it; 0 for what does not depend on any. */
static bool sums_in_region(struct adjoint *a, const struct ir_region *region);

static bool uses_sum(const struct adjoint *a, const struct ir_op *op, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (mark_of(a, op->operands[i]))
            return true;
    return false;
}

static bool sums_in_if(struct adjoint *a, const struct ir_op *op)
{
    if (uses_sum(a, op, 0, 1) || !sums_in_region(a, op->regions[0]) ||
        !sums_in_region(a, op->regions[1]))
        return false;
    for (uint32_t k = 0; k < op->result_count; k++) {
        uint32_t sum = mark_of(a, ir_terminator(op->regions[0])->operands[k]);
        if (sum != mark_of(a, ir_terminator(op->regions[1])->operands[k]))
            return false;
        mark_value(a, op->results[k], sum);
    }
    return true;
}

static bool sums_in_loop(struct adjoint *a, const struct ir_op *op)
{
    uint32_t first = ir_loop_first_carried(op);
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    if (uses_sum(a, op, 0, first))
        return false;
    for (uint32_t k = 0; k < op->result_count; k++) {
        uint32_t sum = mark_of(a, op->operands[first + k]);
        mark_value(a, op->regions[0]->args.data[k + 1], sum);
        mark_value(a, op->results[k], sum);
    }
    if (!sums_in_region(a, op->regions[0]) || (op->code == IR_WHILE && uses_sum(a, yield, 0, 1)))
        return false;
    for (uint32_t k = 0; k < op->result_count; k++)
        if (mark_of(a, yield->operands[ir_loop_yield_index(op, k)]) != mark_of(a, op->results[k]))
            return false;
    return true;
}

/* What an operation without regions makes of the sums among its operands. */
static bool sums_in_plain(struct adjoint *a, const struct ir_op *op)
{
    uint32_t of[3] = {0};
    if (!uses_sum(a, op, 0, op->operand_count))
        return true;
    for (uint32_t i = 0; i < op->operand_count && i < 3; i++)
        of[i] = mark_of(a, op->operands[i]);
    bool fits = (op->code == IR_ADD && !(of[0] && of[1])) || (op->code == IR_SUB && !of[1]) ||
                (op->code == IR_SELECT && !of[0] && of[1] == of[2]);
    if (fits)
        mark_value(a, ir_result(op), of[0] ? of[0] : of[1]);
    return fits;
}

static bool sums_in_region(struct adjoint *a, const struct ir_region *region)
{
    const struct ir_op *end = ir_terminator(region);
    for (const struct ir_op *op = region->first; op != end; op = op->next) {
        bool fits = op->code == IR_IF       ? sums_in_if(a, op)
                    : op->region_count == 1 ? sums_in_loop(a, op)
                                            : sums_in_plain(a, op);
        if (!fits)
            return false;
    }
    return true;
}

static bool is_active_carried(const struct adjoint *a, const struct ir_op *loop, uint32_t k)
{
    return activity_of_value(a->activity, loop->results[k]) ||
           activity_of_value(a->activity, loop->regions[0]->args.data[k + 1]);
}

static bool carries_sums(struct adjoint *a, const struct ir_op *loop)
{
    const struct ir_region *body = loop->regions[0];
    forget_marks(a);
    for (uint32_t k = 0; k < loop->result_count; k++)
        if (is_active_carried(a, loop, k))
            mark_value(a, body->args.data[k + 1], k + 1);
    if (!sums_in_region(a, body))
        return false;
    for (uint32_t k = 0; k < loop->result_count; k++)
        if (mark_of(a, ir_terminator(body)->operands[k]) != mark_of(a, body->args.data[k + 1]))
            return false;
    return true;
}

/* ---- it writes to its own memory alone */

static bool writes_own(const struct adjoint *a, const struct ir_region *region,
                       const struct ir_region *body)
{
    IR_FOR_EACH_OP (op, region) {
        if (ir_op_info(op)->effect == IR_EFFECT_WRITE &&
            !memory_is_private(a->memory, op->operands[0], body))
            return false;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (!writes_own(a, op->regions[i], body))
                return false;
    }
    return true;
}

/* Shadows of objects whose size the function computes are made in the reverse sweep. */
static bool has_early_shadow(const struct adjoint *a, const struct ir_value *address)
{
    const cell_list *cells = cells_of(activity_cells(a->activity), address);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *root = cells->data[i];
        while (root->parent)
            root = root->parent;
        const struct ir_op *def = root->kind == CELL_OBJECT ? root->origin->def : NULL;
        if (def && (def->code != IR_SLOT || def->operand_count))
            return false;
    }
    return true;
}

/* What an operation reads; NULL: nothing. */
static const struct ir_value *source_of(const struct ir_op *op)
{
    switch (op->code) {
    case IR_LOAD:
        return op->operands[0];
    case IR_COPY:
    case IR_MOVE:
        return op->operands[1];
    default:
        return NULL;
    }
}

static bool reads_shadowed(const struct adjoint *a, const struct ir_region *region,
                           const struct ir_region *body)
{
    IR_FOR_EACH_OP (op, region) {
        const struct ir_value *source = source_of(op);
        if (source && !memory_is_private(a->memory, source, body) && !has_early_shadow(a, source))
            return false;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (!reads_shadowed(a, op->regions[i], body))
                return false;
    }
    return true;
}

/* ---- its adjoint is known early */

/* How far a sum is followed behind its loop. */
enum { MOST_STEPS = 16 };

/* Whether a value is known before `loop`, or can be computed there. */
static bool is_early(const struct ir_op *loop, const struct ir_value *v, unsigned steps)
{
    GRADC_ASSERT(v);
    const struct ir_op *def = v->def;
    if (!def || (v->region == loop->region && def->order < loop->order))
        return true;
    if (!steps || v->region != loop->region || !ir_op_is_pure(def) || def->code == IR_UNDEF ||
        def == loop)
        return false;
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (!is_early(loop, def->operands[i], steps - 1))
            return false;
    return true;
}

static bool has_early_adjoint(struct adjoint *a, const struct ir_op *loop, const struct ir_value *v,
                              unsigned steps);

/* Whether an operation's derivative by its operand `v` is known before the loop. */
static bool is_linear(const struct ir_op *loop, const struct ir_op *use, const struct ir_value *v)
{
    bool is_first = use->operands[0] == v;
    const struct ir_value *other = use->operand_count == 2 ? use->operands[is_first] : NULL;
    switch (use->code) {
    case IR_NEG:
        return true;
    case IR_ADD:
    case IR_SUB:
        return other != v;
    case IR_MUL:
        return other != v && is_early(loop, other, MOST_STEPS);
    case IR_DIV:
        return is_first && is_early(loop, other, MOST_STEPS);
    default:
        return false;
    }
}

const struct ir_value *fuse_sum_from(const struct ir_op *loop, const struct ir_value *v)
{
    const struct ir_value *sum = NULL;
    uint32_t first = ir_loop_first_carried(loop);
    for (uint32_t i = 0; i < loop->operand_count; i++) {
        if (loop->operands[i] != v)
            continue;
        if (i < first || sum)
            return NULL;
        sum = loop->results[i - first];
    }
    return sum;
}

/* Whether a later loop only goes on with the sum, so that it passes the adjoint on as it is. */
static bool goes_on(struct adjoint *a, const struct ir_op *loop, const struct ir_op *later,
                    const struct ir_value *v, unsigned steps)
{
    const struct ir_value *sum = fuse_sum_from(later, v);
    return sum && carries_sums(a, later) && has_early_adjoint(a, loop, sum, steps - 1);
}

/* Whether what a use of `v` adds to its adjoint is known before the loop. */
static bool adds_early(struct adjoint *a, const struct ir_op *loop, const struct ir_op *use,
                       const struct ir_value *v, unsigned steps)
{
    if (use->code == IR_RETURN)
        return true;
    if (use->region != loop->region || !steps)
        return false;
    if (use->code == IR_FOR)
        return goes_on(a, loop, use, v, steps);
    if (use->region_count || use->result_count != 1)
        return false;
    if (!activity_of_value(a->activity, ir_result(use)))
        return ir_op_is_pure(use);
    return is_linear(loop, use, v) && has_early_adjoint(a, loop, ir_result(use), steps - 1);
}

static bool has_early_adjoint(struct adjoint *a, const struct ir_op *loop, const struct ir_value *v,
                              unsigned steps)
{
    for (uint32_t i = a->uses.first[v->id]; i < a->uses.first[v->id + 1]; i++)
        if (!adds_early(a, loop, a->uses.ops[i], v, steps))
            return false;
    return true;
}

bool fuse_is_possible(struct adjoint *a, const struct ir_op *loop)
{
    const struct ir_region *body = loop->regions[0];
    if (loop->code != IR_FOR || loop->region != a->primal->body || !returns_loss(a->primal) ||
        !carries_sums(a, loop) || !writes_own(a, body, body) || !reads_shadowed(a, body, body))
        return false;
    for (uint32_t k = 0; k < loop->result_count; k++)
        if (is_active_carried(a, loop, k) &&
            !has_early_adjoint(a, loop, loop->results[k], MOST_STEPS))
            return false;
    return true;
}
