/* One walk over the unit. From each place that names a holder, what is named is followed upward
 * through the expression, until it is read, written, or kept by another holder. */
#include "frontend/pointer_use.h"

#include "frontend/shared_types.h"

enum { DEEPEST = 400 };

/* What an expression is, seen from the holder that it names. */
enum view {
    VIEW_SELF,    /* the holder itself, or a part of it, as an lvalue */
    VIEW_ADDRESS, /* a pointer to that */
    VIEW_CONTENT, /* the pointer that it keeps */
    VIEW_TARGET,  /* what that pointer leads to, as an lvalue */
    VIEW_NOTHING, /* a number or nothing: no more to be followed */
};

/* An expression or statement around the one that is looked at. */
struct frame {
    CXCursor cursor;
    uint32_t index; /* among the expressions of its parent */
    uint32_t count; /* of its own, so far */
    struct frame *outer;
    uint32_t depth;
};

struct walk {
    struct lower_state *l;
    struct holder_map *map;
    struct frame *frame;
    bool is_too_deep;
};

struct track {
    struct walk *walk;
    struct holder *holder;
    enum view view;
    const struct frame *at; /* the expression that is seen so */
};

const struct holder *holder_find(const struct holder_map *map, CXCursor decl)
{
    return cursor_map_get(map->holders, clang_getCanonicalCursor(decl));
}

struct holder *holder_of(struct holder_map *map, CXCursor decl)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    struct holder *holder = cursor_map_get(map->holders, key);
    if (!holder) {
        holder = ARENA_NEW(map->arena, struct holder);
        holder->decl = decl;
        cursor_map_set(map->holders, key, holder);
        vec_push(map->arena, &map->all, holder);
    }
    return holder;
}

/* ---- where it ends */

static void lose(const struct track *t)
{
    if (t->view == VIEW_SELF || t->view == VIEW_ADDRESS)
        t->holder->is_written = true;
    t->holder->is_exposed = true;
    shared_expose(t->walk->l, t->walk->map, clang_getCursorType(t->holder->decl));
}

static void write(const struct track *t)
{
    if (t->view == VIEW_SELF)
        t->holder->is_written = true;
    else
        lose(t);
}

static bool is_pointer(CXType type)
{
    enum CXTypeKind kind = cursor_type_kind(type);
    return kind == CXType_Pointer || kind == CXType_IncompleteArray;
}

/* Whether objects of a type keep pointers otherwise than in fields. */
static bool keeps_pointers(CXCursor decl)
{
    CXType type = clang_getCursorType(decl);
    return is_pointer(type) || is_pointer(lower_innermost_element(type));
}

static bool is_of_union(CXCursor decl)
{
    return cursor_is(decl, CXCursor_FieldDecl) &&
           cursor_is(clang_getCursorSemanticParent(decl), CXCursor_UnionDecl);
}

/* The address of what keeps pointers would have to be followed to where they are exchanged. */
static void keep(const struct track *t, struct holder *by)
{
    bool is_kept = !is_of_union(by->decl) && !shared_is_external(by->decl) &&
                   (t->view == VIEW_CONTENT || t->view == VIEW_ADDRESS);
    if (!is_kept) {
        lose(t);
    } else if (t->view == VIEW_CONTENT) {
        vec_push(t->walk->map->arena, &by->contents, t->holder);
    } else {
        vec_push(t->walk->map->arena, &by->addresses, t->holder);
        t->holder->is_exposed |= keeps_pointers(t->holder->decl);
    }
}

/* ---- holders that are given something */

struct field_visit {
    const struct track *track;
    unsigned depth;
};

static enum CXVisitorResult keep_in_field(CXCursor field, CXClientData data);

/* By any pointer in an object of that type. */
static void keep_in_fields(const struct track *t, CXType type, unsigned depth)
{
    struct field_visit visit = {t, depth + 1};
    CXType element = clang_getCanonicalType(lower_innermost_element(type));
    if (depth > 8)
        lose(t);
    else if (lower_type_is_record(element))
        clang_Type_visitFields(element, keep_in_field, &visit);
}

