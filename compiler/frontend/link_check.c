/* Types are compared as IR types, which are the same objects in all units (link_types.h). */
#include "frontend/link_check.h"

#include <string.h>

/* What is passed: by value or as a pointer, both of which are pointers in the IR. */
struct passed {
    const struct ir_type *type;
    bool is_in_memory;
};

static struct passed result_of(struct link_declaration d)
{
    CXType type = clang_getCursorResultType(d.decl);
    return (struct passed){lower_type(d.unit, type, d.decl), lower_type_is_passed_in_memory(type)};
}

static struct passed param_of(struct link_declaration d, int index)
{
    CXCursor param = clang_Cursor_getArgument(d.decl, (unsigned)index);
    bool is_in_memory = lower_type_is_passed_in_memory(clang_getCursorType(param));
    return (struct passed){lower_param_type(d.unit, param), is_in_memory};
}

static bool are_same(struct passed x, struct passed y)
{
    return x.type == y.type && x.is_in_memory == y.is_in_memory;
}

/* The structure that a type is, leads to, or holds as elements; NULL when there is none. */
static const struct ir_record *record_of(const struct ir_type *type)
{
    while (type->kind == IR_TYPE_PTR || type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return type->kind == IR_TYPE_RECORD ? type->record : NULL;
}

static const char *type_text(struct link_declaration d)
{
    CXType type = clang_getCursorType(d.decl);
    return cursor_string(d.unit->arena, clang_getTypeSpelling(type));
}

/* Where two structures of one name are defined. */
static void note_records(struct diag *d, struct link_declaration here, const struct ir_type *x,
                         const struct ir_type *y)
{
    const struct ir_record *a = record_of(x), *b = record_of(y);
    if (!a || !b || a == b)
        return;
    diag_note(d, a->loc, "this structure is used in '%s'", here.unit->unit->path);
    diag_note(d, b->loc, "this other one is used there");
}

static struct diag *mismatch(struct link_declaration here, struct link_declaration home)
{
    const char *name = cursor_spelling(here.unit->arena, here.decl);
    bool is_defined = !clang_Cursor_isNull(clang_getCursorDefinition(home.decl));
    struct src_loc loc = unit_cursor_location(here.unit->unit, here.decl);
    struct diag *d =
        diag_new(here.unit->unit->diag, DIAG_declaration_mismatch, loc, name, type_text(here),
                 is_defined ? "defined" : "declared", type_text(home));
    diag_note(d, unit_cursor_location(home.unit->unit, home.decl), "'%s' is %s here", name,
              is_defined ? "defined" : "declared");
    return d;
}

static void check_passed(struct link_declaration here, struct link_declaration home,
                         struct passed x, struct passed y)
{
    if (are_same(x, y))
        return;
    struct diag *d = mismatch(here, home);
    note_records(d, here, x.type, y.type);
    lower_refused(here.unit, d);
}

static bool shapes_match(CXType x, CXType y)
{
    x = clang_getCanonicalType(x);
    y = clang_getCanonicalType(y);
    return x.kind == y.kind && clang_getNumArgTypes(x) == clang_getNumArgTypes(y) &&
           clang_isFunctionTypeVariadic(x) == clang_isFunctionTypeVariadic(y);
}

static bool are_of_system(struct link_declaration here, struct link_declaration home)
{
    return cursor_is_of_system(here.decl) && cursor_is_of_system(home.decl);
}

static void check_function(struct link_declaration here, struct link_declaration home)
{
    if (are_of_system(here, home))
        return;
    if (!shapes_match(clang_getCursorType(here.decl), clang_getCursorType(home.decl)))
        lower_refused(here.unit, mismatch(here, home));
    check_passed(here, home, result_of(here), result_of(home));
    for (int i = 0; i < clang_Cursor_getNumArguments(here.decl); i++)
        check_passed(here, home, param_of(here, i), param_of(home, i));
}

/* A declaration may leave it open how many elements an array has. */
static bool leaves_open(const struct ir_type *x, const struct ir_type *y)
{
    return x->kind == IR_TYPE_ARRAY && y->kind == IR_TYPE_ARRAY && x->elem == y->elem &&
           (!x->extent || !y->extent);
}

static void check_variable(struct link_declaration here, struct link_declaration home)
{
    CXType x = clang_getCursorType(here.decl), y = clang_getCursorType(home.decl);
    struct passed a = {lower_type(here.unit, x, here.decl), false};
    struct passed b = {lower_type(home.unit, y, home.decl), false};
    if (lower_type_is_const(x) != lower_type_is_const(y) ||
        lower_type_is_volatile(x) != lower_type_is_volatile(y))
        lower_refused(here.unit, mismatch(here, home));
    if (!leaves_open(a.type, b.type))
        check_passed(here, home, a, b);
}

void link_check(struct link_declaration here, struct link_declaration home, enum name_kind kind)
{
    if (kind == NAME_FUNCTION)
        check_function(here, home);
    else
        check_variable(here, home);
}
