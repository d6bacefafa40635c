/* The comparison is looked at from both sides; what else the loop carries may not depend on the
 * turn that fails. */
#include "opt/loop_counter.h"

#include "ir/build.h"
#include "opt/constant.h"

#include <stdlib.h>

enum { MAX_STEP = 1 << 28, MAX_WIDE_STEP = 1024 };

static bool is_zero(const struct ir_value *v)
{
    int64_t value;
    return opt_constant(v, &value) && value == 0;
}

static int64_t constant(const struct ir_value *v)
{
    int64_t value = 0;
    return opt_constant(v, &value) ? value : 0;
}

bool loop_counter_is_inside(const struct ir_value *v, const struct ir_op *loop)
{
    return ir_region_contains(loop->regions[0], v->region);
}

static bool writes_memory(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        enum ir_effect effect = ir_op_info(op)->effect;
        if (effect == IR_EFFECT_WRITE || effect == IR_EFFECT_OPAQUE)
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (writes_memory(op->regions[i]))
                return true;
    }
    return false;
}

struct invariance {
    const struct ir_op *loop;
    bool memory_changes; /* in the loop */
    unsigned budget;     /* operations that may still be looked at: bounds are small */
};

/* Whether the value is the same in every iteration and can be computed before the loop: what the
 * condition needs is computed at least once in any case, so nothing can trap that would not have.
 */
static bool is_invariant(struct invariance *in, const struct ir_value *v)
{
    if (!loop_counter_is_inside(v, in->loop))
        return true;
    if (!v->def || v->region != in->loop->regions[0] || in->budget == 0 ||
        !(ir_op_is_pure(v->def) || (v->def->code == IR_LOAD && !in->memory_changes)))
        return false;
    in->budget--;
    for (uint32_t i = 0; i < v->def->operand_count; i++)
        if (!is_invariant(in, v->def->operands[i]))
            return false;
    return true;
}

static bool is_bound(const struct ir_value *v, const struct ir_op *loop)
{
    struct invariance in = {loop, writes_memory(loop->regions[0]), 100};
    return is_invariant(&in, v);
}

/* The carried value that `v` is, seen through a conversion that keeps its value; NULL if none. */
static struct ir_value *carried_behind(struct ir_value *v, const struct ir_op *loop)
{
    if (v->def && v->def->code == IR_CONV && ir_type_is_integer(v->type))
        v = v->def->operands[0];
    bool is_carried = !v->def && v->region == loop->regions[0] && v->index > 0;
    return is_carried && ir_type_is_integer(v->type) ? v : NULL;
}

static bool predicate_of(enum ir_opcode code, bool swapped, enum ir_predicate *pred)
{
    switch (code) {
    case IR_LT:
        *pred = swapped ? IR_PRED_GT : IR_PRED_LT;
        return true;
    case IR_LE:
        *pred = swapped ? IR_PRED_GE : IR_PRED_LE;
        return true;
    case IR_GT:
        *pred = swapped ? IR_PRED_LT : IR_PRED_GT;
        return true;
    case IR_GE:
        *pred = swapped ? IR_PRED_LE : IR_PRED_GE;
        return true;
    default:
        return false;
    }
}

/* The IF before the loop's yield, on the loop's own condition. */
static bool find_branch(struct loop_counter *c)
{
    struct ir_op *yield = ir_terminator(c->loop->regions[0]);
    struct ir_value *again = yield->operands[0];
    c->branch = yield->prev;
    c->compare = again->def;
    if (c->branch && c->branch->code == IR_IF &&
        c->branch->regions[1]->first != ir_terminator(c->branch->regions[1]))
        return false;
    return c->branch && c->branch->code == IR_IF && c->branch->operands[0] == again && c->compare &&
           again->region == c->loop->regions[0] && c->compare->operand_count == 2;
}

struct ir_value *loop_counter_next(const struct loop_counter *c, uint32_t k)
{
    struct ir_value *next = ir_terminator(c->loop->regions[0])->operands[k + 1];
    struct ir_value *arg = c->loop->regions[0]->args.data[k + 1];
    if (next == arg)
        return next;
    if (next->def != c->branch)
        return NULL;
    if (ir_terminator(c->branch->regions[1])->operands[next->index] != arg)
        return NULL;
    return ir_terminator(c->branch->regions[0])->operands[next->index];
}

/* Whether `next` is the counter plus or minus something invariant. */
static bool find_step(struct loop_counter *c, const struct ir_value *next)
{
    const struct ir_op *op = next ? next->def : NULL;
    if (!op || (op->code != IR_ADD && op->code != IR_SUB))
        return false;
    bool swapped = op->code == IR_ADD && op->operands[1] == c->arg;
    if (op->operands[swapped ? 1 : 0] != c->arg)
        return false;
    c->step = op->operands[swapped ? 0 : 1];
    c->is_subtracted = op->code == IR_SUB;
    if (opt_is_constant(c->step))
        return llabs(constant(c->step) / 2) < MAX_STEP;
    return !loop_counter_is_inside(c->step, c->loop);
}

int64_t loop_counter_step(const struct loop_counter *c)
{
    int64_t step = constant(c->step);
    return c->is_subtracted ? -step : step;
}

