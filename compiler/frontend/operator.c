/* Binary and unary operators, and C's arithmetic conversions where libclang does not show them. */
#include "frontend/complex.h"
#include "frontend/half.h"

#include "support/vec.h"

static const struct {
    enum CXBinaryOperatorKind kind;
    enum ir_opcode code;
} arithmetic[] = {
    {CXBinaryOperator_Mul, IR_MUL}, {CXBinaryOperator_Div, IR_DIV}, {CXBinaryOperator_Rem, IR_REM},
    {CXBinaryOperator_Add, IR_ADD}, {CXBinaryOperator_Sub, IR_SUB}, {CXBinaryOperator_Shl, IR_SHL},
    {CXBinaryOperator_Shr, IR_SHR}, {CXBinaryOperator_And, IR_AND}, {CXBinaryOperator_Xor, IR_XOR},
    {CXBinaryOperator_Or, IR_OR},   {CXBinaryOperator_LT, IR_LT},   {CXBinaryOperator_GT, IR_GT},
    {CXBinaryOperator_LE, IR_LE},   {CXBinaryOperator_GE, IR_GE},   {CXBinaryOperator_EQ, IR_EQ},
    {CXBinaryOperator_NE, IR_NE},
};

static bool find_opcode(enum CXBinaryOperatorKind kind, enum ir_opcode *code)
{
    for (size_t i = 0; i < sizeof arithmetic / sizeof *arithmetic; i++) {
        if (arithmetic[i].kind == kind) {
            *code = arithmetic[i].code;
            return true;
        }
    }
    return false;
}

bool lower_is_comparison(enum CXBinaryOperatorKind kind)
{
    return kind >= CXBinaryOperator_LT && kind <= CXBinaryOperator_NE;
}

static bool is_arithmetic(enum CXBinaryOperatorKind kind)
{
    enum ir_opcode code;
    return find_opcode(kind, &code) && !lower_is_comparison(kind);
}

/* ---- C11 6.3.1: promotions and the usual arithmetic conversions */

static enum ir_scalar promoted(enum ir_scalar scalar)
{
    return scalar < IR_INT ? IR_INT : scalar == IR_HALF ? IR_FLOAT : scalar;
}

static enum ir_scalar common_scalar(struct lower_state *l, enum ir_scalar x, enum ir_scalar y)
{
    enum ir_scalar high = x > y ? x : y, low = x > y ? y : x;
    if (high >= IR_HALF)
        return promoted(high);
    high = promoted(high);
    low = promoted(low);
    const struct ir_type *a = ir_type_scalar(l->types, high), *b = ir_type_scalar(l->types, low);
    if (ir_type_is_signed(a) && !ir_type_is_signed(b) && ir_type_bits(a) == ir_type_bits(b))
        return (enum ir_scalar)(high + 1); /* the unsigned form of the higher rank */
    return high;
}

static void to_common_type(struct lower_state *l, struct ir_value **x, struct ir_value **y)
{
    enum ir_scalar scalar = common_scalar(l, (*x)->type->scalar, (*y)->type->scalar);
    const struct ir_type *type = ir_type_scalar(l->types, scalar);
    *x = ir_build_conv(&l->b, *x, type);
    *y = ir_build_conv(&l->b, *y, type);
}

static struct ir_value *promote(struct lower_state *l, struct ir_value *x)
{
    return ir_build_conv(&l->b, x, ir_type_scalar(l->types, promoted(x->type->scalar)));
}

/* ---- arithmetic */

static struct value pointer_difference(struct lower_state *l, struct value x, struct value y,
                                       CXCursor at)
{
    struct ir_value *other = lower_coerce(l, y.v, x.v->type, at);
    struct ir_value *v = ir_build_ptrdiff(&l->b, x.v, other);
    if (x.vla) {
        struct ir_value *row = lower_vla_count(l, x.vla->inner, at);
        v = ir_build_binary(&l->b, IR_DIV, v, row);
    }
    return (struct value){v, NULL};
}

static struct value pointer_arithmetic(struct lower_state *l, enum CXBinaryOperatorKind kind,
                                       struct value x, struct value y, CXCursor at)
{
    bool x_is_ptr = ir_type_is_ptr(x.v->type), y_is_ptr = ir_type_is_ptr(y.v->type);
    if (kind == CXBinaryOperator_Sub && x_is_ptr && y_is_ptr)
        return pointer_difference(l, x, y, at);
    if (x_is_ptr && !y_is_ptr && (kind == CXBinaryOperator_Add || kind == CXBinaryOperator_Sub))
        return lower_pointer_add(l, x, y.v, kind == CXBinaryOperator_Sub, at);
    if (y_is_ptr && !x_is_ptr && kind == CXBinaryOperator_Add)
        return lower_pointer_add(l, y, x.v, false, at);
    lower_refuse(l, at, "this operation on pointers");
}

struct value lower_arithmetic(struct lower_state *l, enum CXBinaryOperatorKind kind, struct value x,
                              struct value y, CXCursor at)
{
    enum ir_opcode code;
    if (!find_opcode(kind, &code) || !x.v || !y.v)
        lower_refuse(l, at, "this operator");
    lower_at(l, at);
    if (lower_is_complex(x) || lower_is_complex(y))
        return lower_complex_arithmetic(l, kind, x, y, at);
    if (ir_type_is_ptr(x.v->type) || ir_type_is_ptr(y.v->type))
        return pointer_arithmetic(l, kind, x, y, at);
    if (x.v->type->kind != IR_TYPE_SCALAR || y.v->type->kind != IR_TYPE_SCALAR)
        lower_refuse(l, at, "this operator");
    if (code == IR_SHL || code == IR_SHR) {
        x.v = promote(l, x.v);
        y.v = promote(l, y.v);
    } else {
        to_common_type(l, &x.v, &y.v);
    }
    return (struct value){ir_build_binary(&l->b, code, x.v, y.v), NULL};
}

