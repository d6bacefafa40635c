/* Casts, implicit ones included, and the constructs that libclang shows without a kind of their
 * own. */
#include "frontend/complex.h"
#include "frontend/half.h"

#include "support/vec.h"

/* But for qualifiers and names. */
static bool is_same_type(CXType x, CXType y)
{
    return clang_equalTypes(x, y) || clang_equalTypes(cursor_plain_type(x), cursor_plain_type(y));
}

/* An array's decay, or the value of an lvalue. */
static struct value load_or_decay(struct lower_state *l, CXCursor child, CXType own)
{
    struct place place = lower_place(l, child);
    struct value value = lower_load(l, place, child);
    bool converted = !is_same_type(own, lower_cursor_type(l, child));
    bool is_array = place.addr && (place.addr->type->elem->kind == IR_TYPE_ARRAY ||
                                   (place.vla && !place.vla->is_pointer));
    if (converted && !is_array)
        return lower_convert(l, value, own, child);
    return value;
}

static bool is_void_pointer(struct lower_state *l, CXCursor expr)
{
    CXType type = clang_getCanonicalType(lower_cursor_type(l, expr));
    return type.kind == CXType_Pointer &&
           cursor_type_kind(clang_getPointeeType(type)) == CXType_Void;
}

struct value lower_converted(struct lower_state *l, CXCursor operand, CXType to, CXCursor at)
{
    struct value value;
    if (lower_allocation(l, operand, to, &value))
        return value;
    CXCursor inner = cursor_strip_parens(l->syntax, operand);
    if (cursor_is(inner, CXCursor_ConditionalOperator) && is_void_pointer(l, inner))
        return lower_conditional_as(l, inner, to);
    value = lower_expr(l, operand);
    if (!value.v)
        lower_refuse(l, operand, "this expression without a value");
    lower_at(l, at);
    if (cursor_type_kind(to) != CXType_Float16)
        value = half_settled(l, operand, value);
    return lower_convert(l, value, to, at);
}

/* An integer becomes an operand as a literal does; what is assigned is rounded. */
static struct value to_half(struct lower_state *l, CXCursor child, CXCursor at)
{
    struct ir_value *v = lower_scalar(l, child);
    bool is_integer = ir_type_is_integer(v->type);
    v = lower_coerce(l, v, ir_type_scalar(l->types, is_integer ? IR_FLOAT : IR_HALF), at);
    return half_settled(l, at, (struct value){v, NULL});
}

static struct value implicit_cast(struct lower_state *l, CXCursor child, CXCursor at)
{
    CXType own = lower_cursor_type(l, at);
    CXCursor inner = cursor_strip_parens(l->syntax, child);
    struct value function;
    if (lower_function_address(l, child, &function))
        return lower_convert(l, function, own, child);
    if (cursor_is(inner, CXCursor_StringLiteral)) {
        struct value value = lower_expr(l, inner);
        return cursor_type_kind(own) == CXType_Pointer ? lower_convert(l, value, own, child)
                                                       : value;
    }
    if (half_is(l, at) && !half_is(l, child))
        return to_half(l, child, at);
    if (lower_is_place(l, child))
        return load_or_decay(l, child, own);
    return lower_converted(l, child, own, child);
}

/* GNU a ?: b, shown as [common, condition, true, false]. */
static struct value elvis(struct lower_state *l, struct cursors kids, CXCursor expr)
{
    struct value x = lower_expr(l, kids.data[0]);
    if (!x.v || lower_is_complex(x) || half_is(l, expr))
        lower_refuse(l, expr, "this expression");
    struct ir_op *op = ir_build_if(&l->b, lower_truth(l, x.v));
    struct ir_builder outer = lower_into(l, op->regions[0]);
    struct value a = lower_convert(l, x, lower_cursor_type(l, expr), expr);
    l->b.region = op->regions[1];
    struct ir_op *branch = lower_enter_branch(l, op);
    struct ir_value *b = lower_scalar(l, kids.data[3]);
    lower_leave_branch(l, branch);
    l->b = outer;
    if (a.v->type != b->type)
        lower_refuse(l, expr, "this expression");
    return (struct value){lower_finish_if(l, op, a.v, b), NULL};
}

static bool names_member(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_children(l->syntax, expr);
    for (size_t i = 0; i < kids.len; i++) {
        if (cursor_is(kids.data[i], CXCursor_MemberRef))
            return true;
    }
    return false;
}

struct value lower_unexposed(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (cursor_is_implicit_cast_of(expr, kids)) {
        lower_same_place(l, kids.data[0], expr);
        return implicit_cast(l, kids.data[0], expr);
    }
    long long bits;
    bool is_constant = kids.len == 0 || names_member(l, expr); /* offsetof and its like */
    if (is_constant && cursor_evaluate_integer(expr, &bits)) {
        const struct ir_type *type = lower_type(l, lower_cursor_type(l, expr), expr);
        return (struct value){ir_build_const(&l->b, type, bits), NULL};
    }
    if (kids.len == 4)
        return elvis(l, kids, expr);
    lower_refuse(l, expr, "this construct");
}

struct value lower_cast(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len == 0)
        lower_refuse(l, expr, "this cast");
    CXCursor operand = kids.data[kids.len - 1];
    CXType to = lower_cursor_type(l, expr);
    if (cursor_type_kind(to) == CXType_Void) {
        lower_discard(l, operand);
        return (struct value){0};
    }
    struct value value = lower_converted(l, operand, to, expr);
    if (lower_type_is_vla_ptr(to))
        value.vla = lower_vla_of_cast(l, expr);
    return value;
}
