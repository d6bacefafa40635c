/* Looks at the syntax alone: a pointer to a global that is kept and written through later is not
 * seen. */
#include "frontend/updates.h"

static bool is_plain_step(CXCursor expr)
{
    switch (clang_getCursorKind(expr)) {
    case CXCursor_ParenExpr:
    case CXCursor_UnexposedExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_MemberRefExpr:
        return true;
    case CXCursor_UnaryOperator:
        return clang_getCursorUnaryOperatorKind(expr) == CXUnaryOperator_AddrOf ||
               clang_getCursorUnaryOperatorKind(expr) == CXUnaryOperator_Deref;
    default:
        return false;
    }
}

/* The global that an expression is, or is a part or the address of; a null cursor for any other. */
static CXCursor global_of(struct lower_state *l, CXCursor expr)
{
    while (is_plain_step(expr)) {
        struct cursors kids = cursor_expr_children(l->syntax, expr);
        if (!kids.len)
            return clang_getNullCursor();
        expr = kids.data[0];
    }
    if (!cursor_is(expr, CXCursor_DeclRefExpr))
        return clang_getNullCursor();
    CXCursor decl = clang_getCursorReferenced(expr);
    bool is_global =
        cursor_is(decl, CXCursor_VarDecl) && clang_Cursor_hasVarDeclGlobalStorage(decl);
    return is_global ? clang_getCanonicalCursor(decl) : clang_getNullCursor();
}

static void note(struct lower_state *l, CXCursor expr, CXCursor at)
{
    CXCursor global = global_of(l, expr);
    if (clang_Cursor_isNull(global) || cursor_map_get(l->updates, global))
        return;
    struct src_loc *loc = ARENA_NEW(l->arena, struct src_loc);
    *loc = unit_cursor_location(l->unit, at);
    cursor_map_set(l->updates, global, loc);
}

static bool may_write_through(CXType parameter)
{
    parameter = clang_getCanonicalType(parameter);
    return parameter.kind == CXType_Pointer &&
           !clang_isConstQualifiedType(clang_getPointeeType(parameter));
}

static void note_arguments(struct lower_state *l, CXCursor call)
{
    CXType function = clang_getCursorType(clang_getCursorReferenced(call));
    int count = clang_Cursor_getNumArguments(call), declared = clang_getNumArgTypes(function);
    for (int i = 0; i < count && i < declared; i++)
        if (may_write_through(clang_getArgType(function, (unsigned)i)))
            note(l, clang_Cursor_getArgument(call, (unsigned)i), call);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct lower_state *l = data;
    if (cursor_is(cursor, CXCursor_CallExpr)) {
        note_arguments(l, cursor);
    } else if (lower_changes_operand(cursor)) {
        struct cursors kids = cursor_expr_children(l->syntax, cursor);
        bool is_address = cursor_is(cursor, CXCursor_UnaryOperator) &&
                          clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_AddrOf;
        if (kids.len && !is_address)
            note(l, kids.data[0], cursor);
    }
    return CXChildVisit_Recurse;
}

void updates_find(struct lower_state *l, CXCursor function)
{
    clang_visitChildren(function, visit, l);
}

struct src_loc updates_of(const struct lower_state *l, CXCursor global)
{
    const struct src_loc *loc = cursor_map_get(l->updates, clang_getCanonicalCursor(global));
    return loc ? *loc : (struct src_loc){0};
}
