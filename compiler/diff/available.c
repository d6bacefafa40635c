/* Making primal values available: visible, recomputed, reloaded, or cached. */
#include "diff/context.h"

#include "analysis/describe.h"
#include "support/fault.h"

/* What a recomputation may cost, in operations of an arithmetic unit, before a cached copy is
 * preferred: a cached double is a store, a load and eight bytes of traffic. */
enum {
    COST_LIMIT = 10,
    COST_MATH = 20,
    COST_DIV = 6,
    COST_LOAD = 2,
    COST_STRIDE = 2,
    COST_IMPOSSIBLE = 1000
};

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

/* The step of an integer that a FOR carries and every turn adds the same constant to; 0: it is
 * none. In turn k it is what it was before the loop, and k times the step. */
static int64_t stride_of(const struct ir_value *v)
{
    const struct ir_op *loop = v->region->op;
    if (v->def || !loop || loop->code != IR_FOR || loop->attr.loop.reverse || v->index == 0 ||
        !ir_type_is_integer(v->type))
        return 0;
    const struct ir_op *next = ir_terminator(v->region)->operands[v->index - 1]->def;
    int64_t by = loop->operands[2]->def->attr.integer;
    if (!next || next->code != IR_ADD || (by != 1 && by != -1))
        return 0;
    const struct ir_op *step = next->operands[next->operands[0] == v]->def;
    bool is_step =
        step && step->code == IR_CONST && (next->operands[0] == v || next->operands[1] == v);
    return is_step ? by * step->attr.integer : 0;
}

const struct ir_value *stride_start(const struct ir_value *v)
{
    const struct ir_op *loop = v->region->op;
    return stride_of(v) ? loop->operands[ir_loop_first_carried(loop) + v->index - 1] : NULL;
}

/* A test for NULL of a pointer that would have to be brought out: by then what it points to may
 * have been freed, and C lets nobody look at such a pointer. */
static bool is_late_test(struct adjoint *a, const struct ir_op *op)
{
    if (!ir_op_is_comparison(op) || !ir_type_is_ptr(op->operands[0]->type))
        return false;
    for (uint32_t i = 0; i < 2; i++) {
        const struct ir_op *def = op->operands[i]->def;
        bool is_made = def && ir_op_info(def)->effect == IR_EFFECT_ALLOC;
        if (is_made && !is_visible(a, op->operands[i]))
            return true;
    }
    return false;
}

/* A repetition stands where the operation itself was reached, so it cannot trap anew. */
static bool can_repeat(struct adjoint *a, const struct ir_value *v)
{
    const struct ir_op *op = v->def;
    if (!op)
        return stride_of(v) != 0;
    if (op->code == IR_LOAD)
        return survives_in_frame(a, op);
    return ir_op_is_pure(op) && op->code != IR_UNDEF && !is_late_test(a, op);
}

static int cost_of(struct adjoint *a, const struct ir_value *v, int depth)
{
    if (is_visible(a, v))
        return 0;
    if (!can_repeat(a, v))
        return depth && a->wanted[v->id] ? 0 : COST_IMPOSSIBLE; /* it is cached anyway */
    if (depth > DEPTH_LIMIT)
        return COST_IMPOSSIBLE;
    if (!v->def)
        return COST_STRIDE + cost_of(a, stride_start(v), depth + 1);
    int cost = own_cost(v->def);
    for (uint32_t i = 0; i < v->def->operand_count && cost <= COST_LIMIT; i++)
        cost += cost_of(a, v->def->operands[i], depth + 1);
    return cost;
}

/* In 64 bits, which hold whatever a narrower signed integer may count through; all others are
 * computed without a sign, since they may wrap. The counter is visible. */
static struct ir_value *repeat_stride(struct adjoint *a, const struct ir_value *v)
{
    const struct ir_op *loop = v->region->op;
    bool may_wrap = !ir_type_is_signed(v->type) || ir_type_bits(v->type) >= 64;
    enum ir_scalar scalar = may_wrap ? IR_ULONG : IR_LONG;
    const struct ir_type *wide = ir_type_scalar(a->module->types, scalar);
    struct ir_value *from = ir_build_conv(&a->b, available(a, loop->operands[0]), wide);
    struct ir_value *counter = ir_build_conv(&a->b, available(a, ir_loop_counter(loop)), wide);
    struct ir_value *way = ir_build_binary(&a->b, IR_SUB, counter, from);
    struct ir_value *step = ir_build_int(&a->b, scalar, stride_of(v));
    struct ir_value *start = ir_build_conv(&a->b, available(a, stride_start(v)), wide);
    struct ir_value *moved = ir_build_binary(&a->b, IR_MUL, way, step);
    return ir_build_conv(&a->b, ir_build_binary(&a->b, IR_ADD, start, moved), v->type);
}

static struct ir_value *repeat(struct adjoint *a, const struct ir_value *v)
{
    const struct ir_op *op = v->def;
    decide_value(a->options->decisions,
                 op && op->code == IR_LOAD ? DECISION_RELOADED : DECISION_RECOMPUTED, v);
    if (!op)
        return repeat_stride(a, v);
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
    struct ir_value *value = bring_out(a, a->forward[v->id], cache_region(a, v));
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