static enum CXVisitorResult keep_in_field(CXCursor field, CXClientData data)
{
    const struct field_visit *visit = data;
    if (keeps_pointers(field))
        keep(visit->track, holder_of(visit->track->walk->map, field));
    keep_in_fields(visit->track, clang_getCursorType(field), visit->depth);
    return CXVisit_Continue;
}

static void keep_in_variable(const struct track *t, CXCursor decl)
{
    if (shared_is_external(decl))
        lose(t);
    if (keeps_pointers(decl))
        keep(t, holder_of(t->walk->map, decl));
    keep_in_fields(t, clang_getCursorType(decl), 0);
}

/* The variable or field that an lvalue is an element of; null where a pointer leads to it. */
static CXCursor named_by(struct walk *w, CXCursor expr)
{
    expr = cursor_strip(w->l->syntax, expr);
    while (cursor_is(expr, CXCursor_ArraySubscriptExpr)) {
        struct cursors kids = cursor_expr_children(w->l->syntax, expr);
        expr = kids.len ? cursor_strip(w->l->syntax, kids.data[0]) : clang_getNullCursor();
        if (is_pointer(clang_getCursorType(expr)))
            return clang_getNullCursor();
    }
    bool is_name = cursor_is(expr, CXCursor_DeclRefExpr) || cursor_is(expr, CXCursor_MemberRefExpr);
    return is_name ? clang_getCursorReferenced(expr) : clang_getNullCursor();
}

static void assign(const struct track *t, CXCursor assignment)
{
    struct cursors kids = cursor_expr_children(t->walk->l->syntax, assignment);
    CXCursor to = kids.len ? named_by(t->walk, kids.data[0]) : clang_getNullCursor();
    if (clang_Cursor_isNull(to))
        lose(t);
    else
        keep(t, holder_of(t->walk->map, to));
}

static bool is_to_const(CXType pointer)
{
    CXType type = clang_getCanonicalType(pointer);
    return type.kind == CXType_Pointer && clang_isConstQualifiedType(clang_getPointeeType(type));
}

static enum view lost(const struct track *t)
{
    lose(t);
    return VIEW_NOTHING;
}

/* A function from elsewhere keeps to the const of its parameters, but may return what it is given.
 */
static enum view pass_outside(const struct track *t, CXCursor callee, uint32_t index)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(callee));
    if ((int)index >= clang_getNumArgTypes(type) || !is_to_const(clang_getArgType(type, index)))
        return lost(t);
    t->holder->is_exposed |= t->view == VIEW_ADDRESS && keeps_pointers(t->holder->decl);
    return is_pointer(clang_getResultType(type)) ? t->view : VIEW_NOTHING;
}

/* What the call is then. */
static enum view pass(const struct track *t, CXCursor call, uint32_t index)
{
    struct cursors kids = cursor_expr_children(t->walk->l->syntax, call);
    CXCursor callee = cursor_direct_callee(t->walk->l->syntax, kids.data[0]);
    if (clang_Cursor_isNull(callee))
        return lost(t);
    CXCursor definition = clang_getCursorDefinition(callee);
    if (clang_Cursor_isNull(definition))
        return pass_outside(t, callee, index);
    if ((int)index >= clang_Cursor_getNumArguments(definition))
        return lost(t);
    keep(t, holder_of(t->walk->map, clang_Cursor_getArgument(definition, index)));
    return VIEW_NOTHING;
}

static void give_back(const struct track *t)
{
    const struct frame *frame = t->at;
    while (frame && !cursor_is(frame->cursor, CXCursor_FunctionDecl))
        frame = frame->outer;
    if (frame)
        keep(t, holder_of(t->walk->map, frame->cursor));
    else
        lose(t);
}

/* The object that a list of initialisers is for. */
static void initialise(const struct track *t, const struct frame *list)
{
    while (list && (cursor_is(list->cursor, CXCursor_InitListExpr) ||
                    cursor_is(list->cursor, CXCursor_UnexposedExpr)))
        list = list->outer;
    if (list && cursor_is(list->cursor, CXCursor_VarDecl))
        keep_in_variable(t, list->cursor);
    else
        lose(t);
}

