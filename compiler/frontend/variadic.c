/* Functions with a variable number of arguments. They are left where they are, in the unit as
 * anywhere: such a function has no parameters to differentiate by. What can be told of one of the
 * unit, so that the error reporter of a program stands in nobody's way, is that it touches no reals
 * but those that its arguments lead to. */
#include "frontend/link.h"

#include <string.h>

/* Functions without a prototype count as variadic to clang. */
bool lower_is_variadic(CXCursor decl)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(decl));
    return type.kind == CXType_FunctionProto && clang_isFunctionTypeVariadic(type);
}

struct survey {
    struct lower_state *l;
    struct cursor_map *seen;
    bool spares_reals;
};

/* Whether an object surely holds neither reals nor pointers to any. */
static bool holds_integers(CXType type)
{
    type = clang_getCanonicalType(lower_innermost_element(type));
    return type.kind == CXType_Enum ||
           (type.kind >= CXType_Bool && type.kind <= CXType_Int128 && type.kind != CXType_Invalid);
}

static bool spares_variable(CXCursor decl)
{
    return !clang_Cursor_hasVarDeclGlobalStorage(decl) || cursor_is_of_system(decl) ||
           holds_integers(clang_getCursorType(decl));
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data);

/* A builtin stands where it is first used. */
static bool is_builtin(struct survey *s, CXCursor decl)
{
    return strncmp(cursor_spelling(s->l->arena, decl), "__builtin_", 10) == 0;
}

static void survey_function(struct survey *s, CXCursor decl)
{
    CXCursor body = clang_getCursorDefinition(decl), key = clang_getCanonicalCursor(decl);
    if (clang_Cursor_isNull(body)) {
        s->spares_reals &= cursor_is_of_system(decl) || is_builtin(s, decl);
    } else if (!cursor_map_get(s->seen, key)) {
        cursor_map_set(s->seen, key, s);
        clang_visitChildren(body, visit, s);
    }
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct survey *s = data;
    const struct syntax *syntax = s->l->syntax;
    if (cursor_is(cursor, CXCursor_CallExpr)) {
        struct cursors kids = cursor_expr_children(syntax, cursor);
        s->spares_reals &=
            kids.len && !clang_Cursor_isNull(cursor_direct_callee(syntax, kids.data[0]));
    } else if (cursor_is(cursor, CXCursor_DeclRefExpr)) {
        CXCursor decl = clang_getCursorReferenced(cursor);
        if (cursor_is(decl, CXCursor_FunctionDecl))
            survey_function(s, decl);
        else if (cursor_is(decl, CXCursor_VarDecl))
            s->spares_reals &= spares_variable(decl);
    } else if (cursor_is(cursor, CXCursor_GCCAsmStmt)) {
        s->spares_reals = false;
    }
    return s->spares_reals ? CXChildVisit_Recurse : CXChildVisit_Break;
}

static bool spares_reals(struct lower_state *l, CXCursor decl)
{
    struct survey s = {l, cursor_map_create(l->arena), true};
    survey_function(&s, decl);
    cursor_map_destroy(s.seen);
    return s.spares_reals;
}

void lower_leave_variadic(struct lower_state *l, struct lower_func *func, CXCursor at)
{
    bool is_here = !link_output_has(l, func->decl, func->name);
    if (is_here && clang_Cursor_getStorageClass(func->decl) == CX_SC_Static) {
        struct diag *d =
            lower_refusal(l, at, "a call of a static function with a variable number of arguments");
        diag_note(d, func->callee->loc, "remove 'static' here%s",
                  l->is_main ? ", or have the source included by --amalgamate" : "");
        lower_refused(l, d);
    }
    func->callee->is_of_unit = true;
    func->callee->spares_reals = spares_reals(l, func->decl);
}
