/* Expressions: dispatch by kind of cursor, names, and what wraps other expressions.
 *
 * Guarantees: a kind without a row below is refused, never skipped. */
#include "frontend/complex.h"
#include "frontend/half.h"

#include "support/fault.h"

#include <string.h>

typedef struct value (*value_handler)(struct lower_state *l, CXCursor expr);
typedef struct place (*place_handler)(struct lower_state *l, CXCursor expr);

static CXCursor only_child(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len != 1)
        lower_refuse(l, expr, "this expression");
    return kids.data[0];
}

/* ---- places */

static struct place variable_place(struct lower_state *l, CXCursor expr)
{
    CXCursor decl = lower_referenced(l, expr);
    if (!cursor_is(decl, CXCursor_VarDecl) && !cursor_is(decl, CXCursor_ParmDecl))
        lower_refuse(l, expr, "a function that is used as a value");
    struct place *known = cursor_map_get(l->vars, decl);
    if (known)
        return *known;
    if (!clang_Cursor_hasVarDeclGlobalStorage(decl)) {
        if (l->fn && l->fn->failed)
            lower_give_up(l); /* its declaration was refused */
        lower_refuse(l, expr, "a variable that is declared elsewhere");
    }
    struct ir_global *global = lower_global(l, decl);
    return (struct place){.addr = ir_build_global(&l->b, global), .name = ir_global_shown(global)};
}

static struct place paren_place(struct lower_state *l, CXCursor expr)
{
    return lower_place(l, only_child(l, expr));
}

/* One step from a record to a member of it. */
static struct ir_value *step_into(struct lower_state *l, struct ir_value *object, unsigned index,
                                  CXCursor expr)
{
    const struct ir_record *record = object->type->elem->record;
    if (record->fields[index].type->kind == IR_TYPE_VOID)
        lower_refuse(l, expr, "a member of this type");
    return ir_build_field(&l->b, object, index);
}

static struct place member_place(struct lower_state *l, CXCursor expr)
{
    CXCursor base = only_child(l, expr);
    bool arrow = cursor_type_kind(lower_cursor_type(l, base)) != CXType_Record;
    struct ir_value *object;
    if (arrow)
        object = lower_scalar(l, base);
    else if (lower_is_place(l, base))
        object = lower_place(l, base).addr;
    else
        object = lower_expr(l, base).v;
    if (!object || !ir_type_is_ptr(object->type) || object->type->elem->kind != IR_TYPE_RECORD)
        lower_refuse(l, expr, "this member access");
    const struct ir_record *record = object->type->elem->record;
    struct field_path path = {0};
    CXCursor field = clang_getCursorReferenced(expr);
    if (!record->is_complete || !lower_field_path(l, record, field, &path))
        lower_refuse(l, expr, "this member access");
    lower_at(l, expr);
    for (size_t i = 0; i < path.len; i++)
        object = step_into(l, object, path.data[i], expr);
    const char *name = cursor_spelling(l->module->arena, field);
    return (struct place){.addr = object, .name = *name ? name : NULL};
}

static struct place subscript_place(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    if (kids.len != 2)
        lower_refuse(l, expr, "this expression");
    struct value x = lower_expr(l, kids.data[0]);
    struct value y = lower_expr(l, kids.data[1]);
    if (!x.v || !y.v)
        lower_refuse(l, expr, "this expression");
    if (!ir_type_is_ptr(x.v->type)) {
        struct value swap = x;
        x = y;
        y = swap;
    }
    if (!ir_type_is_ptr(x.v->type) || !ir_type_is_integer(y.v->type))
        lower_refuse(l, expr, "this subscript");
    lower_at(l, expr);
    return lower_deref(l, lower_pointer_add(l, x, y.v, false, expr), expr);
}

static struct place part_place(struct lower_state *l, CXCursor operand,
                               enum CXUnaryOperatorKind kind, CXCursor expr)
{
    struct place place = lower_place(l, operand);
    const struct ir_type *type = place.addr ? place.addr->type->elem : NULL;
    if (!type || type->kind != IR_TYPE_RECORD || !type->record->is_complex)
        lower_refuse(l, expr, "this part of a number");
    place.addr = ir_build_field(&l->b, place.addr, kind == CXUnaryOperator_Imag);
    return place;
}

