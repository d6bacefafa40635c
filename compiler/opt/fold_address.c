/* Folding of addresses: steps from a pointer as one, conversions of pointers back to what they
 * were.
 */
#include "opt/fold.h"

static bool is_zero(const struct ir_value *v)
{
    int64_t bits;
    return fold_is_integer(v, &bits) && bits == 0;
}

/* Whether an index is surely one of `extent` elements. */
static bool is_within(const struct ir_value *index, uint64_t extent)
{
    int64_t from, to;
    while (index->def && index->def->code == IR_CONV)
        index = index->def->operands[0];
    if (fold_is_integer(index, &from))
        return from >= 0 && (uint64_t)from < extent;
    if (index->def && index->def->code == IR_AND)
        return fold_is_integer(index->def->operands[1], &to) && to >= 0 && (uint64_t)to < extent;
    const struct ir_op *loop = index->def ? NULL : index->region->op;
    if (!loop || loop->code != IR_FOR || index->region->args.data[0] != index ||
        !fold_is_integer(loop->operands[0], &from) || !fold_is_integer(loop->operands[1], &to))
        return false;
    enum ir_predicate pred = loop->attr.loop.pred;
    if (pred == IR_PRED_LT || pred == IR_PRED_LE)
        return from >= 0 && to >= 0 && (uint64_t)to < extent + (pred == IR_PRED_LT);
    return to >= (pred == IR_PRED_GT ? -1 : 0) && from >= 0 && (uint64_t)from < extent;
}

/* Pointers into rows and members walk past them, in a matrix that is passed as one row. As a
 * subscript of the row that would be undefined, and compilers take advantage of it. */
static bool is_variable(const struct ir_value *array)
{
    return array->def && (array->def->code == IR_SLOT || array->def->code == IR_GLOBAL);
}

static bool may_subscript(const struct ir_value *array, const struct ir_value *index)
{
    return is_variable(array) || is_within(index, array->type->elem->extent);
}

/* Whether a counter plus a negative number is in the counter's type, since it counts up from a
 * constant that is large enough. */
static bool counts_above(const struct ir_value *counter, int64_t offset)
{
    const struct ir_op *loop = counter->def ? NULL : counter->region->op;
    int64_t from, ignored;
    bool is_up = loop && loop->code == IR_FOR && ir_loop_counter(loop) == counter &&
                 (loop->attr.loop.pred == IR_PRED_LT || loop->attr.loop.pred == IR_PRED_LE);
    return is_up && offset < 0 && ir_type_is_signed(counter->type) &&
           fold_is_integer(loop->operands[0], &from) &&
           fold_fits(counter->type, (wide)from + offset, &ignored) && ignored == from + offset;
}

/* An index and a constant as one, which does not overflow. */
static struct ir_value *index_sum(struct ir_builder *b, struct ir_value *index, int64_t offset)
{
    int64_t x;
    wide sum;
    const struct ir_type *type = ir_type_scalar(b->module->types, IR_LONG);
    if (fold_is_integer(index, &x)) {
        sum = fold_exact(index->type, x) + offset;
        bool is_int = sum >= INT32_MIN && sum <= INT32_MAX;
        type = is_int ? ir_type_scalar(b->module->types, IR_INT) : type;
        return sum == (int64_t)sum ? ir_build_const(b, type, (int64_t)sum) : NULL;
    }
    if (offset == INT64_MIN || ir_type_bits(index->type) > 64 ||
        (!ir_type_is_signed(index->type) && ir_type_bits(index->type) == 64))
        return NULL;
    if (counts_above(index, offset))
        type = index->type;
    bool is_less = offset < 0;
    struct ir_value *constant = ir_build_const(b, type, is_less ? -offset : offset);
    return ir_build_binary(b, is_less ? IR_SUB : IR_ADD, ir_build_conv(b, index, type), constant);
}

/* (p + c) + i as p + (i + c), of a constant c: p itself may be where no pointer should be, as in
 * arrays that are counted from 1. */
static struct ir_value *fold_offset(struct ir_builder *b, const struct ir_op *op)
{
    const struct ir_op *base = op->operands[0]->def;
    int64_t offset;
    bool is_step = base && (base->code == IR_PTRADD || base->code == IR_ELEM);
    if (!is_step || !fold_is_integer(base->operands[1], &offset) || offset == 0)
        return NULL;
    bool is_whole = base->code == IR_PTRADD || is_variable(base->operands[0]);
    struct ir_value *index = is_whole ? index_sum(b, op->operands[1], offset) : NULL;
    if (!index)
        return NULL;
    return base->code == IR_ELEM ? ir_build_elem(b, base->operands[0], index)
                                 : ir_build_ptradd(b, base->operands[0], index);
}

/* &a[0] + i as &a[i], and an address + 0; w + 0 stays, since w[0] reads better than *w. */
struct ir_value *fold_ptradd(struct ir_builder *b, const struct ir_op *op)
{
    const struct ir_op *base = op->operands[0]->def;
    if (base && ir_op_is_pure(base) && is_zero(op->operands[1]))
        return op->operands[0];
    if (base && base->code == IR_ELEM && is_zero(base->operands[1]) &&
        may_subscript(base->operands[0], op->operands[1]))
        return ir_build_elem(b, base->operands[0], op->operands[1]);
    return fold_offset(b, op);
}

/* To its own type, or to that which it was converted from. */
struct ir_value *fold_ptrcast(struct ir_builder *b, const struct ir_op *op)
{
    (void)b;
    struct ir_value *from = op->operands[0];
    if (from->def && from->def->code == IR_PTRCAST && from->type != ir_result(op)->type)
        from = from->def->operands[0];
    return from->type == ir_result(op)->type ? from : NULL;
}
