/* Conditions, && and ||, and ?:, whose operands are evaluated only when C says so. */
#include "frontend/complex.h"
#include "frontend/half.h"

enum { MAX_SPECULATED = 8 };

struct ir_builder lower_into(struct lower_state *l, struct ir_region *region)
{
    struct ir_builder outer = l->b;
    l->b.region = region;
    l->b.before = NULL;
    return outer;
}

void lower_yield(struct lower_state *l, struct ir_value *value)
{
    ir_build_yield(&l->b, &value, value ? 1 : 0);
}

/* Operations that may run although C would not have evaluated them: they cannot fail, and their
 * derivatives cannot make a NaN out of a zero adjoint (as those of MUL, DIV and MATH can). */
static bool may_speculate(const struct ir_op *op)
{
    const struct ir_type *type = op->result_count ? op->results[0]->type : NULL;
    bool real = type && ir_type_is_real(type);
    if (ir_op_is_comparison(op))
        return true;
    switch (op->code) {
    case IR_CONST:
    case IR_REAL:
    case IR_NULL:
    case IR_LNOT:
    case IR_SELECT:
        return true;
    case IR_ADD:
    case IR_SUB:
    case IR_NEG:
        return real;
    case IR_CONV:
        return real || !ir_type_is_real(op->operands[0]->type) || ir_type_is_bool(type);
    case IR_LOAD:
        return op->operands[0]->def && op->operands[0]->def->code == IR_SLOT &&
               op->operands[0]->def->operand_count == 0;
    default:
        return false;
    }
}

static bool is_cheap(const struct ir_region *region)
{
    unsigned count = 0;
    IR_FOR_EACH_OP (op, region) {
        if (!may_speculate(op) || ++count > MAX_SPECULATED)
            return false;
    }
    return true;
}

struct ir_op *lower_enter_branch(struct lower_state *l, struct ir_op *op)
{
    struct ir_op *outer = l->fn->branch;
    if (!outer)
        l->fn->branch = op;
    return outer;
}

void lower_leave_branch(struct lower_state *l, struct ir_op *outer)
{
    l->fn->branch = outer;
}

static void splice(struct lower_state *l, struct ir_region *from)
{
    while (from->first) {
        struct ir_op *op = from->first;
        ir_op_unlink(op);
        ir_op_insert(l->b.region, l->b.before, op);
    }
}

static void end_region(struct lower_state *l, struct ir_region *region, struct ir_value *value)
{
    struct ir_builder outer = lower_into(l, region);
    lower_yield(l, value);
    l->b = outer;
}

struct ir_value *lower_finish_if(struct lower_state *l, struct ir_op *op, struct ir_value *if_true,
                                 struct ir_value *if_false)
{
    struct ir_region *then_region = op->regions[0], *else_region = op->regions[1];
    if (is_cheap(then_region) && is_cheap(else_region)) {
        struct ir_value *condition = op->operands[0];
        ir_op_unlink(op);
        splice(l, then_region);
        splice(l, else_region);
        return ir_build_select(&l->b, condition, if_true, if_false);
    }
    end_region(l, then_region, if_true);
    end_region(l, else_region, if_false);
    return ir_op_add_result(&l->b, op, if_true->type, NULL);
}

struct ir_value *lower_logical(struct lower_state *l, CXCursor expr, bool is_and)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len != 2)
        lower_refuse(l, expr, "this operator");
    struct ir_value *left = lower_condition(l, kids.data[0]);
    lower_at(l, expr);
    struct ir_op *op = ir_build_if(&l->b, left);
    struct ir_builder outer = lower_into(l, op->regions[is_and ? 0 : 1]);
    struct ir_op *branch = lower_enter_branch(l, op);
    struct ir_value *right = lower_condition(l, kids.data[1]);
    lower_leave_branch(l, branch);
    l->b.region = op->regions[is_and ? 1 : 0];
    struct ir_value *known = ir_build_bool(&l->b, !is_and);
    l->b = outer;
    return lower_finish_if(l, op, is_and ? right : known, is_and ? known : right);
}

static struct ir_value *condition_of(struct lower_state *l, CXCursor expr)
{
    if (cursor_is(expr, CXCursor_BinaryOperator)) {
        enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expr);
        if (lower_is_comparison(kind))
            return lower_compare(l, expr);
        if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr)
            return lower_logical(l, expr, kind == CXBinaryOperator_LAnd);
    }
    if (cursor_is(expr, CXCursor_UnaryOperator) &&
        clang_getCursorUnaryOperatorKind(expr) == CXUnaryOperator_LNot) {
        struct cursors kids = cursor_expr_children(l->syntax, expr);
        struct ir_value *truth = lower_condition(l, kids.data[0]);
        lower_at(l, expr);
        return ir_build_unary(&l->b, IR_LNOT, truth);
    }
    struct value any = half_settled(l, expr, lower_expr(l, expr));
    if (lower_is_complex(any))
        return lower_complex_truth(l, any);
    struct ir_value *value = any.v;
    if (!value || (value->type->kind != IR_TYPE_SCALAR && !ir_type_is_ptr(value->type)))
        lower_refuse(l, expr, "this condition");
    return lower_truth(l, value);
}

