/* Dead code: whatever neither the result nor the memory that others see depends on.
 *
 * Liveness spreads backward from what has an effect. A write to an object that is never read is
 * dead together with the object; what loops carry is live only where something live asks for it, so
 * values that merely feed themselves go; of a stack, pushes and pops are live together or not at
 * all. */
#include "opt/pass.h"

#include "ir/build.h"
#include "support/fault.h"

typedef VEC(const struct ir_op *) op_list;

struct marker {
    struct arena *scratch;
    bool *live_values;                   /* by id */
    bool *live_ops;                      /* by order */
    uint32_t *object_of;                 /* by value id: an object's number from 1 */
    VEC(op_list) writes;                 /* by object's number: what writes to it */
    op_list *pushes;                     /* by stack: pushes and pops */
    op_list tape_marks;                  /* TAPE_MARK and TAPE_RESET */
    VEC(const struct ir_value *) values; /* live, operands not looked at yet */
    op_list ops;
};

static void mark_value(struct marker *m, const struct ir_value *v)
{
    if (m->live_values[v->id])
        return;
    m->live_values[v->id] = true;
    vec_push(m->scratch, &m->values, v);
}

static void mark_op(struct marker *m, const struct ir_op *op)
{
    if (m->live_ops[op->order])
        return;
    m->live_ops[op->order] = true;
    vec_push(m->scratch, &m->ops, op);
}

static void mark_ops(struct marker *m, const op_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        mark_op(m, list->data[i]);
}

/* ---- objects */

static bool is_object(const struct ir_op *op)
{
    return ir_op_info(op)->effect == IR_EFFECT_ALLOC;
}

static op_list *writes_to(struct marker *m, const struct ir_value *object)
{
    uint32_t *number = &m->object_of[object->id];
    if (!*number) {
        vec_push(m->scratch, &m->writes, (op_list){0});
        *number = (uint32_t)m->writes.len;
    }
    return &m->writes.data[*number - 1];
}

/* ---- roots */

static bool copies_to_itself(const struct ir_op *op)
{
    return (op->code == IR_COPY || op->code == IR_MOVE) && op->operands[0] == op->operands[1];
}

static void find_roots(struct marker *m, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        const struct ir_value *object;
        op_list *writes;
        switch (ir_op_info(op)->effect) {
        case IR_EFFECT_WRITE:
            object = ir_address_object(op->operands[0]);
            if (copies_to_itself(op))
                break;
            writes = object ? writes_to(m, object) : NULL;
            if (writes)
                vec_push(m->scratch, writes, op);
            else
                mark_op(m, op);
            break;
        case IR_EFFECT_OPAQUE:
            if ((op->code == IR_PUSH || op->code == IR_POP) && !region->func->is_part)
                vec_push(m->scratch, &m->pushes[op->attr.stack], op);
            else if (op->code == IR_TAPE_MARK || op->code == IR_TAPE_RESET)
                vec_push(m->scratch, &m->tape_marks, op);
            else
                mark_op(m, op);
            break;
        default:
            if (op->code == IR_RETURN)
                mark_op(m, op);
            break;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            find_roots(m, op->regions[i]);
    }
}

/* ---- spreading */

static void mark_yields(struct marker *m, const struct ir_op *op, uint32_t index)
{
    for (uint32_t r = 0; r < op->region_count; r++) {
        uint32_t at = op->code == IR_WHILE ? index + 1 : index;
        mark_value(m, ir_terminator(op->regions[r])->operands[at]);
    }
}

/* A carried value is its argument and its result alike. */
static void mark_carried(struct marker *m, const struct ir_op *loop, uint32_t index)
{
    mark_value(m, loop->results[index]);
    mark_value(m, loop->regions[0]->args.data[index + 1]);
    mark_value(m, loop->operands[ir_loop_first_carried(loop) + index]);
    mark_yields(m, loop, index);
}

