/* Loops that count: WHILE to FOR.
 *
 * Expects what the frontend makes of C loops once variables are values:
 *
 *     while carry (i, x...) { ...; c = i < n; r... = if c { body; yield i + s, y... }
 *                             else { yield i, x... }; yield c, r... }
 *
 * where n does not change in the loop. A step that is known only when the loop begins gives a FOR
 * that counts iterations. Loops that anything else may end stay as they are. */
#include "opt/pass.h"

#include "ir/rewrite.h"
#include "opt/constant.h"
#include "support/fault.h"

#include <stdlib.h>

enum { MAX_STEP = 1 << 28, MAX_WIDE_STEP = 1024 };

struct counter {
    struct ir_op *loop, *branch, *compare;
    uint32_t index;       /* of the counter among what the loop carries */
    struct ir_value *arg; /* the counter in the loop's region */
    struct ir_value *bound;
    struct ir_value *step; /* what is added; a constant or invariant */
    enum ir_predicate pred;
    bool is_subtracted; /* the step is */
    bool steps_first;   /* while (i-- > 0): stepped also when the test fails */
};

struct rewriter {
    struct ir_module *module;
    struct ir_map replaced;
    const uint32_t *uses;
};

/* ---- recognising */

static bool is_zero(const struct ir_value *v)
{
    int64_t value;
    return opt_constant(v, &value) && value == 0;
}

static bool is_constant(const struct ir_value *v)
{
    int64_t value;
    return opt_constant(v, &value);
}

static int64_t constant(const struct ir_value *v)
{
    int64_t value = 0;
    return opt_constant(v, &value) ? value : 0;
}

static bool is_inside(const struct ir_value *v, const struct ir_op *loop)
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
    if (!is_inside(v, in->loop))
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
static bool find_branch(struct counter *c)
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

/* The value of what is carried, when the condition held; NULL where more happens to it when it did
 * not. */
static struct ir_value *next_value(const struct counter *c, uint32_t k)
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
static bool find_step(struct counter *c, const struct ir_value *next)
{
    const struct ir_op *op = next ? next->def : NULL;
    if (!op || (op->code != IR_ADD && op->code != IR_SUB))
        return false;
    bool swapped = op->code == IR_ADD && op->operands[1] == c->arg;
    if (op->operands[swapped ? 1 : 0] != c->arg)
        return false;
    c->step = op->operands[swapped ? 0 : 1];
    c->is_subtracted = op->code == IR_SUB;
    if (is_constant(c->step))
        return llabs(constant(c->step) / 2) < MAX_STEP;
    return !is_inside(c->step, c->loop);
}

static int64_t constant_step(const struct counter *c)
{
    int64_t step = constant(c->step);
    return c->is_subtracted ? -step : step;
}

static struct ir_value *initial_of(const struct counter *c)
{
    return c->loop->operands[c->index];
}

/* Whether the counter cannot pass the end of its type in a program that C defines. */
static bool never_overflows(const struct counter *c)
{
    return ir_type_is_signed(c->arg->type) && !c->loop->region->func->module->ints_wrap;
}

/* i != n, where i steps by one and cannot have passed n unless by an overflow. */
static bool unequal_predicate(struct counter *c)
{
    if (c->compare->code != IR_NE || !is_constant(c->step))
        return false;
    int64_t step = constant_step(c);
    bool starts_or_ends =
        (step == 1 && is_zero(initial_of(c))) || (step == -1 && is_zero(c->bound));
    bool is_safe = never_overflows(c) || (!ir_type_is_signed(c->arg->type) && starts_or_ends);
    c->pred = step > 0 ? IR_PRED_LT : IR_PRED_GT;
    return is_safe && (step == 1 || step == -1);
}

/* Whether the test agrees with the direction, so that the loop ends. */
static bool direction_fits(const struct counter *c)
{
    bool up = c->pred == IR_PRED_LT || c->pred == IR_PRED_LE;
    if (!is_constant(c->step))
        return up && !c->is_subtracted && never_overflows(c) && c->compare->operands[0] == c->arg &&
               !c->steps_first;
    int64_t step = constant_step(c);
    return step != 0 && (step > 0) == up;
}

