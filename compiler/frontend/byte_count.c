/* A byte count is understood when it is provably a number of objects of the type that the pointer
 * points to: a constant, or a product with sizeof among its factors. */
#include "frontend/byte_count.h"

/* The size in bytes when the expression is a constant without side effects. */
bool byte_count_constant(struct lower_state *l, CXCursor expr, unsigned long long *bytes)
{
    expr = cursor_strip(l->syntax, expr);
    long long value;
    enum CXCursorKind kind = clang_getCursorKind(expr);
    bool plain = kind == CXCursor_IntegerLiteral || kind == CXCursor_UnaryExpr ||
                 kind == CXCursor_DeclRefExpr;
    if (kind == CXCursor_BinaryOperator) {
        unsigned long long ignored;
        struct cursors kids = cursor_expr_children(l->syntax, expr);
        plain = kids.len == 2 && byte_count_constant(l, kids.data[0], &ignored) &&
                byte_count_constant(l, kids.data[1], &ignored);
    }
    if (kind == CXCursor_DeclRefExpr &&
        !cursor_is(clang_getCursorReferenced(expr), CXCursor_EnumConstantDecl))
        return false;
    if (!plain || !cursor_evaluate_integer(expr, &value) || value < 0)
        return false;
    *bytes = (unsigned long long)value;
    return true;
}

struct ir_value *byte_count_as_size(struct lower_state *l, struct ir_value *v)
{
    return ir_build_conv(&l->b, v, ir_type_scalar(l->types, IR_ULONG));
}

struct ir_value *byte_count_product(struct lower_state *l, CXCursor x, CXCursor y,
                                    unsigned long long size)
{
    unsigned long long bytes;
    CXCursor other = y;
    bool found = byte_count_constant(l, x, &bytes) && bytes % size == 0;
    if (!found) {
        found = byte_count_constant(l, y, &bytes) && bytes % size == 0;
        other = x;
    }
    if (!found)
        return NULL;
    struct ir_value *count = byte_count_as_size(l, lower_scalar(l, other));
    if (bytes == size)
        return count;
    struct ir_value *factor = ir_build_int(&l->b, IR_ULONG, (int64_t)(bytes / size));
    return ir_build_binary(&l->b, IR_MUL, count, factor);
}

/* sizeof of an array of variable length, or of what a pointer to one points to. */
static struct ir_value *count_vla(struct lower_state *l, CXCursor sizeof_expr,
                                  unsigned long long size)
{
    struct cursors kids = cursor_expr_children(l->syntax, sizeof_expr);
    if (kids.len == 0 || !lower_is_place(l, kids.data[0]))
        return NULL;
    unsigned long long element;
    CXType type = clang_getCursorType(kids.data[0]);
    if (!lower_type_size(lower_innermost_element(type), &element) || element != size)
        return NULL;
    struct place place = lower_place(l, kids.data[0]);
    if (!place.vla || place.vla->is_pointer)
        return NULL;
    return byte_count_as_size(l, lower_vla_count(l, place.vla, sizeof_expr));
}

static struct ir_value *count_binary(struct lower_state *l, CXCursor expr, unsigned long long size)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expr);
    if (kids.len != 2)
        return NULL;
    if (kind == CXBinaryOperator_Mul) {
        struct ir_value *count = byte_count_product(l, kids.data[0], kids.data[1], size);
        for (size_t i = 0; i < 2 && !count; i++) {
            struct ir_value *x = byte_count_objects(l, kids.data[i], size);
            if (x)
                count = ir_build_binary(&l->b, IR_MUL, x,
                                        byte_count_as_size(l, lower_scalar(l, kids.data[1 - i])));
        }
        return count;
    }
    if (kind != CXBinaryOperator_Add && kind != CXBinaryOperator_Sub)
        return NULL;
    struct ir_value *x = byte_count_objects(l, kids.data[0], size);
    struct ir_value *y = x ? byte_count_objects(l, kids.data[1], size) : NULL;
    enum ir_opcode code = kind == CXBinaryOperator_Add ? IR_ADD : IR_SUB;
    return y ? ir_build_binary(&l->b, code, x, y) : NULL;
}

/* How many objects of `size` bytes the byte count is; NULL when that is not provable. */
struct ir_value *byte_count_objects(struct lower_state *l, CXCursor expr, unsigned long long size)
{
    CXCursor inner = cursor_strip(l->syntax, expr);
    unsigned long long bytes;
    if (byte_count_constant(l, inner, &bytes))
        return bytes % size == 0 ? ir_build_int(&l->b, IR_ULONG, (int64_t)(bytes / size)) : NULL;
    if (size == 1)
        return byte_count_as_size(l, lower_scalar(l, expr));
    if (cursor_is(inner, CXCursor_BinaryOperator))
        return count_binary(l, inner, size);
    if (cursor_is(inner, CXCursor_UnaryExpr))
        return count_vla(l, inner, size);
    return NULL;
}

CXCursor byte_count_typed(struct lower_state *l, CXCursor arg)
{
    while (cursor_is(arg, CXCursor_ParenExpr) || cursor_is(arg, CXCursor_CStyleCastExpr) ||
           cursor_is_implicit_cast(l->syntax, arg)) {
        struct cursors kids = cursor_expr_children(l->syntax, arg);
        CXType type = clang_getCanonicalType(clang_getCursorType(arg));
        bool to_void = type.kind == CXType_Pointer &&
                       cursor_type_kind(clang_getPointeeType(type)) == CXType_Void;
        if (!to_void && !cursor_is(arg, CXCursor_ParenExpr))
            break;
        arg = kids.data[kids.len - 1];
    }
    return arg;
}
