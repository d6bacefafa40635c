/* One walk over the function; each kind of operation adds its edges. */
#include "analysis/flow_state.h"

#include "analysis/library.h"

static enum flow_kind math_kind(enum ir_math math, uint32_t argument)
{
    switch (math) {
    case IR_MATH_FLOOR:
    case IR_MATH_CEIL:
    case IR_MATH_TRUNC:
    case IR_MATH_ROUND:
    case IR_MATH_RINT:
    case IR_MATH_NEARBYINT:
    case IR_MATH_LOGB:
        return FLOW_ROUND;
    case IR_MATH_COPYSIGN:
        return argument == 1 ? FLOW_SIGN : FLOW_SMOOTH;
    default:
        return FLOW_SMOOTH;
    }
}

static enum flow_kind conversion_kind(const struct ir_op *op)
{
    if (!ir_type_is_real(op->operands[0]->type))
        return FLOW_CARRY;
    const struct ir_type *to = ir_result(op)->type;
    return ir_type_is_real(to) ? FLOW_SMOOTH : ir_type_is_bool(to) ? FLOW_COMPARE : FLOW_CONVERT;
}

enum flow_kind flow_kind_of_operand(const struct ir_op *op, uint32_t i)
{
    if (ir_op_is_comparison(op))
        return ir_type_is_real(op->operands[i]->type) ? FLOW_COMPARE : FLOW_CARRY;
    switch (op->code) {
    case IR_CONV:
        return conversion_kind(op);
    case IR_STOP:
        return FLOW_STOP;
    case IR_THROUGH:
        return i == 0 ? FLOW_STOP : FLOW_SMOOTH;
    case IR_SELECT:
        return i == 0 ? FLOW_CHOICE : FLOW_SMOOTH;
    case IR_ELEM:
    case IR_PTRADD:
        return i == 1 ? FLOW_INDEX : FLOW_CARRY;
    case IR_MATH:
        return ir_type_is_real(op->operands[i]->type) && ir_type_is_integer(ir_result(op)->type)
                   ? FLOW_CONVERT
                   : math_kind(op->attr.math, i);
    default:
        return FLOW_SMOOTH;
    }
}

static void value_to_value(struct flow_builder *b, const struct ir_value *from,
                           const struct ir_value *to, enum flow_kind kind, const struct ir_op *op)
{
    if (kind == FLOW_SMOOTH)
        kind = flow_plain_kind(from->type, to->type);
    flow_add_edge(b, from->id, to->id, kind, op);
}

static void walk_pure(struct flow_builder *b, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        value_to_value(b, op->operands[i], ir_result(op), flow_kind_of_operand(op, i), op);
}

static void read_cell(struct flow_builder *b, const struct cell *cell, const struct ir_op *load)
{
    const struct ir_value *result = ir_result(load);
    bool real_result = ir_type_is_real(result->type);
    enum flow_kind kind = real_result ? FLOW_SMOOTH
                          : flow_is_real_cell(cell) && ir_type_is_integer(result->type)
                              ? FLOW_PUN
                              : FLOW_CARRY;
    flow_add_edge(b, flow_builder_cell(b, cell), result->id, kind, load);
}

static void read_parts(struct flow_builder *b, const struct cell *cell, const struct ir_op *load)
{
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD) {
            read_cell(b, cell->parts.data[i], load);
            read_parts(b, cell->parts.data[i], load);
        }
}

/* What was stored at another granularity counts too: into the whole, or into a part. */
static void walk_load(struct flow_builder *b, const struct ir_op *op)
{
    const cell_list *from = cells_of(b->cells, op->operands[0]);
    for (size_t i = 0; i < from->len; i++) {
        const struct cell *cell = from->data[i];
        read_cell(b, cell, op);
        for (const struct cell *part = cell; part->kind == CELL_FIELD; part = part->parent)
            read_cell(b, part->parent, op);
        read_parts(b, cell, op);
    }
    flow_add_edge(b, op->operands[0]->id, ir_result(op)->id, FLOW_CARRY, op);
}

/* What decides that and where a cell is written. */
static void write_cell(struct flow_builder *b, const struct cell *cell, const struct ir_op *op)
{
    flow_add_edge(b, op->operands[0]->id, flow_builder_cell(b, cell), FLOW_CARRY, op);
    if (b->control != b->loss)
        flow_add_edge(b, b->control, flow_builder_cell(b, cell), FLOW_CONTROL, op);
}

/* Whether `op` stores a real where an integer is declared, which C forbids: so the store goes to
 * some other part of the whole. */
static bool misses(const struct ir_op *op, const struct cell *part)
{
    bool stores_real =
        (op->code == IR_STORE || op->code == IR_ACCUM) && ir_type_is_real(op->operands[1]->type);
    return stores_real && ir_type_is_integer(part->type) && ir_type_bits(part->type) > 8;
}