/* A counter that may overflow and that can step over the bound and the end of its type wraps
 * around, and may meet the bound on another round. With 64 bits and small steps no round ever ends.
 * With steps of one it meets the bound first, or the loop never ends. */
static bool cannot_wrap(const struct counter *c)
{
    const struct ir_type *type = c->arg->type;
    if (never_overflows(c) || !is_constant(c->step))
        return true;
    int64_t step = constant_step(c);
    if (ir_type_bits(type) >= 64)
        return llabs(step) <= MAX_WIDE_STEP;
    if (step == 1 || step == -1)
        return true;
    int64_t limit = ((int64_t)1 << (ir_type_bits(type) - ir_type_is_signed(type))) - 1;
    return step > 0 && is_constant(c->bound) && constant(c->bound) >= 0 &&
           constant(c->bound) <= limit - step;
}

/* A counter that is compared after widening counts in the wide type: its values are the same there
 * up to the bound, or it never meets the bound. (A loop without end may be taken to end, C17
 * 6.8.5.) A negative one that is compared as unsigned is above any bound that it could pass. */
static bool widening_fits(const struct counter *c)
{
    const struct ir_type *narrow = c->arg->type, *wide = c->bound->type;
    if (narrow == wide)
        return true;
    if (ir_type_bits(wide) < ir_type_bits(narrow) || !is_constant(c->step) || c->steps_first)
        return false;
    if (ir_type_is_signed(wide))
        return ir_type_bits(wide) > ir_type_bits(narrow);
    int64_t step = constant_step(c);
    if (!ir_type_is_signed(narrow) || step == 1 || step == -1)
        return true;
    const struct ir_value *from = initial_of(c);
    return is_constant(from) && constant(from) >= 0 && step > 0;
}

static bool find_counter_at(struct counter *c, bool swapped)
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
    if (!find_step(c, c->steps_first ? direct : next_value(c, c->index)))
        return false;
    if (!predicate_of(c->compare->code, swapped, &c->pred) && !unequal_predicate(c))
        return false;
    return direction_fits(c) && cannot_wrap(c) && widening_fits(c);
}

static bool others_fit(const struct counter *c)
{
    for (uint32_t k = 0; k < c->loop->result_count; k++)
        if (k != c->index && !next_value(c, k))
            return false;
    return true;
}

/* Operations before the branch run once more than the body: they must not do anything. */
static bool is_test_pure(const struct counter *c)
{
    for (const struct ir_op *op = c->loop->regions[0]->first; op != c->branch; op = op->next)
        if (!ir_op_is_pure(op) && op->code != IR_LOAD)
            return false;
    return true;
}

static bool find_counter(const struct rewriter *r, struct counter *c)
{
    if (r->uses[ir_loop_counter(c->loop)->id] > 0 || !find_branch(c) || !is_test_pure(c) ||
        !(find_counter_at(c, false) || find_counter_at(c, true)))
        return false;
    return others_fit(c);
}

/* ---- rewriting */

/* The invariant value, before the loop. */
static struct ir_value *hoisted(struct ir_builder *b, struct ir_value *v, const struct ir_op *loop)
{
    if (!is_inside(v, loop))
        return v;
    struct ir_value *operands[3];
    GRADC_ASSERT(v->def && v->def->operand_count <= 3);
    for (uint32_t i = 0; i < v->def->operand_count; i++)
        operands[i] = hoisted(b, v->def->operands[i], loop);
    struct ir_op *copy = ir_build_op(b, v->def->code, operands, v->def->operand_count, 1);
    copy->attr = v->def->attr;
    ir_result(copy)->type = v->type;
    ir_result(copy)->name = v->name;
    return ir_result(copy);
}