/* ---- the way up; each returns what the expression around is */

static enum view dereferenced(enum view view)
{
    return view == VIEW_ADDRESS ? VIEW_SELF : view == VIEW_CONTENT ? VIEW_TARGET : view;
}

static bool is_lvalue(enum view view)
{
    return view == VIEW_SELF || view == VIEW_TARGET;
}

/* Parameters of array type are pointers, whatever libclang says of their types. */
static bool is_decay(const struct track *t, CXCursor cast)
{
    CXType from = clang_getCanonicalType(clang_getCursorType(t->at->cursor));
    CXCursor named = cursor_strip_parens(t->walk->l->syntax, t->at->cursor);
    bool is_param = cursor_is(named, CXCursor_DeclRefExpr) &&
                    cursor_is(clang_getCursorReferenced(named), CXCursor_ParmDecl);
    return !is_param && clang_getArrayElementType(from).kind != CXType_Invalid &&
           is_pointer(clang_getCursorType(cast));
}

static enum view through_cast(const struct track *t, CXCursor cast)
{
    if (!is_lvalue(t->view)) {
        bool is_truth = cursor_type_kind(clang_getCursorType(cast)) == CXType_Bool;
        return is_pointer(clang_getCursorType(cast)) ? t->view : is_truth ? VIEW_NOTHING : lost(t);
    }
    if (is_decay(t, cast))
        return t->view == VIEW_SELF ? VIEW_ADDRESS : VIEW_CONTENT;
    bool is_kept = t->view == VIEW_SELF && keeps_pointers(t->at->cursor);
    return is_kept ? VIEW_CONTENT : VIEW_NOTHING;
}

static enum view through_unary(const struct track *t, CXCursor expr)
{
    switch (clang_getCursorUnaryOperatorKind(expr)) {
    case CXUnaryOperator_Deref:
        return dereferenced(t->view);
    case CXUnaryOperator_AddrOf:
        return t->view == VIEW_SELF ? VIEW_ADDRESS : VIEW_CONTENT;
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
        write(t);
        return keeps_pointers(expr) ? VIEW_CONTENT : VIEW_NOTHING;
    case CXUnaryOperator_LNot:
        return VIEW_NOTHING;
    case CXUnaryOperator_Extension:
        return t->view;
    default:
        return lost(t);
    }
}

static enum view through_assignment(const struct track *t, CXCursor expr)
{
    if (t->at->index == 0) {
        write(t);
        return t->view == VIEW_SELF && keeps_pointers(expr) ? VIEW_CONTENT : VIEW_NOTHING;
    }
    if (cursor_is(expr, CXCursor_BinaryOperator))
        assign(t, expr);
    else
        lose(t);
    return VIEW_NOTHING;
}

static enum view through_binary(const struct track *t, CXCursor expr)
{
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expr);
    if (kind == CXBinaryOperator_Assign)
        return through_assignment(t, expr);
    if (kind == CXBinaryOperator_Comma)
        return t->at->index == 1 ? t->view : VIEW_NOTHING;
    return is_pointer(clang_getCursorType(expr)) ? t->view : VIEW_NOTHING;
}

static enum view through_call(const struct track *t, CXCursor call)
{
    return t->at->index > 0 ? pass(t, call, t->at->index - 1) : VIEW_NOTHING;
}

static enum view through_list(const struct track *t)
{
    initialise(t, t->at->outer);
    return VIEW_NOTHING;
}

/* A designated initialiser is no cast, and stands in a list. */
static enum view through_unexposed(const struct track *t, CXCursor expr)
{
    if (cursor_is_implicit_cast(t->walk->l->syntax, expr))
        return through_cast(t, expr);
    bool is_listed =
        t->at->outer->outer && cursor_is(t->at->outer->outer->cursor, CXCursor_InitListExpr);
    return is_listed ? through_list(t) : lost(t);
}

static enum view through_declaration(const struct track *t, CXCursor decl)
{
    if (keeps_pointers(decl))
        keep(t, holder_of(t->walk->map, decl));
    return VIEW_NOTHING;
}

