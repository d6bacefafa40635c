/* Steps are known where they are constant, or made of the counters of loops whose bounds are. */
#include "analysis/walk.h"

enum { MAX_DEPTH = 8 };
static const int64_t FAR = (int64_t)1 << 40;

/* The values of an integer. */
struct bounds {
    int64_t least, most;
    bool is_known;
};

static struct bounds bounds_of(const struct ir_value *v, unsigned depth);

static bool is_far(int64_t steps)
{
    return steps < -FAR || steps > FAR;
}

static struct bounds known(int64_t least, int64_t most)
{
    return (struct bounds){least, most, !is_far(least) && !is_far(most)};
}

static struct bounds bounds_of_counter(const struct ir_op *loop, unsigned depth)
{
    struct bounds none = {0};
    struct bounds from = bounds_of(loop->operands[0], depth),
                  to = bounds_of(loop->operands[1], depth);
    if (loop->code != IR_FOR || !from.is_known || !to.is_known)
        return none;
    switch (loop->attr.loop.pred) {
    case IR_PRED_LT:
        return known(from.least, to.most - 1);
    case IR_PRED_LE:
        return known(from.least, to.most);
    case IR_PRED_GT:
        return known(to.least + 1, from.most);
    case IR_PRED_GE:
        return known(to.least, from.most);
    }
    return none;
}

static bool is_small(struct bounds x)
{
    const int64_t limit = (int64_t)1 << 20;
    return x.least > -limit && x.most < limit;
}

static bool keeps_values(const struct ir_op *conv)
{
    const struct ir_type *from = conv->operands[0]->type, *to = ir_result(conv)->type;
    return ir_type_is_integer(from) && ir_type_is_integer(to) &&
           ir_type_bits(to) >= ir_type_bits(from);
}

static struct bounds product(struct bounds x, struct bounds y)
{
    int64_t corners[] = {x.least * y.least, x.least * y.most, x.most * y.least, x.most * y.most};
    struct bounds all = known(corners[0], corners[0]);
    for (int i = 1; i < 4; i++)
        all = known(corners[i] < all.least ? corners[i] : all.least,
                    corners[i] > all.most ? corners[i] : all.most);
    return all;
}

static struct bounds bounds_of_op(const struct ir_op *op, unsigned depth)
{
    struct bounds none = {0};
    struct bounds x = op->operand_count ? bounds_of(op->operands[0], depth) : none;
    struct bounds y = op->operand_count > 1 ? bounds_of(op->operands[1], depth) : none;
    bool both = x.is_known && y.is_known;
    switch (op->code) {
    case IR_CONST:
        return known(op->attr.integer, op->attr.integer);
    case IR_CONV:
        return keeps_values(op) ? x : none;
    case IR_ADD:
        return both ? known(x.least + y.least, x.most + y.most) : none;
    case IR_SUB:
        return both ? known(x.least - y.most, x.most - y.least) : none;
    case IR_MUL:
        return both && is_small(x) && is_small(y) ? product(x, y) : none;
    default:
        return none;
    }
}

static struct bounds bounds_of(const struct ir_value *v, unsigned depth)
{
    struct bounds none = {0};
    if (depth >= MAX_DEPTH)
        return none;
    if (v->def)
        return bounds_of_op(v->def, depth + 1);
    const struct ir_op *loop = v->region->op;
    return loop && loop->code == IR_FOR && v->index == 0 ? bounds_of_counter(loop, depth + 1)
                                                         : none;
}

struct walk walk_of(const struct ir_op *op)
{
    struct walk walk = {ir_result(op)->type->elem, 0, 0, true};
    for (; op && (op->code == IR_PTRADD || op->code == IR_ELEM); op = op->operands[0]->def) {
        struct bounds step = bounds_of(op->operands[1], 0);
        if (op->code == IR_ELEM &&
            (!step.is_known || ir_type_is_aggregate(ir_result(op)->type->elem)))
            break;
        walk.is_known &= step.is_known;
        if (!walk.is_known)
            break;
        walk.least += step.least;
        walk.most += step.most;
    }
    return walk;
}

/* How many objects of a type an array consists of; 1 of another type. */
static int64_t count_of(const struct ir_type *type, const struct ir_type *object)
{
    int64_t count = 1;
    for (; type->kind == IR_TYPE_ARRAY && type != object; type = type->elem)
        count *= (int64_t)type->extent;
    return count;
}

bool walk_may_leave(const struct cell *cell, const struct walk *walk)
{
    const struct ir_type *type = cell->parent->type->record->fields[cell->field].type;
    if (walk->is_known)
        return walk->least < 0 || walk->most >= count_of(type, walk->object);
    return type->kind != IR_TYPE_ARRAY;
}