/* What is written into a cell without regard to its parts is in each of them. */
static void spread(struct flow_builder *b, const struct cell *cell, const struct ir_op *op)
{
    for (size_t i = 0; i < cell->parts.len; i++) {
        const struct cell *part = cell->parts.data[i];
        if (part->kind != CELL_FIELD || misses(op, part))
            continue;
        flow_add_edge(b, flow_builder_cell(b, cell), flow_builder_cell(b, part), FLOW_SMOOTH, op);
        spread(b, part, op);
    }
}

static void walk_store(struct flow_builder *b, const struct ir_op *op)
{
    const cell_list *to = cells_of(b->cells, op->operands[0]);
    const struct ir_value *value = op->operands[1];
    enum flow_kind kind = ir_type_is_real(value->type) ? FLOW_SMOOTH : FLOW_CARRY;
    for (size_t i = 0; i < to->len; i++) {
        flow_add_edge(b, value->id, flow_builder_cell(b, to->data[i]), kind, op);
        write_cell(b, to->data[i], op);
        spread(b, to->data[i], op);
    }
}

/* Bytes of a real that an integer is made of carry no derivative. */
static enum flow_kind copy_kind(const struct cell *to, const struct cell *from)
{
    return flow_is_real_cell(from) && ir_type_is_integer(to->type) ? FLOW_PUN : FLOW_SMOOTH;
}

static void copy_cell(struct flow_builder *b, struct cell *to, struct cell *from,
                      const struct ir_op *op)
{
    flow_add_edge(b, flow_builder_cell(b, from), flow_builder_cell(b, to), copy_kind(to, from), op);
    write_cell(b, to, op);
    for (size_t i = 0; i < from->parts.len; i++) {
        struct cell *part = from->parts.data[i];
        if (part->kind == CELL_FIELD)
            copy_cell(b, to->type == from->type ? cells_field(b->cells, to, part->field) : to, part,
                      op);
    }
}

static void walk_copy(struct flow_builder *b, const struct ir_op *op)
{
    struct ir_copied copied = ir_op_copied(op);
    const cell_list *to = cells_of(b->cells, copied.to);
    const cell_list *from = cells_of(b->cells, copied.from);
    for (size_t i = 0; i < to->len; i++)
        for (size_t k = 0; k < from->len; k++) {
            copy_cell(b, to->data[i], from->data[k], op);
            for (const struct cell *part = from->data[k]; part->kind == CELL_FIELD;
                 part = part->parent)
                flow_add_edge(b, flow_builder_cell(b, part->parent),
                              flow_builder_cell(b, to->data[i]), FLOW_SMOOTH, op);
            if (to->data[i]->type != from->data[k]->type)
                spread(b, to->data[i], op);
        }
}

static void walk_zero(struct flow_builder *b, const struct ir_op *op)
{
    const cell_list *to = cells_of(b->cells, op->operands[0]);
    for (size_t i = 0; i < to->len; i++)
        write_cell(b, to->data[i], op);
}

/* How reals get through a function that is left. */
static enum flow_kind call_kind(const struct ir_callee *callee)
{
    enum library_role role = library_role_of(callee);
    if (role == LIBRARY_WRITES || role == LIBRARY_READS)
        return FLOW_TEXT;
    return callee->func || callee->kinds ? FLOW_SMOOTH : FLOW_OPAQUE;
}

/* What a function of the unit returns a pointer to it may have made. */
static void fill_returned(struct flow_builder *b, uint32_t node, const struct cell *cell,
                          const struct ir_op *op)
{
    flow_add_edge(b, node, flow_builder_cell(b, cell), FLOW_SMOOTH, op);
    for (size_t i = 0; i < cell->parts.len; i++)
        fill_returned(b, node, cell->parts.data[i], op);
}

static void walk_returned(struct flow_builder *b, uint32_t node, const struct ir_op *op)
{
    const cell_list *cells = cells_of(b->cells, ir_result(op));
    for (size_t i = 0; i < cells->len; i++)
        if (cells->data[i]->kind == CELL_OBJECT && cells->data[i]->origin == ir_result(op))
            fill_returned(b, node, cells->data[i], op);
}

static void walk_call(struct flow_builder *b, const struct ir_op *op)
{
    uint32_t node = b->node_count++;
    enum flow_kind through = call_kind(op->attr.callee);
    struct cell_reach reached = cells_reached(b->cells, op);
    for (uint32_t i = 0; i < op->operand_count; i++)
        flow_add_edge(b, op->operands[i]->id, node,
                      ir_type_is_real(op->operands[i]->type) ? through : FLOW_CARRY, op);
    for (size_t i = 0; i < reached.read.len; i++)
        flow_add_edge(b, flow_builder_cell(b, reached.read.data[i]), node,
                      flow_may_hold_real(reached.read.data[i]) ? through : FLOW_CARRY, op);
    for (size_t i = 0; i < reached.written.len; i++)
        flow_add_edge(
            b, node, flow_builder_cell(b, reached.written.data[i]),
            ir_type_is_integer(reached.written.data[i]->type) ? FLOW_CONVERT : FLOW_SMOOTH, op);
    for (uint32_t i = 0; i < op->result_count; i++)
        flow_add_edge(b, node, op->results[i]->id,
                      ir_type_is_integer(op->results[i]->type) ? FLOW_CONVERT : FLOW_SMOOTH, op);
    if (op->result_count && ir_type_is_ptr(ir_result(op)->type) && ir_call_is_split(op))
        walk_returned(b, node, op);
    if (b->control != b->loss)
        flow_add_edge(b, b->control, node, FLOW_CONTROL, op);
}

