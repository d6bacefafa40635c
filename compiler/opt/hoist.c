/* Hoisting: arithmetic on reals that is the same in every iteration leaves the loop.
 *
 * Only what may be computed although the loop might not run: real arithmetic, math.h and
 * conversions to real have no undefined behaviour; integer arithmetic, addresses and loads have,
 * and C compilers move those themselves. Nothing leaves a branch, which may have been rarely taken.
 * What a reverse sweep would otherwise store or recompute for each iteration is then there once. */
#include "opt/pass.h"

#include "ir/ir.h"

/* Whether the operation computes a real and is defined for all operands. */
static bool is_movable(const struct ir_op *op)
{
    switch (op->code) {
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_DIV:
    case IR_NEG:
    case IR_SELECT:
    case IR_CONV:
    case IR_STOP:
    case IR_THROUGH:
    case IR_VOLATILE:
    case IR_MATH:
        return ir_type_is_real(ir_result(op)->type);
    default:
        return false;
    }
}

/* Narrowing a real that is out of range is undefined. */
static bool is_narrowing(const struct ir_op *op)
{
    const struct ir_type *from = op->operands[0]->type;
    return op->code == IR_CONV && ir_type_is_real(from) &&
           ir_type_bits(from) > ir_type_bits(ir_result(op)->type);
}

static bool is_inside(const struct ir_value *v, const struct ir_region *body)
{
    return ir_region_contains(body, v->region);
}

/* A constant, or computed from constants alone: the C compiler does that. */
static bool is_constant(const struct ir_value *v)
{
    const struct ir_op *op = v->def;
    if (!op || (op->code != IR_CONST && op->code != IR_REAL && op->code != IR_CONV))
        return false;
    return op->code != IR_CONV || is_constant(op->operands[0]);
}

static bool can_leave(const struct ir_op *op, const struct ir_region *body)
{
    bool all_constant = true;
    if (!is_movable(op) || is_narrowing(op))
        return false;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        bool constant = is_constant(op->operands[i]);
        if (is_inside(op->operands[i], body) && !constant)
            return false;
        all_constant &= constant;
    }
    return !all_constant;
}

static void move_before(struct ir_op *op, struct ir_op *loop)
{
    ir_op_unlink(op);
    ir_op_insert(loop->region, loop, op);
}

/* Constants that it needs go along. */
static void leave(struct ir_op *op, struct ir_op *loop)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (is_inside(op->operands[i], loop->regions[0]))
            leave(op->operands[i]->def, loop);
    move_before(op, loop);
}

static void hoist_region(struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->region_count; i++)
            hoist_region(op->regions[i]);
        if (op->code != IR_FOR && op->code != IR_WHILE)
            continue;
        struct ir_op *next;
        for (struct ir_op *inner = op->regions[0]->first; inner; inner = next) {
            next = inner->next;
            if (can_leave(inner, op->regions[0]))
                leave(inner, op);
        }
    }
}

void opt_hoist(struct ir_module *module, struct ir_func *func)
{
    (void)module;
    hoist_region(func->body);
}
