/* From the inside out: each step adds to the declarator, and the innermost type comes first. */
#include "ir/declare.h"

#include "support/fault.h"

#include <string.h>

const char *ir_declare_by(struct arena *arena, const char *pattern, const char *name)
{
    const char *at = strchr(pattern, '%');
    GRADC_ASSERT(at);
    return arena_printf(arena, "%.*s%s%s", (int)(at - pattern), pattern, name, at + 1);
}

static const char *base_name(const struct ir_type *type)
{
    switch (type->kind) {
    case IR_TYPE_SCALAR:
        return ir_scalar_spelling(type->scalar);
    case IR_TYPE_RECORD:
        return type->record->c_name;
    default:
        return "void";
    }
}

const char *ir_declare(struct arena *arena, const struct ir_type *type, const char *name,
                       bool is_const)
{
    if (type->kind == IR_TYPE_ARRAY)
        return ir_declare(arena, type->elem,
                          arena_printf(arena, "%s[%llu]", name, (unsigned long long)type->extent),
                          is_const);
    if (type->kind != IR_TYPE_PTR)
        return arena_printf(arena, "%s%s%s%s", is_const ? "const " : "", base_name(type),
                            *name ? " " : "", name);
    const char *inner = arena_printf(arena, "%s%s", is_const ? "*const " : "*", name);
    if (is_const && !*name)
        inner = "*const";
    if (type->elem->kind == IR_TYPE_FUNC)
        return ir_declare_by(arena, type->elem->c_declarator,
                             arena_printf(arena, "%s%s", is_const ? "const " : "", name));
    if (type->elem->kind == IR_TYPE_ARRAY)
        inner = arena_printf(arena, "(%s)", inner);
    return ir_declare(arena, type->elem, inner, type->pointee_const);
}

const char *ir_type_text(struct arena *arena, const struct ir_type *type)
{
    return ir_declare(arena, type, "", false);
}