/* All that is pushed on a stack may be what is popped. */
static void walk_stack(struct flow_builder *b, const struct ir_op *op, const struct ir_value *value,
                       bool is_push)
{
    uint32_t stack = b->first_stack + op->attr.stack;
    flow_add_edge(b, is_push ? value->id : stack, is_push ? stack : value->id,
                  flow_plain_kind(value->type, value->type), op);
}

/* Walks a region whose running `condition` decides about. */
static void walk_controlled(struct flow_builder *b, const struct ir_region *region,
                            const struct ir_value *condition, const struct ir_op *op)
{
    uint32_t outer = b->control;
    uint32_t inner = b->node_count++;
    flow_add_edge(b, condition->id, inner, FLOW_CONTROL, op);
    if (outer != b->loss)
        flow_add_edge(b, outer, inner, FLOW_CONTROL, op);
    b->control = inner;
    flow_walk(b, region);
    b->control = outer;
}

static void walk_if(struct flow_builder *b, const struct ir_op *op)
{
    for (uint32_t r = 0; r < 2; r++)
        walk_controlled(b, op->regions[r], op->operands[0], op);
    for (uint32_t k = 0; k < op->result_count; k++) {
        for (uint32_t r = 0; r < 2; r++)
            value_to_value(b, ir_terminator(op->regions[r])->operands[k], op->results[k],
                           FLOW_SMOOTH, op);
        flow_add_edge(b, op->operands[0]->id, op->results[k]->id, FLOW_CHOICE, op);
    }
}

/* The carried values of a loop; `skipped` operands and yields come before them. */
static void walk_carried(struct flow_builder *b, const struct ir_op *op, uint32_t skipped_operands,
                         uint32_t skipped_yields)
{
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    for (uint32_t k = 0; k < op->result_count; k++) {
        const struct ir_value *carried = op->regions[0]->args.data[k + 1];
        const struct ir_value *sources[] = {op->operands[skipped_operands + k],
                                            yield->operands[skipped_yields + k]};
        for (size_t i = 0; i < 2; i++) {
            value_to_value(b, sources[i], carried, FLOW_SMOOTH, op);
            value_to_value(b, sources[i], op->results[k], FLOW_SMOOTH, op);
        }
    }
}

static void walk_for(struct flow_builder *b, const struct ir_op *op)
{
    const struct ir_value *counter = op->regions[0]->args.data[0];
    for (uint32_t i = 0; i < 3; i++) {
        flow_add_edge(b, op->operands[i]->id, counter->id, FLOW_CARRY, op);
        for (uint32_t k = 0; k < op->result_count; k++)
            flow_add_edge(b, op->operands[i]->id, op->results[k]->id, FLOW_CONTROL, op);
    }
    walk_controlled(b, op->regions[0], counter, op);
    walk_carried(b, op, 3, 0);
}

static void walk_while(struct flow_builder *b, const struct ir_op *op)
{
    const struct ir_value *again = ir_terminator(op->regions[0])->operands[0];
    walk_controlled(b, op->regions[0], again, op);
    walk_carried(b, op, 0, 1);
    for (uint32_t k = 0; k < op->result_count; k++)
        flow_add_edge(b, again->id, op->results[k]->id, FLOW_CONTROL, op);
}

static void walk_op(struct flow_builder *b, const struct ir_op *op)
{
    switch (op->code) {
    case IR_LOAD:
    case IR_VLOAD:
        walk_load(b, op);
        break;
    case IR_STORE:
    case IR_ACCUM:
    case IR_VSTORE:
        walk_store(b, op);
        break;
    case IR_COPY:
    case IR_MOVE:
    case IR_REALLOC:
        walk_copy(b, op);
        break;
    case IR_ZERO:
        walk_zero(b, op);
        break;
    case IR_CALL:
        walk_call(b, op);
        break;
    case IR_IF:
        walk_if(b, op);
        break;
    case IR_FOR:
        walk_for(b, op);
        break;
    case IR_WHILE:
        walk_while(b, op);
        break;
    case IR_PUSH:
        walk_stack(b, op, op->operands[0], true);
        break;
    case IR_POP:
        walk_stack(b, op, ir_result(op), false);
        break;
    default:
        if (ir_op_is_pure(op))
            walk_pure(b, op);
        break;
    }
}

void flow_walk(struct flow_builder *b, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region)
        walk_op(b, op);
}
