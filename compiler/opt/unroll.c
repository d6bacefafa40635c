/* Unrolling small loops over constant bounds: those over the components of vectors and matrices.
 *
 * Inner loops first, so that a loop around unrolled ones is judged by what it has become. */
#include "opt/pass.h"

#include "ir/rewrite.h"
#include "opt/constant.h"
#include "support/fault.h"

enum { MAX_TRIPS = 8, MAX_OPS = 200 };

struct unroller {
    struct ir_module *module;
    struct ir_map replaced; /* results of unrolled loops */
    struct ir_map copies;   /* of the operations of the loop that is being unrolled */
};

static bool meets(enum ir_predicate pred, int64_t counter, int64_t to)
{
    switch (pred) {
    case IR_PRED_LT:
        return counter < to;
    case IR_PRED_LE:
        return counter <= to;
    case IR_PRED_GT:
        return counter > to;
    default:
        return counter >= to;
    }
}

/* The values of the counter in the order of the text; false when there are too many, or too large
 * ones to count with. */
static bool counters_of(const struct ir_op *loop, int64_t *counters, uint32_t *count)
{
    const int64_t limit = (int64_t)1 << 30;
    int64_t from, to, step;
    *count = 0;
    if (!opt_constant(loop->operands[0], &from) || !opt_constant(loop->operands[1], &to) ||
        !opt_constant(loop->operands[2], &step) || from < -limit || from > limit || step == 0 ||
        to < -limit || to > limit || step < -limit || step > limit)
        return false;
    /* Below zero an unsigned counter would wrap around. */
    bool can_be_negative = ir_type_is_signed(loop->operands[0]->type);
    for (; meets(loop->attr.loop.pred, from, to); from += step) {
        if (*count == MAX_TRIPS || (from < 0 && !can_be_negative))
            return false;
        counters[(*count)++] = from;
    }
    return from >= 0 || can_be_negative;
}

/* Constants and addresses, which cost nothing once the counter is known. */
static bool is_free(const struct ir_op *op)
{
    return op->code == IR_CONST || op->code == IR_REAL || op->code == IR_YIELD ||
           op->code == IR_ELEM || op->code == IR_FIELD || op->code == IR_PTRADD ||
           op->code == IR_PTRCAST;
}

/* What the operations of a body cost when they are repeated; more than MAX_OPS where they should
 * not be. */
static uint32_t cost_of(const struct ir_region *region)
{
    uint32_t cost = 0;
    for (const struct ir_op *op = region->first; op && cost <= MAX_OPS; op = op->next) {
        enum ir_effect effect = ir_op_info(op)->effect;
        if (op->code == IR_FOR || op->code == IR_WHILE || effect == IR_EFFECT_OPAQUE ||
            (effect == IR_EFFECT_ALLOC && op->code != IR_SLOT))
            return MAX_OPS + 1;
        cost += !is_free(op);
        for (uint32_t i = 0; i < op->region_count; i++)
            cost += cost_of(op->regions[i]);
    }
    return cost;
}

/* One copy of the body; `carried` holds what goes in and receives what comes out. */
static void copy_body(struct unroller *u, struct ir_builder *b, const struct ir_op *loop,
                      int64_t counter, struct ir_value **carried)
{
    const struct ir_region *body = loop->regions[0];
    struct ir_value *index = ir_loop_counter(loop);
    ir_map_set(&u->copies, index, ir_build_const(b, index->type, counter));
    for (uint32_t k = 0; k < loop->result_count; k++)
        ir_map_set(&u->copies, body->args.data[k + 1], carried[k]);
    ir_clone_region_ops(b, body, &u->copies);
    for (uint32_t k = 0; k < loop->result_count; k++) {
        struct ir_value *next = ir_terminator(body)->operands[k];
        struct ir_value *copy = ir_map_get(&u->copies, next);
        carried[k] = copy ? copy : next;
    }
}

static void unroll(struct unroller *u, struct ir_op *loop)
{
    int64_t counters[MAX_TRIPS];
    uint32_t count;
    if (!counters_of(loop, counters, &count) || cost_of(loop->regions[0]) * count > MAX_OPS)
        return;
    struct ir_builder b = ir_builder_before(u->module, loop);
    b.site = NULL; /* the copies keep theirs */
    struct ir_value **carried =
        ARENA_ARRAY(u->replaced.arena, struct ir_value *, loop->result_count + 1);
    for (uint32_t k = 0; k < loop->result_count; k++)
        carried[k] = loop->operands[ir_loop_first_carried(loop) + k];
    for (uint32_t i = 0; i < count; i++)
        copy_body(u, &b, loop, counters[loop->attr.loop.reverse ? count - 1 - i : i], carried);
    for (uint32_t k = 0; k < loop->result_count; k++)
        ir_map_set(&u->replaced, loop->results[k], carried[k]);
    ir_op_unlink(loop);
}

static void unroll_region(struct unroller *u, struct ir_region *region)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        for (uint32_t i = 0; i < op->operand_count; i++) {
            struct ir_value *value = ir_map_get(&u->replaced, op->operands[i]);
            if (value)
                op->operands[i] = value;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            unroll_region(u, op->regions[i]);
        if (op->code == IR_FOR)
            unroll(u, op);
    }
}

void opt_unroll(struct ir_module *module, struct ir_func *func)
{
    struct arena *scratch = arena_create();
    struct unroller u = {
        .module = module, .replaced = {.arena = scratch}, .copies = {.arena = scratch}};
    unroll_region(&u, func->body);
    arena_destroy(scratch);
}