struct ir_value *loop_counter_initial(const struct loop_counter *c)
{
    return c->loop->operands[c->index];
}

/* Whether the counter cannot pass the end of its type in a program that C defines. */
static bool never_overflows(const struct loop_counter *c)
{
    return ir_type_is_signed(c->arg->type) && !c->loop->region->func->module->ints_wrap;
}

/* i != n, where i steps by one and cannot have passed n unless by an overflow. */
static bool unequal_predicate(struct loop_counter *c)
{
    if (c->compare->code != IR_NE || !opt_is_constant(c->step))
        return false;
    int64_t step = loop_counter_step(c);
    bool starts_or_ends =
        (step == 1 && is_zero(loop_counter_initial(c))) || (step == -1 && is_zero(c->bound));
    bool is_safe = never_overflows(c) || (!ir_type_is_signed(c->arg->type) && starts_or_ends);
    c->pred = step > 0 ? IR_PRED_LT : IR_PRED_GT;
    return is_safe && (step == 1 || step == -1);
}

/* Whether the test agrees with the direction, so that the loop ends. */
static bool direction_fits(const struct loop_counter *c)
{
    bool up = c->pred == IR_PRED_LT || c->pred == IR_PRED_LE;
    if (!opt_is_constant(c->step))
        return up && !c->is_subtracted && never_overflows(c) && c->compare->operands[0] == c->arg &&
               !c->steps_first;
    int64_t step = loop_counter_step(c);
    return step != 0 && (step > 0) == up;
}

/* A counter that may overflow and that can step over the bound and the end of its type wraps
 * around, and may meet the bound on another round. With 64 bits and small steps no round ever ends.
 * With steps of one it meets the bound first, or the loop never ends. */
static bool cannot_wrap(const struct loop_counter *c)
{
    const struct ir_type *type = c->arg->type;
    if (never_overflows(c) || !opt_is_constant(c->step))
        return true;
    int64_t step = loop_counter_step(c);
    if (ir_type_bits(type) >= 64)
        return llabs(step) <= MAX_WIDE_STEP;
    if (step == 1 || step == -1)
        return true;
    int64_t limit = ((int64_t)1 << (ir_type_bits(type) - ir_type_is_signed(type))) - 1;
    return step > 0 && opt_is_constant(c->bound) && constant(c->bound) >= 0 &&
           constant(c->bound) <= limit - step;
}

/* A counter that is compared after widening counts in the wide type: its values are the same there
 * up to the bound, or it never meets the bound. (A loop without end may be taken to end, C17
 * 6.8.5.) A negative one that is compared as unsigned is above any bound that it could pass. */
static bool widening_fits(const struct loop_counter *c)
{
    const struct ir_type *narrow = c->arg->type, *wide = c->bound->type;
    if (narrow == wide)
        return true;
    if (ir_type_bits(wide) < ir_type_bits(narrow) || !opt_is_constant(c->step) || c->steps_first)
        return false;
    if (ir_type_is_signed(wide))
        return ir_type_bits(wide) > ir_type_bits(narrow);
    int64_t step = loop_counter_step(c);
    if (!ir_type_is_signed(narrow) || step == 1 || step == -1)
        return true;
    const struct ir_value *from = loop_counter_initial(c);
    return opt_is_constant(from) && constant(from) >= 0 && step > 0;
}

static bool find_counter_at(struct loop_counter *c, bool swapped)
{
    struct ir_value *left = c->compare->operands[swapped ? 1 : 0];
    c->bound = c->compare->operands[swapped ? 0 : 1];
    c->arg = carried_behind(left, c->loop);
    if (!c->arg || !is_bound(c->bound, c->loop))
        return false;
    c->index = c->arg->index - 1;
    struct ir_value *direct = ir_terminator(c->loop->regions[0])->operands[c->index + 1];
    c->steps_first =
        direct->region == c->loop->regions[0] && direct->def && direct->def != c->branch;
    if (!find_step(c, c->steps_first ? direct : loop_counter_next(c, c->index)))
        return false;
    if (!predicate_of(c->compare->code, swapped, &c->pred) && !unequal_predicate(c))
        return false;
    return direction_fits(c) && cannot_wrap(c) && widening_fits(c);
}

static bool others_fit(const struct loop_counter *c)
{
    for (uint32_t k = 0; k < c->loop->result_count; k++)
        if (k != c->index && !loop_counter_next(c, k))
            return false;
    return true;
}

/* Operations before the branch run once more than the body: they must not do anything. */
static bool is_test_pure(const struct loop_counter *c)
{
    for (const struct ir_op *op = c->loop->regions[0]->first; op != c->branch; op = op->next)
        if (!ir_op_is_pure(op) && op->code != IR_LOAD)
            return false;
    return true;
}

bool loop_counter_find(struct loop_counter *c, const uint32_t *uses)
{
    if (uses[ir_loop_counter(c->loop)->id] > 0 || !find_branch(c) || !is_test_pure(c) ||
        !(find_counter_at(c, false) || find_counter_at(c, true)))
        return false;
    return others_fit(c);
}