static void spread_value(struct marker *m, const struct ir_value *v)
{
    const struct ir_op *op = v->def ? v->def : v->region->op;
    if (!op)
        return;
    mark_op(m, op);
    if (op->code == IR_IF)
        mark_yields(m, op, v->index);
    else if (op->region_count && (v->def || v->index > 0))
        mark_carried(m, op, v->def ? v->index : v->index - 1);
    else if (is_object(op))
        mark_ops(m, writes_to(m, v));
    else if (op->code == IR_POP)
        mark_ops(m, &m->pushes[op->attr.stack]);
}

/* What an operation needs to be there at all: operands, and for control what decides about it. */
static void spread_op(struct marker *m, const struct ir_op *op)
{
    uint32_t needed = op->operand_count;
    if (op->code == IR_IF)
        needed = 1;
    else if (op->code == IR_FOR)
        needed = 3;
    else if (op->code == IR_WHILE || op->code == IR_YIELD)
        needed = 0;
    if (op->code == IR_WHILE)
        mark_value(m, ir_terminator(op->regions[0])->operands[0]);
    for (uint32_t i = 0; i < needed; i++)
        mark_value(m, op->operands[i]);
    if (ir_op_takes_tape(op))
        mark_ops(m, &m->tape_marks);
    if (op->region->op)
        mark_op(m, op->region->op);
}

static void spread(struct marker *m)
{
    while (m->values.len || m->ops.len) {
        if (m->values.len)
            spread_value(m, vec_pop(&m->values));
        else
            spread_op(m, vec_pop(&m->ops));
    }
}

/* ---- sweeping */

static void keep_results(const struct marker *m, struct ir_op *op)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < op->result_count; i++) {
        if (!m->live_values[op->results[i]->id])
            continue;
        op->results[i]->index = kept;
        op->results[kept++] = op->results[i];
    }
    op->result_count = kept & IR_MOST_RESULTS;
}

/* Drops those operands from `first` on whose result is dead. */
static void keep_operands(const struct marker *m, struct ir_op *op, uint32_t first,
                          const struct ir_op *control)
{
    uint32_t kept = first;
    for (uint32_t i = first; i < op->operand_count; i++)
        if (m->live_values[control->results[i - first]->id])
            op->operands[kept++] = op->operands[i];
    op->operand_count = kept;
}

static void keep_args(const struct marker *m, struct ir_region *region, const struct ir_op *loop)
{
    size_t kept = 1;
    for (size_t i = 1; i < region->args.len; i++) {
        if (!m->live_values[loop->results[i - 1]->id])
            continue;
        region->args.data[i]->index = (uint32_t)kept;
        region->args.data[kept++] = region->args.data[i];
    }
    region->args.len = kept;
}

static void sweep(const struct marker *m, struct ir_region *region);

static void sweep_control(const struct marker *m, struct ir_op *op)
{
    for (uint32_t r = 0; r < op->region_count; r++) {
        sweep(m, op->regions[r]);
        keep_operands(m, ir_terminator(op->regions[r]), op->code == IR_WHILE ? 1 : 0, op);
        if (op->code != IR_IF)
            keep_args(m, op->regions[r], op);
    }
    if (op->code != IR_IF)
        keep_operands(m, op, ir_loop_first_carried(op), op);
    keep_results(m, op);
}

static void sweep(const struct marker *m, struct ir_region *region)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        if (op->code == IR_YIELD)
            continue;
        if (!m->live_ops[op->order])
            ir_op_unlink(op);
        else if (op->region_count)
            sweep_control(m, op);
    }
}

void opt_dce(struct ir_module *module, struct ir_func *func)
{
    (void)module;
    struct marker m = {.scratch = arena_create()};
    m.live_values = ARENA_ARRAY(m.scratch, bool, func->value_count);
    m.live_ops = ARENA_ARRAY(m.scratch, bool, ir_number_ops(func));
    m.object_of = ARENA_ARRAY(m.scratch, uint32_t, func->value_count);
    m.pushes = (op_list *)arena_alloc(m.scratch, func->stack_count + 1, sizeof(op_list));
    find_roots(&m, func->body);
    spread(&m);
    sweep(&m, func->body);
    arena_destroy(m.scratch);
}