static struct place unary_place(struct lower_state *l, CXCursor expr)
{
    CXCursor operand = only_child(l, expr);
    switch (clang_getCursorUnaryOperatorKind(expr)) {
    case CXUnaryOperator_Deref:
        return lower_deref(l, lower_expr(l, operand), expr);
    case CXUnaryOperator_Extension:
        return lower_place(l, operand);
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
        return part_place(l, operand, clang_getCursorUnaryOperatorKind(expr), expr);
    default:
        lower_refuse(l, expr, "this operand");
    }
}

static const place_handler place_handlers[] = {
    [CXCursor_DeclRefExpr] = variable_place,
    [CXCursor_ParenExpr] = paren_place,
    [CXCursor_MemberRefExpr] = member_place,
    [CXCursor_ArraySubscriptExpr] = subscript_place,
    [CXCursor_UnaryOperator] = unary_place,
    [CXCursor_CompoundLiteralExpr] = lower_compound_literal,
};

static place_handler find_place_handler(CXCursor expr)
{
    unsigned kind = (unsigned)clang_getCursorKind(expr);
    return kind < sizeof place_handlers / sizeof *place_handlers ? place_handlers[kind] : NULL;
}

bool lower_is_place(struct lower_state *l, CXCursor expr)
{
    expr = cursor_strip_parens(l->syntax, expr);
    if (cursor_is(expr, CXCursor_UnaryOperator)) {
        enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(expr);
        if (kind == CXUnaryOperator_Extension)
            return lower_is_place(l, only_child(l, expr));
        if (kind == CXUnaryOperator_Real || kind == CXUnaryOperator_Imag)
            return cursor_type_kind(lower_cursor_type(l, only_child(l, expr))) == CXType_Complex &&
                   lower_is_place(l, only_child(l, expr));
        return kind == CXUnaryOperator_Deref;
    }
    if (cursor_is(expr, CXCursor_DeclRefExpr)) {
        CXCursor decl = lower_referenced(l, expr);
        return !cursor_is(decl, CXCursor_EnumConstantDecl);
    }
    if (cursor_is(expr, CXCursor_GenericSelectionExpr))
        return false;
    return find_place_handler(expr) != NULL;
}

struct place lower_place(struct lower_state *l, CXCursor expr)
{
    place_handler handler = find_place_handler(expr);
    if (!handler)
        lower_refuse(l, expr, "this left operand");
    lower_enter(l, expr);
    struct place place = handler(l, expr);
    lower_leave(l);
    lower_at(l, expr);
    return place;
}

/* ---- values */

/* A name as an rvalue without a cast: enumeration constants, and records and arrays in places
 * where libclang shows no cast. */
static struct value lower_name(struct lower_state *l, CXCursor expr)
{
    CXCursor decl = lower_referenced(l, expr);
    if (!cursor_is(decl, CXCursor_EnumConstantDecl))
        return lower_load(l, lower_place(l, expr), expr);
    const struct ir_type *type = lower_type(l, lower_cursor_type(l, expr), expr);
    return (struct value){ir_build_const(&l->b, type, clang_getEnumConstantDeclValue(decl)), NULL};
}

static struct value lower_loaded(struct lower_state *l, CXCursor expr)
{
    return lower_load(l, lower_place(l, expr), expr);
}

static struct value lower_paren(struct lower_state *l, CXCursor expr)
{
    return lower_expr(l, only_child(l, expr));
}

static struct value lower_string_literal(struct lower_state *l, CXCursor expr)
{
    const char *text = cursor_spelling(l->arena, expr);
    if (text[0] != '"')
        lower_refuse(l, expr, "a wide string");
    return (struct value){ir_build_string(&l->b, text), NULL};
}

