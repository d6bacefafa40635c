/* memcpy, memmove, memset, free, posix_memalign: operations on counted objects. */
#include "frontend/byte_count.h"

#include <string.h>

/* An argument without its conversion to void *, as a pointer to innermost elements; `size` receives
 * theirs. */
static struct ir_value *typed_pointer(struct lower_state *l, CXCursor arg, unsigned long long *size)
{
    arg = byte_count_typed(l, arg);
    struct ir_value *pointer = lower_scalar(l, arg);
    if (!ir_type_is_ptr(pointer->type))
        lower_refuse(l, arg, "this argument");
    CXType type = clang_getCanonicalType(lower_cursor_type(l, arg));
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
    struct ir_value *count = byte_count_objects(l, argument(call, 2), size);
    if (!count)
        lower_refuse(l, call, "a copy whose size is not a number of whole objects");
    lower_at(l, call);
    ir_build_copy(&l->b, code, to, from, count);
    return as_void_pointer(l, to);
}

static enum CXChildVisitResult find_effect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    bool *found = data;
    *found |= cursor_is(cursor, CXCursor_CallExpr) || lower_changes_operand(cursor);
    return *found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

static bool has_effects(CXCursor expr)
{
    bool found = false;
    (void)find_effect(expr, clang_getNullCursor(), &found);
    clang_visitChildren(expr, find_effect, &found);
    return found;
}

/* What is no number of zeroed objects is left to the library, which derivatives cannot look into.
 */
static struct value call_memset(struct lower_state *l, CXCursor call, struct ir_value *to)
{
    CXCursor decl = cursor_direct_callee(l->syntax, cursor_expr_children(l->syntax, call).data[0]);
    if (has_effects(argument(call, 2)))
        lower_refuse(l, call, "memset whose size is not a number of whole objects");
    struct ir_value *args[] = {to, lower_scalar(l, argument(call, 1)),
                               lower_scalar(l, argument(call, 2))};
    lower_at(l, call);
    ir_build_call(&l->b, lower_function(l, decl, call)->callee, args, 3, ir_type_void(l->types));
    return as_void_pointer(l, to);
}

static struct value lower_set(struct lower_state *l, CXCursor call)
{
    unsigned long long size, byte;
    struct ir_value *to = typed_pointer(l, argument(call, 0), &size);
    bool is_zero = byte_count_constant(l, argument(call, 1), &byte) && byte == 0;
    struct ir_value *count = is_zero ? byte_count_objects(l, argument(call, 2), size) : NULL;
    if (!count)
        return call_memset(l, call, to);
    lower_at(l, call);
    ir_build_zero(&l->b, to, count);
    return as_void_pointer(l, to);
}

static struct value lower_free(struct lower_state *l, CXCursor call)
{
    CXCursor arg = argument(call, 0);
    CXCursor inner = arg;
    while (cursor_is_implicit_cast(l->syntax, inner) &&
           !lower_is_place(l, cursor_expr_children(l->syntax, inner).data[0]))
        inner = cursor_expr_children(l->syntax, inner).data[0];
    struct ir_value *pointer = lower_scalar(l, inner);
    lower_at(l, call);
    ir_build_op(&l->b, IR_FREE, &pointer, 1, 0);
    return (struct value){0};
}

/* A pointer is stored where the first argument points to, which is cast to void **. */
static struct value store_aligned(struct lower_state *l, CXCursor call)
{
    enum { OUT_OF_MEMORY = 12 };
    CXCursor to = argument(call, 0);
    while (cursor_is(to, CXCursor_CStyleCastExpr) || cursor_is(to, CXCursor_ParenExpr)) {
        struct cursors kids = cursor_expr_children(l->syntax, to);
        to = kids.data[kids.len - 1];
    }
    struct ir_value *place = lower_scalar(l, to);
    if (!ir_type_is_ptr(place->type) || !ir_type_is_ptr(place->type->elem))
        lower_refuse(l, call, "an allocation whose type is not known");
    CXType pointer = clang_getPointeeType(clang_getCanonicalType(lower_cursor_type(l, to)));
    CXType object = clang_getPointeeType(clang_getCanonicalType(pointer));
    struct ir_value *made = lower_posix_memalign(l, call, object);
    ir_build_store(&l->b, place, lower_coerce(l, made, place->type->elem, call));
    struct ir_value *failed = ir_build_binary(&l->b, IR_EQ, made, ir_build_null(&l->b, made->type));
    struct ir_value *good = ir_build_int(&l->b, IR_INT, 0);
    struct ir_value *bad = ir_build_int(&l->b, IR_INT, OUT_OF_MEMORY);
    struct ir_value *status = ir_build_select(&l->b, failed, bad, good);
    return (struct value){status, NULL};
}

bool lower_memory_call(struct lower_state *l, const char *name, CXCursor call, struct value *result)
{
    if (strncmp(name, "__builtin_", 10) == 0)
        name += 10;
    if (strcmp(name, "memcpy") == 0)
        *result = lower_copy(l, call, IR_COPY);
    else if (strcmp(name, "memmove") == 0)
        *result = lower_copy(l, call, IR_MOVE);
    else if (strcmp(name, "memset") == 0)
        *result = lower_set(l, call);
    else if (strcmp(name, "free") == 0)
        *result = lower_free(l, call);
    else if (strcmp(name, "posix_memalign") == 0)
        *result = store_aligned(l, call);
    else if (lower_is_allocator(name))
        *result = lower_untyped_allocation(l, name, call);
    else
        return false;
    return true;
}