/* How often the loop runs, i64. A step that is not positive would never end it, and counts as 1. */
static struct ir_value *trip_count(struct ir_builder *b, const struct counter *c,
                                   struct ir_value *from, struct ir_value *to,
                                   struct ir_value *step)
{
    static const enum ir_opcode codes[] = {IR_LT, IR_LE, IR_GT, IR_GE};
    const struct ir_type *i64 = ir_type_scalar(b->module->types, IR_LONG);
    bool up = c->pred == IR_PRED_LT || c->pred == IR_PRED_LE;
    bool excluded = c->pred == IR_PRED_LT || c->pred == IR_PRED_GT;
    struct ir_value *one = ir_build_int(b, IR_LONG, 1);
    struct ir_value *runs = ir_build_binary(b, codes[c->pred], from, to);
    struct ir_value *low = ir_build_conv(b, up ? from : to, i64);
    struct ir_value *high = ir_build_conv(b, up ? to : from, i64);
    struct ir_value *stride = ir_build_conv(b, step, i64);
    if (!is_constant(step))
        stride = ir_build_select(b, ir_build_binary(b, IR_GE, stride, one), stride, one);
    struct ir_value *distance = ir_build_binary(b, IR_SUB, high, low);
    struct ir_value *count;
    if (excluded) {
        distance = ir_build_binary(b, IR_SUB, distance, one);
        count = ir_build_binary(b, IR_DIV, distance, stride);
    } else {
        count = ir_build_binary(b, IR_DIV, distance, stride);
    }
    count = ir_build_binary(b, IR_ADD, count, one);
    return ir_build_select(b, runs, count, ir_build_int(b, IR_LONG, 0));
}

struct plan {
    struct ir_value *from, *to, *step; /* of the FOR */
    enum ir_predicate pred;
    bool by_iteration; /* the FOR counts iterations */
};

static struct plan make_plan(struct ir_builder *b, const struct counter *c)
{
    struct ir_value *bound = hoisted(b, c->bound, c->loop);
    struct ir_value *from = ir_build_conv(b, initial_of(c), bound->type);
    if (is_constant(c->step))
        return (struct plan){from, bound, ir_build_const(b, bound->type, constant_step(c)), c->pred,
                             false};
    return (struct plan){ir_build_int(b, IR_LONG, 0), trip_count(b, c, from, bound, c->step),
                         ir_build_int(b, IR_LONG, 1), IR_PRED_LT, true};
}

/* The counter's value after `count` steps. In 64 bits, since count * step may be twice as large as
 * any value of a signed counter. */
static struct ir_value *value_after(struct ir_builder *b, const struct counter *c,
                                    struct ir_value *count, struct ir_value *step)
{
    const struct ir_type *type = c->arg->type;
    const struct ir_type *wide =
        ir_type_bits(type) < 64 ? ir_type_scalar(b->module->types, IR_LONG) : type;
    step = ir_build_conv(b, step, wide);
    struct ir_value *way = ir_build_binary(b, IR_MUL, ir_build_conv(b, count, wide), step);
    struct ir_value *start = ir_build_conv(b, initial_of(c), wide);
    return ir_build_conv(b, ir_build_binary(b, IR_ADD, start, way), type);
}

/* The counter in the body of the FOR. */
static struct ir_value *counter_value(struct ir_builder *b, const struct counter *c,
                                      const struct plan *plan, struct ir_value *raw)
{
    if (!plan->by_iteration)
        return ir_build_conv(b, raw, c->arg->type);
    return value_after(b, c, raw, c->step);
}

static void move_ops(struct ir_region *from, const struct ir_op *end, struct ir_region *to)
{
    while (from->first != end) {
        struct ir_op *op = from->first;
        ir_op_unlink(op);
        ir_op_insert(to, NULL, op);
    }
}

static void fill_body(struct rewriter *r, const struct counter *c, struct ir_op *loop)
{
    struct ir_region *body = loop->regions[0];
    move_ops(c->loop->regions[0], c->branch, body);
    struct ir_op *then = ir_terminator(c->branch->regions[0]);
    move_ops(c->branch->regions[0], then, body);
    struct ir_builder b = ir_builder_at_end(r->module, body);
    struct ir_op *yield = ir_build_yield(&b, NULL, 0);
    for (uint32_t k = 0; k < c->loop->result_count; k++)
        if (k != c->index)
            ir_op_add_operand(r->module, yield, next_value(c, k));
}