static enum view through_return(const struct track *t)
{
    give_back(t);
    return VIEW_NOTHING;
}

/* What the expression or statement around is. */
static enum view through(const struct track *t, CXCursor outer)
{
    enum CXCursorKind kind = clang_getCursorKind(outer);
    switch (kind) {
    case CXCursor_ParenExpr:
        return t->view;
    case CXCursor_UnexposedExpr:
        return through_unexposed(t, outer);
    case CXCursor_CStyleCastExpr:
        return cursor_type_kind(clang_getCursorType(outer)) == CXType_Void ? VIEW_NOTHING
                                                                           : through_cast(t, outer);
    case CXCursor_UnaryOperator:
        return through_unary(t, outer);
    case CXCursor_BinaryOperator:
        return through_binary(t, outer);
    case CXCursor_CompoundAssignOperator:
        return through_assignment(t, outer);
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_MemberRefExpr:
        return dereferenced(t->view);
    case CXCursor_ConditionalOperator:
        return t->at->index == 0 ? VIEW_NOTHING : t->view;
    case CXCursor_CallExpr:
        return through_call(t, outer);
    case CXCursor_InitListExpr:
        return through_list(t);
    case CXCursor_VarDecl:
        return through_declaration(t, outer);
    case CXCursor_ReturnStmt:
        return through_return(t);
    case CXCursor_UnaryExpr: /* sizeof and its like */
        return VIEW_NOTHING;
    default:
        return clang_isStatement(kind) && kind != CXCursor_GCCAsmStmt ? VIEW_NOTHING : lost(t);
    }
}

static void follow(struct walk *w, CXCursor decl, enum view view)
{
    struct track t = {w, holder_of(w->map, decl), view, w->frame};
    while (t.view != VIEW_NOTHING && t.at->outer) {
        t.view = through(&t, t.at->outer->cursor);
        t.at = t.at->outer;
    }
}

/* ---- the walk */

/* Numbers that are no part of anything static need not be followed. */
static bool matters(CXCursor decl)
{
    if (cursor_is(decl, CXCursor_VarDecl) && clang_Cursor_hasVarDeclGlobalStorage(decl))
        return true;
    bool is_object = cursor_is(decl, CXCursor_VarDecl) || cursor_is(decl, CXCursor_ParmDecl) ||
                     cursor_is(decl, CXCursor_FieldDecl);
    return is_object && keeps_pointers(decl);
}

static void see(struct walk *w, CXCursor expr)
{
    enum CXCursorKind kind = clang_getCursorKind(expr);
    if (kind == CXCursor_CallExpr && is_pointer(clang_getCursorType(expr))) {
        struct cursors kids = cursor_expr_children(w->l->syntax, expr);
        CXCursor callee =
            kids.len ? cursor_direct_callee(w->l->syntax, kids.data[0]) : clang_getNullCursor();
        if (!clang_Cursor_isNull(callee))
            follow(w, callee, VIEW_CONTENT);
    }
    if (kind != CXCursor_DeclRefExpr && kind != CXCursor_MemberRefExpr)
        return;
    CXCursor decl = clang_getCursorReferenced(expr);
    if (matters(decl))
        follow(w, decl, VIEW_SELF);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct walk *w = data;
    struct frame *outer = w->frame;
    struct frame frame = {.cursor = cursor, .outer = outer, .depth = outer ? outer->depth + 1 : 0};
    if (outer && clang_isExpression(clang_getCursorKind(cursor)))
        frame.index = outer->count++;
    w->is_too_deep |= frame.depth > DEEPEST;
    if (w->is_too_deep)
        return CXChildVisit_Break;
    w->frame = &frame;
    shared_see(w->l, w->map, cursor);
    see(w, cursor);
    clang_visitChildren(cursor, visit, w);
    w->frame = outer;
    return CXChildVisit_Continue;
}

bool pointer_uses_find(struct lower_state *l, struct holder_map *map)
{
    struct walk walk = {.l = l, .map = map};
    clang_visitChildren(clang_getTranslationUnitCursor(l->unit->handle), visit, &walk);
    return !walk.is_too_deep;
}