struct ir_value *lower_condition(struct lower_state *l, CXCursor expr)
{
    expr = cursor_strip_parens(l->syntax, expr);
    lower_enter(l, expr);
    struct ir_value *truth = condition_of(l, expr);
    lower_leave(l);
    lower_at(l, expr);
    return truth;
}

/* ---- ?: */

struct branches {
    CXCursor condition, if_true, if_false;
};

static struct branches branches_of(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len != 3)
        lower_refuse(l, expr, "this expression");
    return (struct branches){kids.data[0], kids.data[1], kids.data[2]};
}

/* Both branches of a pointer-valued ?: may carry a different const. */
static void unify(struct lower_state *l, struct ir_op *op, struct value *x, struct value *y,
                  CXCursor expr)
{
    const struct ir_type *type = x->v->type;
    if (type == y->v->type)
        return;
    if (ir_type_is_real(type) && y->v->type->scalar > type->scalar) /* of a _Float16 */
        type = y->v->type;
    if (ir_type_is_ptr(type) && ir_type_is_ptr(y->v->type) && !type->pointee_const)
        type = y->v->type;
    struct ir_builder outer = lower_into(l, op->regions[0]);
    x->v = lower_coerce(l, x->v, type, expr);
    l->b.region = op->regions[1];
    y->v = lower_coerce(l, y->v, type, expr);
    l->b = outer;
}

static struct value branch_value(struct lower_state *l, CXCursor branch, const CXType *to)
{
    return to ? lower_converted(l, branch, *to, branch)
              : half_settled(l, branch, lower_expr(l, branch));
}

/* `to` is NULL where the branches need no further conversion. */
static struct value conditional_value(struct lower_state *l, CXCursor expr, const CXType *to)
{
    struct branches parts = branches_of(l, expr);
    struct ir_value *condition = lower_condition(l, parts.condition);
    lower_at(l, expr);
    struct ir_op *op = ir_build_if(&l->b, condition);
    struct ir_builder outer = lower_into(l, op->regions[0]);
    struct ir_op *branch = lower_enter_branch(l, op);
    struct value x = branch_value(l, parts.if_true, to);
    l->b.region = op->regions[1];
    struct value y = branch_value(l, parts.if_false, to);
    lower_leave_branch(l, branch);
    l->b = outer;
    lower_at(l, expr);
    if (!x.v || !y.v || cursor_type_kind(lower_cursor_type(l, expr)) == CXType_Void) {
        end_region(l, op->regions[0], NULL);
        end_region(l, op->regions[1], NULL);
        return (struct value){0};
    }
    unify(l, op, &x, &y, expr);
    return (struct value){lower_finish_if(l, op, x.v, y.v), x.vla ? x.vla : y.vla};
}

static void conditional_record(struct lower_state *l, struct ir_value *to, CXCursor expr)
{
    struct branches parts = branches_of(l, expr);
    struct ir_value *condition = lower_condition(l, parts.condition);
    lower_at(l, expr);
    struct ir_op *op = ir_build_if(&l->b, condition);
    struct ir_builder outer = lower_into(l, op->regions[0]);
    struct ir_op *branch = lower_enter_branch(l, op);
    lower_record_into(l, to, parts.if_true);
    lower_yield(l, NULL);
    l->b.region = op->regions[1];
    lower_record_into(l, to, parts.if_false);
    lower_leave_branch(l, branch);
    lower_yield(l, NULL);
    l->b = outer;
}

struct value lower_conditional(struct lower_state *l, CXCursor expr)
{
    if (!lower_type_is_passed_in_memory(lower_cursor_type(l, expr)))
        return conditional_value(l, expr, NULL);
    const struct ir_type *type = lower_type(l, lower_cursor_type(l, expr), expr);
    struct ir_value *to = lower_temporary(l, type);
    conditional_record(l, to, expr);
    return type->record->is_complex ? lower_complex_load(l, to) : (struct value){to, NULL};
}

struct value lower_conditional_as(struct lower_state *l, CXCursor expr, CXType to)
{
    return conditional_value(l, expr, &to);
}

void lower_record_into(struct lower_state *l, struct ir_value *to, CXCursor expr)
{
    expr = cursor_strip_parens(l->syntax, expr);
    if (cursor_is(expr, CXCursor_ConditionalOperator)) {
        conditional_record(l, to, expr);
        return;
    }
    if (cursor_is(expr, CXCursor_CallExpr) && !to->type->elem->record->is_complex) {
        lower_record_call(l, to, expr);
        return;
    }
    struct value value = lower_expr(l, expr);
    struct ir_value *from = value.v;
    if (to->type->elem->record->is_complex && lower_is_complex(value)) {
        (void)lower_complex_store(l, (struct place){.addr = to}, value, expr);
        return;
    }
    if (!from || !ir_type_is_ptr(from->type) || from->type->elem != to->type->elem)
        lower_refuse(l, expr, "this value of a structure type");
    lower_at(l, expr);
    ir_build_copy(&l->b, IR_COPY, to, from, NULL);
}
