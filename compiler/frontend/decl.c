/* Local declarations: a variable is a slot in the region where it is declared, or its initialiser's
 * value where it keeps that. */
#include "frontend/annotation.h"
#include "frontend/complex.h"

#include "support/vec.h"

#include <string.h>

bool lower_has_attribute(struct lower_state *l, CXCursor decl, const char *attribute)
{
    struct cursors kids = cursor_children(l->syntax, decl);
    for (size_t i = 0; i < kids.len; i++)
        if (cursor_is(kids.data[i], CXCursor_UnexposedAttr))
            return strstr(cursor_string(l->arena, clang_getCursorPrettyPrinted(decl, NULL)),
                          attribute) != NULL;
    return false;
}

static void check_variable(struct lower_state *l, CXCursor decl)
{
    annotation_read(l, decl, 0); /* a local variable takes none; one may come from a macro */
    if (lower_has_attribute(l, decl, "cleanup("))
        lower_refuse(l, decl, "a variable with '__attribute__((cleanup))'");
}

static struct place *declare(struct lower_state *l, CXCursor decl)
{
    CXType type = lower_cursor_type(l, decl);
    const struct ir_type *ir_type = lower_type(l, type, decl);
    if (ir_type->kind == IR_TYPE_VOID)
        lower_refuse(l, decl, "this variable");
    struct place *place = ARENA_NEW(l->fn->scratch, struct place);
    place->name = cursor_spelling(l->arena, decl);
    place->vla = lower_vla_of_decl(l, decl);
    lower_at(l, decl);
    struct ir_value *count = NULL;
    if (place->vla && !place->vla->is_pointer) {
        count = lower_vla_count(l, place->vla, decl);
        count = ir_build_conv(&l->b, count, ir_type_scalar(l->types, IR_ULONG));
    }
    place->addr = ir_build_slot(&l->b, ir_type, count, place->name);
    place->is_private = lower_is_private(l, decl);
    cursor_map_set(l->vars, decl, place);
    return place;
}

static void init_private(struct lower_state *l, struct place place, CXCursor init)
{
    struct value value = lower_expr(l, init);
    if (place.addr->type->elem->kind == IR_TYPE_RECORD)
        (void)lower_complex_store(l, place, value, init);
    else
        (void)lower_store(l, place, value, init);
}

static void init_local(struct lower_state *l, struct place place, CXType type, CXCursor init)
{
    bool is_list = cursor_is(init, CXCursor_InitListExpr);
    if (!lower_type_is_volatile(type))
        lower_init(l, place.addr, type, init);
    else if (place.is_private && !is_list)
        init_private(l, place, init);
    else if (place.addr->type->elem->kind != IR_TYPE_SCALAR || is_list)
        lower_refuse(l, init, "volatile access to something other than a number");
    else
        lower_store_volatile(l, place.addr, lower_scalar(l, init), init);
}

/* Whether a variable is its initialiser's value all its life, wherever it can be seen. Pointers are
 * left out: what they are initialised with says in what array they walk, they themselves do not. */
static bool keeps_value(struct lower_state *l, CXCursor decl, CXCursor init)
{
    CXType type = clang_getCanonicalType(lower_cursor_type(l, decl));
    bool is_number = type.kind == CXType_Enum ||
                     (type.kind >= CXType_FirstBuiltin && type.kind <= CXType_LastBuiltin);
    return is_number && !clang_Cursor_isNull(init) && !cursor_is(init, CXCursor_InitListExpr) &&
           !l->fn->jumps && !lower_type_is_volatile(type) && !cursor_map_get(l->fn->written, decl);
}

static void lower_kept(struct lower_state *l, CXCursor decl, CXCursor init)
{
    const struct ir_type *type = lower_type(l, lower_cursor_type(l, decl), decl);
    struct place *place = ARENA_NEW(l->fn->scratch, struct place);
    place->name = cursor_spelling(l->arena, decl);
    place->vla = lower_vla_of_decl(l, decl);
    struct ir_value *value = lower_scalar(l, init);
    lower_at(l, init);
    place->direct = lower_coerce(l, value, type, init);
    if (!place->direct->name && !ir_value_is_literal(place->direct))
        place->direct->name = place->name;
    cursor_map_set(l->vars, decl, place);
}

static void lower_local(struct lower_state *l, CXCursor decl)
{
    if (clang_Cursor_hasVarDeclGlobalStorage(decl))
        return; /* static and extern variables are looked up where they are used */
    struct place *place = cursor_map_get(l->vars, decl);
    bool is_early = place && place->is_early;
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (!is_early)
        check_variable(l, decl);
    if (!is_early && keeps_value(l, decl, init)) {
        lower_kept(l, decl, init);
        return;
    }
    if (!is_early)
        place = declare(l, decl);
    place->is_early = false;
    if (!clang_Cursor_isNull(init))
        init_local(l, *place, lower_cursor_type(l, decl), init);
}

void lower_decl_early(struct lower_state *l, CXCursor stmt)
{
    struct cursors kids = cursor_children(l->syntax, stmt);
    for (size_t i = 0; i < kids.len; i++) {
        if (!cursor_is(kids.data[i], CXCursor_VarDecl) ||
            clang_Cursor_hasVarDeclGlobalStorage(kids.data[i]) ||
            lower_type_is_vla(lower_cursor_type(l, kids.data[i])) ||
            cursor_map_get(l->vars, kids.data[i]))
            continue;
        check_variable(l, kids.data[i]);
        declare(l, kids.data[i])->is_early = true;
    }
}

void lower_decl_stmt(struct lower_state *l, CXCursor stmt)
{
    struct cursors kids = cursor_children(l->syntax, stmt);
    for (size_t i = 0; i < kids.len; i++) {
        switch (clang_getCursorKind(kids.data[i])) {
        case CXCursor_VarDecl:
            lower_at(l, kids.data[i]);
            lower_local(l, kids.data[i]);
            break;
        case CXCursor_StructDecl:
        case CXCursor_UnionDecl:
        case CXCursor_EnumDecl:
        case CXCursor_TypedefDecl:
        case CXCursor_StaticAssert:
        case CXCursor_FunctionDecl:
            break;
        default:
            lower_refuse(l, kids.data[i], "this declaration");
        }
    }
}
