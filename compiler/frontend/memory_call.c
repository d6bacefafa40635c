/* memcpy, memmove, memset, malloc, calloc, free: operations on counted objects.
 *
 * A byte count is understood when it is provably a number of objects of the type that the pointer
 * points to: a constant, or a product with sizeof among its factors. */
#include "frontend/lower.h"

#include <string.h>

/* ---- byte counts */

/* The size in bytes when the expression is a constant without side effects. */
static bool constant_bytes(struct lower_state *l, CXCursor expr, unsigned long long *bytes)
{
    expr = cursor_strip(l->arena, expr);
    long long value;
    enum CXCursorKind kind = clang_getCursorKind(expr);
    bool plain = kind == CXCursor_IntegerLiteral || kind == CXCursor_UnaryExpr ||
                 kind == CXCursor_DeclRefExpr;
    if (kind == CXCursor_BinaryOperator) {
        unsigned long long ignored;
        struct cursors kids = cursor_expr_children(l->arena, expr);
        plain = kids.len == 2 && constant_bytes(l, kids.data[0], &ignored) &&
                constant_bytes(l, kids.data[1], &ignored);
    }
    if (kind == CXCursor_DeclRefExpr &&
        !cursor_is(clang_getCursorReferenced(expr), CXCursor_EnumConstantDecl))
        return false;
    if (!plain || !cursor_evaluate_integer(expr, &value) || value < 0)
        return false;
    *bytes = (unsigned long long)value;
    return true;
}

static struct ir_value *as_count(struct lower_state *l, struct ir_value *v)
{
    return ir_build_conv(&l->b, v, ir_type_scalar(l->types, IR_ULONG));
}

static struct ir_value *count_objects(struct lower_state *l, CXCursor expr,
                                      unsigned long long size);

static struct ir_value *count_product(struct lower_state *l, CXCursor x, CXCursor y,
                                      unsigned long long size)
{
    unsigned long long bytes;
    CXCursor other = y;
    bool found = constant_bytes(l, x, &bytes) && bytes % size == 0;
    if (!found) {
        found = constant_bytes(l, y, &bytes) && bytes % size == 0;
        other = x;
    }
    if (!found)
        return NULL;
    struct ir_value *count = as_count(l, lower_scalar(l, other));
    if (bytes == size)
        return count;
    struct ir_value *factor = ir_build_int(&l->b, IR_ULONG, (int64_t)(bytes / size));
    return ir_build_binary(&l->b, IR_MUL, count, factor);
}

/* sizeof of an array of variable length, or of what a pointer to one points to. */
static struct ir_value *count_vla(struct lower_state *l, CXCursor sizeof_expr,
                                  unsigned long long size)
{
    struct cursors kids = cursor_expr_children(l->arena, sizeof_expr);
    if (kids.len == 0 || !lower_is_place(l, kids.data[0]))
        return NULL;
    unsigned long long element;
    CXType type = clang_getCursorType(kids.data[0]);
    if (!lower_type_size(lower_innermost_element(type), &element) || element != size)
        return NULL;
    struct place place = lower_place(l, kids.data[0]);
    if (!place.vla || place.vla->is_pointer)
        return NULL;
    return as_count(l, lower_vla_count(l, place.vla, sizeof_expr));
}

static struct ir_value *count_binary(struct lower_state *l, CXCursor expr, unsigned long long size)
{
    struct cursors kids = cursor_expr_children(l->arena, expr);
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expr);
    if (kids.len != 2)
        return NULL;
    if (kind == CXBinaryOperator_Mul) {
        struct ir_value *count = count_product(l, kids.data[0], kids.data[1], size);
        for (size_t i = 0; i < 2 && !count; i++) {
            struct ir_value *x = count_objects(l, kids.data[i], size);
            if (x)
                count = ir_build_binary(&l->b, IR_MUL, x,
                                        as_count(l, lower_scalar(l, kids.data[1 - i])));
        }
        return count;
    }
    if (kind != CXBinaryOperator_Add && kind != CXBinaryOperator_Sub)
        return NULL;
    struct ir_value *x = count_objects(l, kids.data[0], size);
    struct ir_value *y = x ? count_objects(l, kids.data[1], size) : NULL;
    enum ir_opcode code = kind == CXBinaryOperator_Add ? IR_ADD : IR_SUB;
    return y ? ir_build_binary(&l->b, code, x, y) : NULL;
}