/* Chains such as a + b + c + ... lean to the left; they are walked with a loop, so that their
 * length is not limited by the stack. */
static struct value lower_chain(struct lower_state *l, CXCursor expr)
{
    size_t first = l->chain.len;
    CXCursor left = expr;
    while (cursor_is(left, CXCursor_BinaryOperator) &&
           is_arithmetic(clang_getCursorBinaryOperatorKind(left))) {
        struct cursors kids = cursor_expr_children(l->syntax, left);
        if (kids.len != 2)
            lower_refuse(l, left, "this operator");
        vec_push(l->arena, &l->chain, (struct chain_link){left, kids.data[1]});
        left = kids.data[0];
    }
    struct value x = lower_expr(l, left);
    while (l->chain.len > first) {
        CXCursor op = vec_last(&l->chain).op;
        struct value y = lower_expr(l, vec_pop(&l->chain).right);
        x = lower_arithmetic(l, clang_getCursorBinaryOperatorKind(op), x, y, op);
    }
    return x;
}

struct ir_value *lower_compare(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    enum ir_opcode code;
    if (kids.len != 2 || !find_opcode(clang_getCursorBinaryOperatorKind(expr), &code))
        lower_refuse(l, expr, "this operator");
    struct value left = half_settled(l, kids.data[0], lower_expr(l, kids.data[0]));
    struct value right = half_settled(l, kids.data[1], lower_expr(l, kids.data[1]));
    struct ir_value *x = left.v, *y = right.v;
    lower_at(l, expr);
    if (!x || !y)
        lower_refuse(l, expr, "this comparison");
    if (lower_is_complex(left) || lower_is_complex(right))
        return lower_complex_compare(l, code == IR_EQ, left, right);
    bool pointers = ir_type_is_ptr(x->type) && ir_type_is_ptr(y->type);
    if (!pointers) {
        if (x->type->kind != IR_TYPE_SCALAR || y->type->kind != IR_TYPE_SCALAR)
            lower_refuse(l, expr, "this comparison");
        to_common_type(l, &x, &y);
    }
    return ir_build_binary(&l->b, code, x, y);
}

static struct value as_int(struct lower_state *l, struct ir_value *truth)
{
    return (struct value){ir_build_conv(&l->b, truth, ir_type_scalar(l->types, IR_INT)), NULL};
}

static struct value lower_comma(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len != 2)
        lower_refuse(l, expr, "this operator");
    lower_discard(l, kids.data[0]);
    return half_settled(l, kids.data[1], lower_expr(l, kids.data[1]));
}

struct value lower_binary(struct lower_state *l, CXCursor expr)
{
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expr);
    if (kind == CXBinaryOperator_Assign)
        return lower_assign(l, expr);
    if (kind == CXBinaryOperator_Comma)
        return lower_comma(l, expr);
    if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr)
        return as_int(l, lower_logical(l, expr, kind == CXBinaryOperator_LAnd));
    if (lower_is_comparison(kind))
        return as_int(l, lower_compare(l, expr));
    if (!is_arithmetic(kind))
        lower_refuse(l, expr, "this operator");
    return lower_chain(l, expr);
}

/* ---- unary operators */

static struct value address_of(struct lower_state *l, CXCursor operand, CXCursor at)
{
    struct value function;
    if (lower_function_address(l, operand, &function))
        return function;
    struct place place = lower_place(l, operand);
    if (!place.addr)
        lower_refuse(l, at, "the address of this");
    struct vla *pointer = NULL;
    if (place.vla) {
        if (place.vla->is_pointer)
            lower_refuse(l, at, "the address of a pointer to an array of variable length");
        pointer = ARENA_NEW(l->arena, struct vla);
        pointer->is_pointer = true;
        pointer->inner = place.vla;
    }
    return (struct value){place.addr, pointer};
}

static struct value negate(struct lower_state *l, CXCursor operand, enum CXUnaryOperatorKind kind,
                           CXCursor at)
{
    struct value value = lower_expr(l, operand);
    lower_at(l, at);
    if (lower_is_complex(value))
        return lower_complex_unary(l, kind, value, at);
    if (!value.v || value.v->type->kind != IR_TYPE_SCALAR)
        lower_refuse(l, at, "this operator");
    enum ir_opcode code = kind == CXUnaryOperator_Minus ? IR_NEG : IR_NOT;
    return (struct value){ir_build_unary(&l->b, code, promote(l, value.v)), NULL};
}

struct value lower_unary(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len != 1)
        lower_refuse(l, expr, "this operator");
    CXCursor operand = kids.data[0];
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(expr);
    switch (kind) {
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
        return lower_increment(l, expr, kind);
    case CXUnaryOperator_AddrOf:
        return address_of(l, operand, expr);
    case CXUnaryOperator_Deref:
        return lower_load(l, lower_place(l, expr), expr);
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
        return lower_expr(l, operand);
    case CXUnaryOperator_Minus:
    case CXUnaryOperator_Not:
        return negate(l, operand, kind, expr);
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
        return lower_complex_unary(l, kind, lower_expr(l, operand), expr);
    case CXUnaryOperator_LNot:
        return as_int(l, lower_condition(l, expr));
    default:
        lower_refuse(l, expr, "this operator");
    }
}
