/* malloc and its like: objects of the type that their result is converted to. */
#include "frontend/byte_count.h"

#include <string.h>

static const struct allocator {
    const char *name;
    enum ir_opcode code;
    unsigned size; /* the argument that tells the size */
} allocators[] = {
    {"malloc", IR_MALLOC, 0},     {"calloc", IR_CALLOC, 1}, /* times the argument before it */
    {"realloc", IR_REALLOC, 1},   {"aligned_alloc", IR_ALIGNED, 1}, {"memalign", IR_ALIGNED, 1},
    {"alloca", IR_TAPE_ALLOC, 0}, /* lives until the function returns */
};

static CXCursor argument(CXCursor call, unsigned index)
{
    return clang_Cursor_getArgument(call, index);
}

static bool has_flexible_member(const struct ir_type *type)
{
    if (type->kind != IR_TYPE_RECORD || !type->record->field_count)
        return false;
    const struct ir_type *last = type->record->fields[type->record->field_count - 1].type;
    return last->kind == IR_TYPE_ARRAY && last->extent == 0;
}

static struct ir_value *count_bytes(struct lower_state *l, CXCursor call,
                                    const struct allocator *how)
{
    struct ir_value *bytes = byte_count_as_size(l, lower_scalar(l, argument(call, how->size)));
    if (how->code != IR_CALLOC)
        return bytes;
    return ir_build_binary(&l->b, IR_MUL, bytes,
                           byte_count_as_size(l, lower_scalar(l, argument(call, 0))));
}

/* Enough whole objects for the bytes that are asked for. */
static struct ir_value *count_rounded(struct lower_state *l, CXCursor call,
                                      const struct allocator *how, unsigned long long size)
{
    struct ir_value *bytes = count_bytes(l, call, how);
    struct ir_value *unit = ir_build_int(&l->b, IR_ULONG, (int64_t)size);
    struct ir_value *rest = ir_build_int(&l->b, IR_ULONG, (int64_t)size - 1);
    return ir_build_binary(&l->b, IR_DIV, ir_build_binary(&l->b, IR_ADD, bytes, rest), unit);
}

/* What does not belong to the first object may be its flexible member. */
static struct ir_value *count_allocated(struct lower_state *l, CXCursor call,
                                        const struct allocator *how, const struct ir_type *type,
                                        unsigned long long size)
{
    struct ir_value *count = NULL;
    if (!has_flexible_member(type))
        count = how->code == IR_CALLOC
                    ? byte_count_product(l, argument(call, 0), argument(call, 1), size)
                    : byte_count_objects(l, argument(call, how->size), size);
    return count ? count : count_rounded(l, call, how, size);
}

static const struct allocator *find_allocator(const char *name)
{
    if (strncmp(name, "__builtin_", 10) == 0)
        name += 10;
    for (size_t i = 0; i < sizeof allocators / sizeof *allocators; i++)
        if (strcmp(name, allocators[i].name) == 0)
            return &allocators[i];
    return NULL;
}

bool lower_is_allocator(const char *name)
{
    return find_allocator(name) != NULL;
}

static const struct allocator *allocator_of(struct lower_state *l, CXCursor call)
{
    if (!cursor_is(call, CXCursor_CallExpr))
        return NULL;
    struct cursors kids = cursor_expr_children(l->syntax, call);
    CXCursor decl =
        kids.len ? cursor_direct_callee(l->syntax, kids.data[0]) : clang_getNullCursor();
    if (clang_Cursor_isNull(decl) || !clang_Cursor_isNull(clang_getCursorDefinition(decl)))
        return NULL;
    return find_allocator(cursor_spelling(l->arena, decl));
}

static bool is_null(const struct ir_value *pointer)
{
    while (pointer->def && pointer->def->code == IR_PTRCAST)
        pointer = pointer->def->operands[0];
    bool is_zero = pointer->def && pointer->def->code == IR_CONST && !pointer->def->attr.integer;
    return is_zero || (pointer->def && pointer->def->code == IR_NULL);
}

/* The block to be reallocated, as a pointer to objects of the new one's type; NULL when there is
 * none. */
static struct ir_value *reallocated(struct lower_state *l, CXCursor arg, const struct ir_type *type)
{
    arg = byte_count_typed(l, arg);
    struct ir_value *old = lower_scalar(l, arg);
    if (is_null(old))
        return NULL;
    if (!ir_type_is_ptr(old->type) || old->type->elem != type)
        lower_refuse(l, arg, "realloc between objects of different types");
    return old;
}

static struct ir_value *allocate(struct lower_state *l, CXCursor call, const struct allocator *how,
                                 CXType object)
{
    unsigned long long size;
    if (lower_type_is_vla(object))
        object = lower_innermost_element(object);
    if (!lower_type_size(object, &size))
        lower_refuse(l, call, "an allocation whose type is not known");
    const struct ir_type *type = lower_type(l, object, call);
    struct ir_value *old = how->code == IR_REALLOC ? reallocated(l, argument(call, 0), type) : NULL;
    struct ir_value *alignment =
        how->code == IR_ALIGNED ? lower_scalar(l, argument(call, how->size - 1)) : NULL;
    struct ir_value *count = count_allocated(l, call, how, type, size);
    lower_at(l, call);
    if (alignment)
        return ir_build_aligned(&l->b, type, byte_count_as_size(l, alignment), count);
    if (old)
        return ir_build_realloc(&l->b, old, count);
    return ir_build_alloc(&l->b, how->code == IR_REALLOC ? IR_MALLOC : how->code, type, count);
}

struct value lower_untyped_allocation(struct lower_state *l, const char *name, CXCursor call)
{
    const struct allocator *how = find_allocator(name);
    if (how->code != IR_MALLOC && how->code != IR_CALLOC)
        lower_refuse(l, call, "an allocation whose type is not known");
    struct ir_value *bytes = count_bytes(l, call, how);
    lower_at(l, call);
    return (struct value){ir_build_alloc(&l->b, how->code, ir_type_void(l->types), bytes), NULL};
}

struct ir_value *lower_posix_memalign(struct lower_state *l, CXCursor call, CXType object)
{
    static const struct allocator how = {"posix_memalign", IR_ALIGNED, 2};
    if (clang_getCanonicalType(object).kind == CXType_Void)
        lower_refuse(l, call, "an allocation whose type is not known");
    return allocate(l, call, &how, clang_getCanonicalType(object));
}

bool lower_allocation(struct lower_state *l, CXCursor expr, CXType to, struct value *result)
{
    CXCursor call = cursor_strip_parens(l->syntax, expr);
    CXType pointer = clang_getCanonicalType(to);
    if (pointer.kind != CXType_Pointer)
        return false;
    const struct allocator *how = allocator_of(l, call);
    CXType object = clang_getCanonicalType(clang_getPointeeType(pointer));
    if (!how || object.kind == CXType_Void)
        return false;
    *result = (struct value){allocate(l, call, how, object), NULL};
    return true;
}