/* The size of an array of variable length that an expression names; NULL for all else. */
static struct ir_value *size_of_vla(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    unsigned long long element;
    if (kids.len != 1 || !lower_is_place(l, kids.data[0]) ||
        !lower_type_size(lower_innermost_element(lower_cursor_type(l, kids.data[0])), &element))
        return NULL;
    struct place place = lower_place(l, kids.data[0]);
    if (!place.vla || place.vla->is_pointer)
        return NULL;
    const struct ir_type *type = ir_type_scalar(l->types, IR_ULONG);
    struct ir_value *count = ir_build_conv(&l->b, lower_vla_count(l, place.vla, expr), type);
    return ir_build_binary(&l->b, IR_MUL, count, ir_build_int(&l->b, IR_ULONG, (int64_t)element));
}

/* sizeof, _Alignof. */
static struct value lower_sizeof(struct lower_state *l, CXCursor expr)
{
    long long size;
    if (!cursor_evaluate_integer(expr, &size)) {
        struct ir_value *vla = size_of_vla(l, expr);
        if (!vla)
            lower_refuse(l, expr, "the size of an array of variable length");
        return (struct value){vla, NULL};
    }
    return (struct value){ir_build_int(&l->b, IR_ULONG, size), NULL};
}

static const value_handler value_handlers[] = {
    [CXCursor_UnexposedExpr] = lower_unexposed,
    [CXCursor_DeclRefExpr] = lower_name,
    [CXCursor_MemberRefExpr] = lower_loaded,
    [CXCursor_ArraySubscriptExpr] = lower_loaded,
    [CXCursor_CompoundLiteralExpr] = lower_loaded,
    [CXCursor_CallExpr] = lower_call,
    [CXCursor_IntegerLiteral] = lower_integer_literal,
    [CXCursor_CharacterLiteral] = lower_integer_literal,
    [CXCursor_FloatingLiteral] = lower_float_literal,
    [CXCursor_ImaginaryLiteral] = lower_imaginary_literal,
    [CXCursor_StringLiteral] = lower_string_literal,
    [CXCursor_ParenExpr] = lower_paren,
    [CXCursor_UnaryOperator] = lower_unary,
    [CXCursor_BinaryOperator] = lower_binary,
    [CXCursor_CompoundAssignOperator] = lower_compound_assign,
    [CXCursor_ConditionalOperator] = lower_conditional,
    [CXCursor_CStyleCastExpr] = lower_cast,
    [CXCursor_StmtExpr] = lower_stmt_expr,
    [CXCursor_GenericSelectionExpr] = lower_generic,
    [CXCursor_UnaryExpr] = lower_sizeof,
};

static const struct {
    enum CXCursorKind kind;
    const char *phrase;
} refused[] = {
    {CXCursor_AddrLabelExpr, "the address of a label"},
    {CXCursor_InitListExpr, "this initialiser"},
};

static _Noreturn void refuse_expr(struct lower_state *l, CXCursor expr)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (cursor_is(expr, refused[i].kind))
            lower_refuse(l, expr, refused[i].phrase);
    }
    lower_refuse(l, expr, "this expression");
}

struct value lower_expr(struct lower_state *l, CXCursor expr)
{
    unsigned kind = (unsigned)clang_getCursorKind(expr);
    value_handler handler =
        kind < sizeof value_handlers / sizeof *value_handlers ? value_handlers[kind] : NULL;
    if (!handler)
        refuse_expr(l, expr);
    lower_enter(l, expr);
    lower_at(l, expr);
    struct src_loc loc = l->b.loc;
    struct value value = handler(l, expr);
    lower_leave(l);
    l->b.loc = loc;
    return value;
}

struct ir_value *lower_scalar(struct lower_state *l, CXCursor expr)
{
    struct value value = lower_expr(l, expr);
    if (!value.v)
        lower_refuse(l, expr, "this expression without a value");
    if (lower_is_complex(value))
        lower_refuse(l, expr, "this use of a complex number");
    return half_rounded(l, expr, value.v);
}

void lower_discard(struct lower_state *l, CXCursor expr)
{
    CXCursor inner = cursor_strip_parens(l->syntax, expr);
    if (lower_is_place(l, inner) && !cursor_is(inner, CXCursor_DeclRefExpr)) {
        lower_place(l, inner);
        return;
    }
    if (!lower_is_place(l, inner))
        lower_expr(l, inner);
}
