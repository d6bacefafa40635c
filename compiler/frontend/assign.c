/* Assignments. The place is evaluated first, then the new value, then the old one is loaded. */
#include "frontend/complex.h"

static struct cursors two_operands(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len != 2)
        lower_refuse(l, expr, "this assignment");
    return kids;
}

static struct value assign_record(struct lower_state *l, CXCursor to, CXCursor from, CXCursor at)
{
    struct ir_value *addr = lower_place(l, to).addr;
    if (lower_type_is_volatile(lower_cursor_type(l, to)))
        lower_refuse(l, at, "volatile access to something other than a number");
    struct ir_value *source = lower_scalar(l, from);
    if (!addr || !ir_type_is_ptr(source->type) || source->type->elem != addr->type->elem)
        lower_refuse(l, at, "this assignment");
    lower_at(l, at);
    ir_build_copy(&l->b, IR_COPY, addr, source, NULL);
    return (struct value){addr, NULL};
}

/* Stores and gives the value that the assignment expression has. */
static struct value finish(struct lower_state *l, struct place place, struct ir_value *v,
                           CXCursor left)
{
    struct ir_value *stored = lower_store(l, place, (struct value){v, NULL}, left);
    return (struct value){stored, place.vla};
}

struct value lower_assign(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = two_operands(l, expr);
    if (lower_type_is_record(lower_cursor_type(l, kids.data[0])))
        return assign_record(l, kids.data[0], kids.data[1], expr);
    struct place place = lower_place(l, kids.data[0]);
    struct value right = lower_expr(l, kids.data[1]);
    lower_at(l, expr);
    if (place.addr && lower_is_complex(right) && !place.is_private &&
        lower_type_is_volatile(lower_cursor_type(l, kids.data[0])))
        lower_refuse(l, expr, "volatile access to something other than a number");
    if (place.addr && lower_is_complex(right))
        return lower_complex_store(l, place, right, expr);
    struct ir_value *v = right.v;
    if (!place.addr || ir_type_is_aggregate(place.addr->type->elem))
        lower_refuse(l, expr, "this assignment");
    return finish(l, place, v, kids.data[0]);
}

static const struct {
    enum CXBinaryOperatorKind compound, plain;
} operators[] = {
    {CXBinaryOperator_MulAssign, CXBinaryOperator_Mul},
    {CXBinaryOperator_DivAssign, CXBinaryOperator_Div},
    {CXBinaryOperator_RemAssign, CXBinaryOperator_Rem},
    {CXBinaryOperator_AddAssign, CXBinaryOperator_Add},
    {CXBinaryOperator_SubAssign, CXBinaryOperator_Sub},
    {CXBinaryOperator_ShlAssign, CXBinaryOperator_Shl},
    {CXBinaryOperator_ShrAssign, CXBinaryOperator_Shr},
    {CXBinaryOperator_AndAssign, CXBinaryOperator_And},
    {CXBinaryOperator_XorAssign, CXBinaryOperator_Xor},
    {CXBinaryOperator_OrAssign, CXBinaryOperator_Or},
};

static enum CXBinaryOperatorKind plain_operator(enum CXBinaryOperatorKind compound)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (operators[i].compound == compound)
            return operators[i].plain;
    }
    return CXBinaryOperator_Invalid;
}

struct value lower_compound_assign(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = two_operands(l, expr);
    struct place place = lower_place(l, kids.data[0]);
    struct value right = lower_expr(l, kids.data[1]);
    lower_at(l, expr);
    if (!place.addr)
        lower_refuse(l, expr, "this assignment");
    struct value old = lower_load(l, place, kids.data[0]);
    if (old.v)
        old.v = lower_bit_field_value(l, place.addr, old.v);
    enum CXBinaryOperatorKind kind = plain_operator(clang_getCursorBinaryOperatorKind(expr));
    struct value result = lower_arithmetic(l, kind, old, right, expr);
    if (lower_is_complex(old))
        return lower_complex_store(l, place, result, expr);
    if (lower_is_complex(result))
        result.v = lower_complex_real(l, result);
    return finish(l, place, result.v, kids.data[0]);
}

static struct ir_value *one(struct lower_state *l, const struct ir_type *type)
{
    if (ir_type_is_real(type))
        return lower_real(l, type, 1);
    return ir_build_int(&l->b, IR_INT, 1);
}

struct value lower_increment(struct lower_state *l, CXCursor expr, enum CXUnaryOperatorKind kind)
{
    bool add = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PreInc;
    bool post = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PostDec;
    CXCursor operand = cursor_expr_children(l->syntax, expr).data[0];
    struct place place = lower_place(l, operand);
    if (!place.addr)
        lower_refuse(l, expr, "this assignment");
    lower_at(l, expr);
    struct value old = lower_load(l, place, operand);
    if (!old.v || lower_is_complex(old))
        lower_refuse(l, expr, "this operand");
    struct value step = {one(l, old.v->type), NULL};
    enum CXBinaryOperatorKind op = add ? CXBinaryOperator_Add : CXBinaryOperator_Sub;
    old.v = lower_bit_field_value(l, place.addr, old.v);
    struct value result = finish(l, place, lower_arithmetic(l, op, old, step, expr).v, operand);
    return post ? old : result;
}
