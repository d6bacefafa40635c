/* The signature of a derivative: the parameters of its function in their order, each real one and
 * each pointer to reals followed by its gradient (backward, through a pointer) or its tangent
 * (forward, of its own type), and last the seed of the result, or where the result's tangent goes.
 * Forward it returns what the function does. */
#include "frontend/registration.h"

#include "frontend/link.h"
#include "support/text.h"
#include "support/vec.h"

#include <string.h>

struct registration_form {
    const char *annotation; /* with the colon */
    bool is_forward;
};

const struct registration_form registration_vjp = {"gradc.vjp:", false};
const struct registration_form registration_jvp = {"gradc.jvp:", true};

struct registration {
    struct lower_state *home;
    CXCursor derivative;
    const struct registration_form *form;
    const char *target;
    bool is_good, is_used;
};

/* What follows the colon of the annotation. */
static const char *target_of(struct lower_state *l, CXCursor decl,
                             const struct registration_form *form)
{
    size_t length = strlen(form->annotation);
    struct cursors kids = cursor_children(l->syntax, decl);
    for (size_t i = 0; i < kids.len; i++) {
        const char *text = cursor_spelling(l->arena, kids.data[i]);
        if (cursor_is(kids.data[i], CXCursor_AnnotateAttr) &&
            strncmp(text, form->annotation, length) == 0)
            return text + length;
    }
    return "";
}

static bool is_known(struct lower_state *l, CXCursor derivative,
                     const struct registration_form *form)
{
    CXCursor first = clang_getCanonicalCursor(derivative);
    for (size_t i = 0; i < l->registrations.len; i++) {
        const struct registration *r = l->registrations.data[i];
        if (r->form == form && clang_equalCursors(clang_getCanonicalCursor(r->derivative), first))
            return true;
    }
    return false;
}

void registration_add(struct lower_state *l, CXCursor derivative,
                      const struct registration_form *form)
{
    if (is_known(l, derivative, form))
        return;
    struct registration *r = ARENA_NEW(l->arena, struct registration);
    r->home = l;
    r->derivative = derivative;
    r->form = form;
    r->target = target_of(l, derivative, form);
    vec_push(l->arena, &l->registrations, r);
}

/* ---- signatures */

static bool is_real(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    return kind == CXType_Float || kind == CXType_Double || kind == CXType_LongDouble;
}

/* How a parameter takes part, as a letter of struct ir_callee. */
static char kind_of(CXType type)
{
    type = clang_getCanonicalType(type);
    if (is_real(type))
        return IR_KIND_REAL;
    if (type.kind != CXType_Pointer || !is_real(clang_getPointeeType(type)))
        return IR_KIND_PLAIN;
    return clang_isConstQualifiedType(clang_getPointeeType(type)) ? IR_KIND_READ : IR_KIND_WRITTEN;
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
static const char *expected_type(struct lower_state *l, CXType function, bool is_forward)
{
    struct text out = {.arena = l->arena};
    CXType result = clang_getResultType(function);
    text_addf(&out, "%s (", is_forward ? spelling(l, result) : "void");
    int count = clang_getNumArgTypes(function);
    for (int i = 0; i < count; i++) {
        CXType parameter = clang_getArgType(function, (unsigned)i);
        text_addf(&out, "%s%s", i ? ", " : "", spelling(l, parameter));
        if (kind_of(parameter) == IR_KIND_PLAIN)
            continue;
        if (is_forward)
            text_addf(&out, ", %s", spelling(l, parameter));
        else
            add_pointer_to(l, &out, parameter);
    }
    if (is_real(result))
        text_addf(&out, "%s%s%s", count ? ", " : "", spelling(l, result), is_forward ? " *" : "");
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
    const char *expected = expected_type(l, function, r->form->is_forward);
    const char *actual = actual_type(l, clang_getCanonicalType(clang_getCursorType(r->derivative)));
    r->is_good = strcmp(expected, actual) == 0;
    if (r->is_good)
        return;
    struct src_loc loc = unit_cursor_location(r->home->unit, r->derivative);
    struct diag *d = diag_new(l->unit->diag, DIAG_derivative_signature, loc,
                              cursor_spelling(l->arena, r->derivative), actual, expected);
    diag_note(d, unit_cursor_location(l->unit, target), "'%s' is declared here", r->target);
    diag_emit(d);
}

/* ---- calls */

static const char *kinds_of(struct lower_state *l, CXCursor target)
{
    CXType function = clang_getCanonicalType(clang_getCursorType(target));
    struct text kinds = {.arena = l->module->arena};
    for (int i = 0; i < clang_getNumArgTypes(function); i++)
        text_addc(&kinds, kind_of(clang_getArgType(function, (unsigned)i)));
    return text_string(&kinds);
}

/* A derivative is a function like others, and may have derivatives of its own. */
static struct ir_callee *derivative_callee(const struct registration *r)
{
    struct lower_func *derivative = lower_function(r->home, r->derivative, r->derivative);
    registration_attach(r->home, derivative, r->derivative);
    return derivative->callee;
}

static void attach(struct lower_state *l, struct registration *r, struct lower_func *func,
                   CXCursor decl)
{
    struct ir_callee **place = r->form->is_forward ? &func->callee->jvp : &func->callee->vjp;
    r->is_used = true;
    if (*place) /* another unit has the same header */
        return;
    if (func->func && func->func->params.len && func->func->params.data[0].is_result)
        lower_refuse(l, decl, "a function that returns a structure by a derivative of its own");
    check(l, r, decl);
    if (!r->is_good)
        return;
    func->callee->kinds = kinds_of(l, decl);
    *place = derivative_callee(r);
}

/* What has internal linkage is known by its name in its own unit alone. */
static bool is_of(const struct registration *r, const struct lower_func *func)
{
    bool is_known =
        r->home == func->home || clang_getCursorLinkage(func->declared) != CXLinkage_Internal;
    return is_known && strcmp(r->target, func->name) == 0;
}

void registration_attach(struct lower_state *l, struct lower_func *func, CXCursor decl)
{
    for (size_t i = 0; i < l->link->units.len; i++) {
        const struct lower_state *unit = l->link->units.data[i];
        for (size_t k = 0; k < unit->registrations.len; k++) {
            struct registration *r = unit->registrations.data[k];
            if (!r->is_used && is_of(r, func))
                attach(l, r, func, decl);
        }
    }
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
        const char *annotation = arena_printf(l->arena, "%s%s", r->form->annotation, r->target);
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