/* How many objects of `size` bytes the byte count is; NULL when that is not provable. */
static struct ir_value *count_objects(struct lower_state *l, CXCursor expr, unsigned long long size)
{
    CXCursor inner = cursor_strip(l->arena, expr);
    unsigned long long bytes;
    if (constant_bytes(l, inner, &bytes))
        return bytes % size == 0 ? ir_build_int(&l->b, IR_ULONG, (int64_t)(bytes / size)) : NULL;
    if (size == 1)
        return as_count(l, lower_scalar(l, expr));
    if (cursor_is(inner, CXCursor_BinaryOperator))
        return count_binary(l, inner, size);
    if (cursor_is(inner, CXCursor_UnaryExpr))
        return count_vla(l, inner, size);
    return NULL;
}

/* ---- memcpy and its like */

/* An argument without its conversion to void *, as a pointer to innermost elements; `size` receives
 * theirs. */
static struct ir_value *typed_pointer(struct lower_state *l, CXCursor arg, unsigned long long *size)
{
    while (cursor_is(arg, CXCursor_ParenExpr) || cursor_is(arg, CXCursor_CStyleCastExpr) ||
           cursor_is_implicit_cast(l->arena, arg)) {
        struct cursors kids = cursor_expr_children(l->arena, arg);
        CXType type = clang_getCanonicalType(clang_getCursorType(arg));
        bool to_void = type.kind == CXType_Pointer &&
                       cursor_type_kind(clang_getPointeeType(type)) == CXType_Void;
        if (!to_void && !cursor_is(arg, CXCursor_ParenExpr))
            break;
        arg = kids.data[kids.len - 1];
    }
    struct ir_value *pointer = lower_scalar(l, arg);
    if (!ir_type_is_ptr(pointer->type))
        lower_refuse(l, arg, "this argument");
    CXType type = clang_getCanonicalType(clang_getCursorType(arg));
    CXType pointee =
        type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type);
    if (!lower_type_size(lower_innermost_element(pointee), size) ||
        pointer->type->elem->kind == IR_TYPE_VOID)
        lower_refuse(l, arg, "memory of an unknown type");
    return lower_flatten(l, pointer);
}

static CXCursor argument(CXCursor call, unsigned index)
{
    return clang_Cursor_getArgument(call, index);
}

static struct value as_void_pointer(struct lower_state *l, struct ir_value *pointer)
{
    const struct ir_type *type = ir_type_ptr(l->types, ir_type_void(l->types), false);
    return (struct value){ir_build_ptrcast(&l->b, pointer, type), NULL};
}

static struct value lower_copy(struct lower_state *l, CXCursor call, enum ir_opcode code)
{
    unsigned long long size, from_size;
    struct ir_value *to = typed_pointer(l, argument(call, 0), &size);
    struct ir_value *from = typed_pointer(l, argument(call, 1), &from_size);
    if (to->type->elem != from->type->elem)
        lower_refuse(l, call, "a copy between objects of different types");
    struct ir_value *count = count_objects(l, argument(call, 2), size);
    if (!count)
        lower_refuse(l, call, "a copy whose size is not a number of whole objects");
    lower_at(l, call);
    ir_build_copy(&l->b, code, to, from, count);
    return as_void_pointer(l, to);
}

static struct value lower_set(struct lower_state *l, CXCursor call)
{
    unsigned long long size, byte;
    struct ir_value *to = typed_pointer(l, argument(call, 0), &size);
    if (!constant_bytes(l, argument(call, 1), &byte) || byte != 0)
        lower_refuse(l, call, "memset with a value other than zero");
    struct ir_value *count = count_objects(l, argument(call, 2), size);
    if (!count)
        lower_refuse(l, call, "memset whose size is not a number of whole objects");
    lower_at(l, call);
    ir_build_zero(&l->b, to, count);
    return as_void_pointer(l, to);
}

static struct value lower_free(struct lower_state *l, CXCursor call)
{
    CXCursor arg = argument(call, 0);
    CXCursor inner = arg;
    while (cursor_is_implicit_cast(l->arena, inner) &&
           !lower_is_place(l, cursor_expr_children(l->arena, inner).data[0]))
        inner = cursor_expr_children(l->arena, inner).data[0];
    struct ir_value *pointer = lower_scalar(l, inner);
    lower_at(l, call);
    ir_build_op(&l->b, IR_FREE, &pointer, 1, 0);
    return (struct value){0};
}

static struct ir_value *count_bytes(struct lower_state *l, CXCursor call, bool is_calloc)
{
    struct ir_value *bytes = as_count(l, lower_scalar(l, argument(call, 0)));
    if (!is_calloc)
        return bytes;
    return ir_build_binary(&l->b, IR_MUL, bytes, as_count(l, lower_scalar(l, argument(call, 1))));
}