/* The first value that fails the test of a loop with steps of one: the bound or the one after it.
 * The latter cannot overflow unless the loop did. */
static struct ir_value *end_of_unit_steps(struct ir_builder *b, const struct counter *c,
                                          struct ir_value *from, struct ir_value *to)
{
    static const enum ir_opcode codes[] = {IR_LT, IR_LE, IR_GT, IR_GE};
    struct ir_value *runs = ir_build_binary(b, codes[c->pred], from, to), *end = to;
    if (c->pred == IR_PRED_LE || c->pred == IR_PRED_GE)
        end = ir_build_binary(b, IR_ADD, to, ir_build_const(b, to->type, constant_step(c)));
    return ir_build_conv(b, ir_build_select(b, runs, end, from), c->arg->type);
}

/* What the counter is when the loop has ended: the first value that fails the test, and one step
 * more where it is stepped in the test. */
static struct ir_value *final_value(struct ir_builder *b, const struct counter *c,
                                    struct ir_value *from, struct ir_value *to)
{
    const struct ir_type *type = c->arg->type;
    bool is_one = is_constant(c->step) && llabs(constant_step(c)) == 1;
    struct ir_value *final, *step = c->step;
    if (is_constant(step))
        step = ir_build_const(b, type, constant_step(c));
    if (is_one) {
        final = end_of_unit_steps(b, c, from, to);
    } else {
        struct ir_value *size = c->step;
        if (is_constant(c->step))
            size = ir_build_const(b, type, llabs(constant_step(c)));
        final = value_after(b, c, trip_count(b, c, from, to, size), step);
    }
    return c->steps_first ? ir_build_binary(b, IR_ADD, final, step) : final;
}

static void replace_results(struct rewriter *r, const struct counter *c, struct ir_op *loop)
{
    uint32_t next = 0;
    for (uint32_t k = 0; k < c->loop->result_count; k++)
        if (k != c->index)
            ir_map_set(&r->replaced, c->loop->results[k], loop->results[next++]);
}

static void rewrite(struct rewriter *r, const struct counter *c)
{
    struct ir_builder b = ir_builder_before(r->module, c->loop);
    struct plan plan = make_plan(&b, c);
    struct ir_op *loop = ir_build_for(&b, plan.from, plan.to, plan.step, plan.pred);
    struct ir_value *raw = ir_loop_counter(loop);
    raw->name = c->arg->name;
    for (uint32_t k = 0; k < c->loop->result_count; k++) {
        const struct ir_value *arg = c->loop->regions[0]->args.data[k + 1];
        if (k != c->index)
            ir_map_set(&r->replaced, arg,
                       ir_loop_add_carried(&b, loop, c->loop->operands[k], arg->name));
    }
    struct ir_builder inner = ir_builder_at_end(r->module, loop->regions[0]);
    inner.loc = c->loop->loc;
    ir_map_set(&r->replaced, c->arg, counter_value(&inner, c, &plan, raw));
    struct ir_builder after = ir_builder_after(r->module, c->loop);
    if (r->uses[c->loop->results[c->index]->id] > 0) {
        struct ir_value *bound = hoisted(&after, c->bound, c->loop);
        struct ir_value *from = ir_build_conv(&after, initial_of(c), bound->type);
        ir_map_set(&r->replaced, c->loop->results[c->index], final_value(&after, c, from, bound));
    }
    fill_body(r, c, loop);
    replace_results(r, c, loop);
    ir_op_unlink(c->loop);
}

static void visit(struct rewriter *r, struct ir_region *region)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        for (uint32_t i = 0; i < op->region_count; i++)
            visit(r, op->regions[i]);
        struct counter counter = {.loop = op};
        if (op->code == IR_WHILE && find_counter(r, &counter))
            rewrite(r, &counter);
    }
}

void opt_count_loops(struct ir_module *module, struct ir_func *func)
{
    struct arena *scratch = arena_create();
    struct rewriter r = {
        .module = module, .replaced = {.arena = scratch}, .uses = ir_count_uses(func, scratch)};
    visit(&r, func->body);
    ir_apply_replacements(func->body, &r.replaced);
    arena_destroy(scratch);
}
