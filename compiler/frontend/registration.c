/* The signature of a derivative: the parameters of its function in their order, each real one and
 * each pointer to reals followed by a pointer to its gradient, and last the seed of the result. */
#include "frontend/registration.h"

#include "support/text.h"
#include "support/vec.h"

#include <string.h>

struct registration {
    CXCursor derivative;
    const char *target;
    bool is_good, is_used;
};

/* What follows the colon of the annotation. */
static const char *target_of(struct lower_state *l, CXCursor decl)
{
    struct cursors kids = cursor_children(l->arena, decl);
    for (size_t i = 0; i < kids.len; i++) {
        const char *text = cursor_spelling(l->arena, kids.data[i]);
        if (cursor_is(kids.data[i], CXCursor_AnnotateAttr) && strncmp(text, "gradc.vjp:", 10) == 0)
            return text + 10;
    }
    return "";
}

void registration_add(struct lower_state *l, CXCursor derivative)
{
    CXCursor first = clang_getCanonicalCursor(derivative);
    for (size_t i = 0; i < l->registrations.len; i++)
        if (clang_equalCursors(clang_getCanonicalCursor(l->registrations.data[i]->derivative),
                               first))
            return;
    struct registration *r = ARENA_NEW(l->arena, struct registration);
    r->derivative = derivative;
    r->target = target_of(l, derivative);
    vec_push(l->arena, &l->registrations, r);
}

/* ---- signatures */

static bool is_real(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    return kind == CXType_Float || kind == CXType_Double || kind == CXType_LongDouble;
}

/* How a parameter takes part, as a letter of struct ir_vjp. */
static char kind_of(CXType type)
{
    type = clang_getCanonicalType(type);
    if (is_real(type))
        return IR_VJP_REAL;
    if (type.kind != CXType_Pointer || !is_real(clang_getPointeeType(type)))
        return IR_VJP_PLAIN;
    return clang_isConstQualifiedType(clang_getPointeeType(type)) ? IR_VJP_READ : IR_VJP_WRITTEN;
}

static const char *spelling(struct lower_state *l, CXType type)
{
    type = clang_getUnqualifiedType(clang_getCanonicalType(type));
    return cursor_string(l->arena, clang_getTypeSpelling(type));
}

static void add_pointer_to(struct lower_state *l, struct text *out, CXType type)
{
    type = clang_getCanonicalType(type);
    text_addf(out, ", %s *",
              spelling(l, type.kind == CXType_Pointer ? clang_getPointeeType(type) : type));
}

/* The type that a derivative of a function of this type has. */
static const char *expected_type(struct lower_state *l, CXType function)
{
    struct text out = {.arena = l->arena};
    text_add(&out, "void (");
    int count = clang_getNumArgTypes(function);
    for (int i = 0; i < count; i++) {
        CXType parameter = clang_getArgType(function, (unsigned)i);
        text_addf(&out, "%s%s", i ? ", " : "", spelling(l, parameter));
        if (kind_of(parameter) != IR_VJP_PLAIN)
            add_pointer_to(l, &out, parameter);
    }
    if (is_real(clang_getResultType(function)))
        text_addf(&out, "%s%s", count ? ", " : "", spelling(l, clang_getResultType(function)));
    text_add(&out, ")");
    return text_string(&out);
}

static const char *actual_type(struct lower_state *l, CXType function)
{
    struct text out = {.arena = l->arena};
    text_addf(&out, "%s (", spelling(l, clang_getResultType(function)));
    for (int i = 0; i < clang_getNumArgTypes(function); i++)
        text_addf(&out, "%s%s", i ? ", " : "",
                  spelling(l, clang_getArgType(function, (unsigned)i)));
    text_add(&out, ")");
    return text_string(&out);
}

static void check(struct lower_state *l, struct registration *r, CXCursor target)
{
    CXType function = clang_getCanonicalType(clang_getCursorType(target));
    const char *expected = expected_type(l, function);
    const char *actual = actual_type(l, clang_getCanonicalType(clang_getCursorType(r->derivative)));
    r->is_good = strcmp(expected, actual) == 0;
    if (r->is_good)
        return;
    struct src_loc loc = unit_cursor_location(l->unit, r->derivative);
    struct diag *d = diag_new(l->unit->diag, DIAG_derivative_signature, loc,
                              cursor_spelling(l->arena, r->derivative), actual, expected);
    diag_note(d, unit_cursor_location(l->unit, target), "'%s' is declared here", r->target);
    diag_emit(d);
}

/* ---- calls */

static struct ir_vjp *make_vjp(struct lower_state *l, const struct registration *r, CXCursor target)
{
    CXType function = clang_getCanonicalType(clang_getCursorType(target));
    struct ir_vjp *vjp = ARENA_NEW(l->module->arena, struct ir_vjp);
    struct text kinds = {.arena = l->module->arena};
    for (int i = 0; i < clang_getNumArgTypes(function); i++)
        text_addc(&kinds, kind_of(clang_getArgType(function, (unsigned)i)));
    vjp->kinds = text_string(&kinds);
    vjp->callee = lower_function(l, r->derivative, r->derivative)->callee;
    return vjp;
}

static struct registration *find(struct lower_state *l, const char *target)
{
    for (size_t i = 0; i < l->registrations.len; i++)
        if (strcmp(l->registrations.data[i]->target, target) == 0)
            return l->registrations.data[i];
    return NULL;
}

void registration_attach(struct lower_state *l, struct lower_func *func, CXCursor decl)
{
    struct registration *r = find(l, func->callee->name);
    if (!r || r->is_used)
        return;
    r->is_used = true;
    if (func->func && func->func->params.len && func->func->params.data[0].is_result)
        lower_refuse(l, decl, "a function that returns a structure by a derivative of its own");
    check(l, r, decl);
    if (r->is_good)
        func->callee->vjp = make_vjp(l, r, decl);
}

/* ---- what is left over */

struct search {
    struct lower_state *l;
    const char *name;
    CXCursor found;
};

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct search *s = data;
    if (!cursor_is(cursor, CXCursor_FunctionDecl) ||
        strcmp(cursor_spelling(s->l->arena, cursor), s->name) != 0)
        return CXChildVisit_Continue;
    s->found = cursor;
    return CXChildVisit_Break;
}

static void report_unused(struct lower_state *l, struct registration *r)
{
    struct src_loc loc = unit_cursor_location(l->unit, r->derivative);
    struct search s = {l, r->target, clang_getNullCursor()};
    clang_visitChildren(clang_getTranslationUnitCursor(l->unit->handle), visit, &s);
    if (clang_Cursor_isNull(s.found)) {
        const char *annotation = arena_printf(l->arena, "gradc.vjp:%s", r->target);
        struct diag *d = diag_new(l->unit->diag, DIAG_bad_annotation, loc, annotation);
        diag_note(d, loc, "no function '%s' is declared in this file", r->target);
        diag_emit(d);
        return;
    }
    check(l, r, s.found);
    if (r->is_good)
        diag_emit(diag_new(l->unit->diag, DIAG_derivative_unused, loc, r->target));
}

void registration_finish(struct lower_state *l)
{
    for (size_t i = 0; i < l->registrations.len; i++)
        if (!l->registrations.data[i]->is_used)
            report_unused(l, l->registrations.data[i]);
}
