/* Making primal values available: visible, recomputed, reloaded, or cached. */
#include "diff/context.h"

#include "analysis/describe.h"
#include "support/fault.h"

/* What a recomputation may cost, in operations of an arithmetic unit, before a cached copy is
 * preferred: a cached double is a store, a load and eight bytes of traffic. */
enum { COST_LIMIT = 10, COST_MATH = 20, COST_DIV = 6, COST_LOAD = 2, COST_IMPOSSIBLE = 1000 };

/* Operands of operands are followed this far. */
enum { DEPTH_LIMIT = 6 };

static bool frame_contains(const struct frame *frame, const struct ir_value *v)
{
    return !frame->region || ir_region_contains(frame->region, v->region);
}

bool is_in_frame(const struct adjoint *a, const struct ir_value *v)
{
    return frame_contains(a->frame, v);
}

struct frame *frame_of(struct adjoint *a, const struct ir_value *v)
{
    struct frame *frame = a->frame;
    while (frame && !frame_contains(frame, v))
        frame = frame->outer;
    GRADC_ASSERT(frame);
    return frame;
}

bool survives_in_frame(struct adjoint *a, const struct ir_op *load)
{
    const struct frame *frame = frame_of(a, ir_result(load));
    return frame->region && memory_survives(a->memory, load, load->operands[0], frame->region);
}

static bool is_visible(struct adjoint *a, const struct ir_value *v)
{
    return a->available[v->id] || frame_of(a, v)->region == v->region;
}

static int own_cost(const struct ir_op *op)
{
    switch (op->code) {
    case IR_MATH:
        return op->attr.math == IR_MATH_FABS || op->attr.math == IR_MATH_FMAX ||
                       op->attr.math == IR_MATH_FMIN
                   ? 1
                   : COST_MATH;
    case IR_DIV:
    case IR_REM:
        return COST_DIV;
    case IR_LOAD:
        return COST_LOAD;
    case IR_ELEM:
    case IR_FIELD:
    case IR_PTRADD:
    case IR_PTRCAST:
    case IR_GLOBAL:
    case IR_FUNC:
    case IR_CONST:
    case IR_REAL:
    case IR_NULL:
    case IR_STRING:
    case IR_STOP:
    case IR_THROUGH:
        return 0;
    default:
        return 1;
    }
}

/* A repetition stands where the operation itself was reached, so it cannot trap anew. */
static bool can_repeat(struct adjoint *a, const struct ir_value *v)
{
    const struct ir_op *op = v->def;
    if (!op)
        return false;
    if (op->code == IR_LOAD)
        return survives_in_frame(a, op);
    return ir_op_is_pure(op) && op->code != IR_UNDEF;
}

static int cost_of(struct adjoint *a, const struct ir_value *v, int depth)
{
    if (is_visible(a, v))
        return 0;
    if (depth > DEPTH_LIMIT || !can_repeat(a, v))
        return COST_IMPOSSIBLE;
    int cost = own_cost(v->def);
    for (uint32_t i = 0; i < v->def->operand_count && cost <= COST_LIMIT; i++)
        cost += cost_of(a, v->def->operands[i], depth + 1);
    return cost;
}

static struct ir_value *repeat(struct adjoint *a, const struct ir_value *v)
{
    const struct ir_op *op = v->def;
    decide_value(a->options->decisions,
                 op->code == IR_LOAD ? DECISION_RELOADED : DECISION_RECOMPUTED, v);
    struct ir_value **operands = ARENA_ARRAY(a->arena, struct ir_value *, op->operand_count);
    for (uint32_t i = 0; i < op->operand_count; i++)
        operands[i] = available(a, op->operands[i]);
    struct ir_op *copy =
        ir_build_op(&a->b, op->code, operands, op->operand_count, op->result_count);
    copy->attr = op->attr;
    copy->results[0]->type = v->type;
    copy->results[0]->name = v->name;
    return copy->results[0];
}

/* Within its mirror a value is made once, unless it was made in a region further in. */
static void remember(struct adjoint *a, const struct ir_value *v, struct ir_value *value)
{
    if (a->mirror && a->b.region == a->mirror->emitted && !a->available[v->id])
        mirror_set_available(a, a->mirror, v, value);
}

/* Tells of a `restrict` that would save the cache. */
static void remark_alias(struct adjoint *a, const struct ir_op *load)
{
    const struct ir_op *write =
        memory_only_alias(a->memory, load, load->operands[0], frame_of(a, ir_result(load))->region);
    if (!write)
        return;
    const char *read = describe_place(a->arena, load->operands[0]);
    const char *written = describe_place(a->arena, write->operands[0]);
    struct diag *d = diag_new(a->engine, DIAG_may_alias, load->loc, read, written);
    diag_note(d, write->loc, "'%s' is written here", written);
    diag_note(d, load->loc, "'restrict' on the two pointers would say that they do not overlap");
    diag_emit(d);
}

static struct ir_value *cached(struct adjoint *a, const struct ir_value *v)
{
    if (v->def && v->def->code == IR_LOAD)
        remark_alias(a, v->def);
    struct frame *inner = a->frame;
    decide_value(a->options->decisions, DECISION_CACHED, v);
    a->frame = frame_of(a, v);
    struct ir_value *value = bring_out(a, a->forward[v->id], v->region);
    a->frame = inner;
    mirror_set_available(a, mirror_of(a, v->region), v, value);
    return value;
}

struct ir_value *available(struct adjoint *a, const struct ir_value *v)
{
    if (a->available[v->id])
        return a->available[v->id];
    if (frame_of(a, v)->region == v->region) {
        GRADC_ASSERT(a->forward[v->id]);
        return a->forward[v->id];
    }
    if (cost_of(a, v, 0) > COST_LIMIT)
        return cached(a, v);
    struct ir_value *value = repeat(a, v);
    remember(a, v, value);
    return value;
}

struct ir_value *forward(struct adjoint *a, const struct ir_value *v)
{
    if (is_in_frame(a, v)) {
        GRADC_ASSERT(a->forward[v->id]);
        return a->forward[v->id];
    }
    /* From an outer frame: once, at the start of the iteration. */
    struct ir_builder here = a->b;
    a->b = mirror_start(a, a->mirror);
    struct ir_value *value = available(a, v);
    a->b = here;
    return value;
}
