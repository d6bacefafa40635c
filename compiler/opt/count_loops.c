/* Loops that count: WHILE to FOR. Which loops those are is found by loop_counter.h. A step that is
 * known only when the loop begins gives a FOR that counts iterations. */
#include "opt/pass.h"

#include "ir/rewrite.h"
#include "opt/constant.h"
#include "opt/loop_counter.h"
#include "support/fault.h"

#include <stdlib.h>

struct rewriter {
    struct ir_module *module;
    struct ir_map replaced;
    const uint32_t *uses;
};

/* The invariant value, before the loop. */
static struct ir_value *hoisted(struct ir_builder *b, struct ir_value *v, const struct ir_op *loop)
{
    if (!loop_counter_is_inside(v, loop))
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
static struct ir_value *trip_count(struct ir_builder *b, const struct loop_counter *c,
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
    if (!opt_is_constant(step))
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

static struct plan make_plan(struct ir_builder *b, const struct loop_counter *c)
{
    struct ir_value *bound = hoisted(b, c->bound, c->loop);
    struct ir_value *from = ir_build_conv(b, loop_counter_initial(c), bound->type);
    if (opt_is_constant(c->step))
        return (struct plan){from, bound, ir_build_const(b, bound->type, loop_counter_step(c)),
                             c->pred, false};
    return (struct plan){ir_build_int(b, IR_LONG, 0), trip_count(b, c, from, bound, c->step),
                         ir_build_int(b, IR_LONG, 1), IR_PRED_LT, true};
}

/* The counter's value after `count` steps. In 64 bits, since count * step may be twice as large as
 * any value of a signed counter. */
static struct ir_value *value_after(struct ir_builder *b, const struct loop_counter *c,
                                    struct ir_value *count, struct ir_value *step)
{
    const struct ir_type *type = c->arg->type;
    const struct ir_type *wide =
        ir_type_bits(type) < 64 ? ir_type_scalar(b->module->types, IR_LONG) : type;
    step = ir_build_conv(b, step, wide);
    struct ir_value *way = ir_build_binary(b, IR_MUL, ir_build_conv(b, count, wide), step);
    struct ir_value *start = ir_build_conv(b, loop_counter_initial(c), wide);
    return ir_build_conv(b, ir_build_binary(b, IR_ADD, start, way), type);
}

/* The counter in the body of the FOR. */
static struct ir_value *counter_value(struct ir_builder *b, const struct loop_counter *c,
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

static void fill_body(struct rewriter *r, const struct loop_counter *c, struct ir_op *loop)
{
    struct ir_region *body = loop->regions[0];
    move_ops(c->loop->regions[0], c->branch, body);
    struct ir_op *then = ir_terminator(c->branch->regions[0]);
    move_ops(c->branch->regions[0], then, body);
    struct ir_builder b = ir_builder_at_end(r->module, body);
    struct ir_op *yield = ir_build_yield(&b, NULL, 0);
    for (uint32_t k = 0; k < c->loop->result_count; k++)
        if (k != c->index)
            ir_op_add_operand(r->module, yield, loop_counter_next(c, k));
}

/* The first value that fails the test of a loop with steps of one: the bound or the one after it.
 * The latter cannot overflow unless the loop did. */
static struct ir_value *end_of_unit_steps(struct ir_builder *b, const struct loop_counter *c,
                                          struct ir_value *from, struct ir_value *to)
{
    static const enum ir_opcode codes[] = {IR_LT, IR_LE, IR_GT, IR_GE};
    struct ir_value *runs = ir_build_binary(b, codes[c->pred], from, to), *end = to;
    if (c->pred == IR_PRED_LE || c->pred == IR_PRED_GE)
        end = ir_build_binary(b, IR_ADD, to, ir_build_const(b, to->type, loop_counter_step(c)));
    return ir_build_conv(b, ir_build_select(b, runs, end, from), c->arg->type);
}

/* What the counter is when the loop has ended: the first value that fails the test, and one step
 * more where it is stepped in the test. */
static struct ir_value *final_value(struct ir_builder *b, const struct loop_counter *c,
                                    struct ir_value *from, struct ir_value *to)
{
    const struct ir_type *type = c->arg->type;
    bool is_one = opt_is_constant(c->step) && llabs(loop_counter_step(c)) == 1;
    struct ir_value *final, *step = c->step;
    if (opt_is_constant(step))
        step = ir_build_const(b, type, loop_counter_step(c));
    if (is_one) {
        final = end_of_unit_steps(b, c, from, to);
    } else {
        struct ir_value *size = c->step;
        if (opt_is_constant(c->step))
            size = ir_build_const(b, type, llabs(loop_counter_step(c)));
        final = value_after(b, c, trip_count(b, c, from, to, size), step);
    }
    return c->steps_first ? ir_build_binary(b, IR_ADD, final, step) : final;
}

static void replace_results(struct rewriter *r, const struct loop_counter *c, struct ir_op *loop)
{
    uint32_t next = 0;
    for (uint32_t k = 0; k < c->loop->result_count; k++)
        if (k != c->index)
            ir_map_set(&r->replaced, c->loop->results[k], loop->results[next++]);
}

static void rewrite(struct rewriter *r, const struct loop_counter *c)
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
        struct ir_value *from = ir_build_conv(&after, loop_counter_initial(c), bound->type);
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
        struct loop_counter counter = {.loop = op};
        if (op->code == IR_WHILE && loop_counter_find(&counter, r->uses))
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
