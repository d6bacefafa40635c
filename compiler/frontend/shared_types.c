/* By type: an object of a type that is handed out may be any of that type. */
#include "frontend/shared_types.h"

/* libclang gives fields the linkage of their types. */
bool shared_is_external(CXCursor decl)
{
    if (!cursor_is(decl, CXCursor_VarDecl) && !cursor_is(decl, CXCursor_FunctionDecl))
        return false;
    enum CXLinkageKind linkage = clang_getCursorLinkage(decl);
    return linkage == CXLinkage_External || linkage == CXLinkage_UniqueExternal;
}

struct exposure {
    struct lower_state *l;
    struct holder_map *map;
};

static CXType pointee_of(CXType type)
{
    type = clang_getCanonicalType(lower_innermost_element(type));
    while (type.kind == CXType_Pointer)
        type = clang_getCanonicalType(lower_innermost_element(clang_getPointeeType(type)));
    return type;
}

static enum CXVisitorResult expose_field(CXCursor field, CXClientData data)
{
    struct exposure *e = data;
    struct holder *holder = holder_of(e->map, field);
    if (!holder->is_shared) {
        holder->is_shared = true;
        holder->is_exposed = true;
        shared_expose(e->l, e->map, clang_getCursorType(field));
    }
    return CXVisit_Continue;
}

void shared_expose(struct lower_state *l, struct holder_map *map, CXType type)
{
    struct exposure e = {l, map};
    CXType object = pointee_of(type);
    if (lower_type_is_record(object))
        clang_Type_visitFields(object, expose_field, &e);
}

/* What another unit is given by a call. The C library reads what it is given, and no further. */
static void see_call(struct lower_state *l, struct holder_map *map, CXCursor call)
{
    struct cursors kids = cursor_expr_children(l->syntax, call);
    CXCursor callee =
        kids.len ? cursor_direct_callee(l->syntax, kids.data[0]) : clang_getNullCursor();
    bool is_known =
        !clang_Cursor_isNull(callee) &&
        (cursor_is_of_system(callee) || !clang_Cursor_isNull(clang_getCursorDefinition(callee)));
    for (size_t i = 1; i < kids.len && !is_known; i++) {
        shared_expose(l, map, clang_getCursorType(kids.data[i]));
        shared_expose(l, map, clang_getCursorType(cursor_strip(l->syntax, kids.data[i])));
    }
}

/* What other units may get from a function: its result, and what it may write for them. */
static void see_function(struct lower_state *l, struct holder_map *map, CXCursor function)
{
    shared_expose(l, map, clang_getCursorResultType(function));
    for (int i = 0; i < clang_Cursor_getNumArguments(function); i++) {
        CXType type = clang_getCanonicalType(
            clang_getCursorType(clang_Cursor_getArgument(function, (unsigned)i)));
        bool is_read =
            type.kind == CXType_Pointer && clang_isConstQualifiedType(clang_getPointeeType(type));
        if (!is_read && !lower_type_is_record(type))
            shared_expose(l, map, type);
    }
}

void shared_see(struct lower_state *l, struct holder_map *map, CXCursor cursor)
{
    if (cursor_is(cursor, CXCursor_CallExpr))
        see_call(l, map, cursor);
    else if (cursor_is_of_system(cursor) || !shared_is_external(cursor))
        return;
    else if (cursor_is(cursor, CXCursor_FunctionDecl) && clang_isCursorDefinition(cursor))
        see_function(l, map, cursor);
    else if (cursor_is(cursor, CXCursor_VarDecl))
        shared_expose(l, map, clang_getCursorType(cursor));
}