/* Bytes that are not yet of a type: see opt/type_memory.c. */
static struct value lower_untyped(struct lower_state *l, CXCursor call, bool is_calloc)
{
    struct ir_value *bytes = count_bytes(l, call, is_calloc);
    lower_at(l, call);
    return (struct value){
        ir_build_alloc(&l->b, is_calloc ? IR_CALLOC : IR_MALLOC, ir_type_void(l->types), bytes),
        NULL};
}

static const char *plain_name(const char *name)
{
    return strncmp(name, "__builtin_", 10) == 0 ? name + 10 : name;
}

bool lower_memory_call(struct lower_state *l, const char *name, CXCursor call, struct value *result)
{
    name = plain_name(name);
    if (strcmp(name, "memcpy") == 0)
        *result = lower_copy(l, call, IR_COPY);
    else if (strcmp(name, "memmove") == 0)
        *result = lower_copy(l, call, IR_MOVE);
    else if (strcmp(name, "memset") == 0)
        *result = lower_set(l, call);
    else if (strcmp(name, "free") == 0)
        *result = lower_free(l, call);
    else if (strcmp(name, "malloc") == 0 || strcmp(name, "calloc") == 0)
        *result = lower_untyped(l, call, name[0] == 'c');
    else if (strcmp(name, "realloc") == 0)
        lower_refuse(l, call, "realloc");
    else
        return false;
    return true;
}

/* ---- malloc and calloc */

static bool has_flexible_member(const struct ir_type *type)
{
    if (type->kind != IR_TYPE_RECORD || !type->record->field_count)
        return false;
    const struct ir_type *last = type->record->fields[type->record->field_count - 1].type;
    return last->kind == IR_TYPE_ARRAY && last->extent == 0;
}

/* Enough whole objects for the bytes that are asked for. */
static struct ir_value *count_rounded(struct lower_state *l, CXCursor call, bool is_calloc,
                                      unsigned long long size)
{
    struct ir_value *bytes = count_bytes(l, call, is_calloc);
    struct ir_value *unit = ir_build_int(&l->b, IR_ULONG, (int64_t)size);
    struct ir_value *rest = ir_build_int(&l->b, IR_ULONG, (int64_t)size - 1);
    return ir_build_binary(&l->b, IR_DIV, ir_build_binary(&l->b, IR_ADD, bytes, rest), unit);
}

/* What does not belong to the first object may be its flexible member. */
static struct ir_value *count_allocated(struct lower_state *l, CXCursor call, bool is_calloc,
                                        const struct ir_type *type, unsigned long long size)
{
    struct ir_value *count = NULL;
    if (!has_flexible_member(type))
        count = is_calloc ? count_product(l, argument(call, 0), argument(call, 1), size)
                          : count_objects(l, argument(call, 0), size);
    return count ? count : count_rounded(l, call, is_calloc, size);
}

static const char *allocator_name(struct lower_state *l, CXCursor call)
{
    if (!cursor_is(call, CXCursor_CallExpr))
        return NULL;
    struct cursors kids = cursor_expr_children(l->arena, call);
    CXCursor decl = kids.len ? cursor_direct_callee(l->arena, kids.data[0]) : clang_getNullCursor();
    if (clang_Cursor_isNull(decl) || !clang_Cursor_isNull(clang_getCursorDefinition(decl)))
        return NULL;
    const char *name = plain_name(cursor_spelling(l->arena, decl));
    return strcmp(name, "malloc") == 0 || strcmp(name, "calloc") == 0 ? name : NULL;
}

bool lower_allocation(struct lower_state *l, CXCursor expr, CXType to, struct value *result)
{
    CXCursor call = cursor_strip_parens(l->arena, expr);
    CXType pointer = clang_getCanonicalType(to);
    if (pointer.kind != CXType_Pointer)
        return false;
    const char *name = allocator_name(l, call);
    CXType object = clang_getCanonicalType(clang_getPointeeType(pointer));
    unsigned long long size;
    if (!name || object.kind == CXType_Void)
        return false;
    if (lower_type_is_vla(object))
        object = lower_innermost_element(object);
    if (!lower_type_size(object, &size))
        lower_refuse(l, call, "an allocation whose type is not known");
    bool is_calloc = name[0] == 'c';
    const struct ir_type *type = lower_type(l, object, call);
    struct ir_value *count = count_allocated(l, call, is_calloc, type, size);
    lower_at(l, call);
    enum ir_opcode code = is_calloc ? IR_CALLOC : IR_MALLOC;
    *result = (struct value){ir_build_alloc(&l->b, code, type, count), NULL};
    return true;
}
