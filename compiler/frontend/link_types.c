/* Records are alike when C calls them compatible across units (C17 6.2.7): the same tag, and the
 * same members in the same places, of types that are alike in turn. Types that lead back to each
 * other are taken to be alike while that is looked into. */
#include "frontend/link_types.h"

#include "frontend/link.h"

#include "ir/declare.h"
#include "support/text.h"

#include <string.h>

/* Declarations of records, of two units, that are taken for the same. */
struct pair {
    CXCursor x, y;
};

struct matcher {
    struct arena *arena;
    VEC(struct pair) pairs;
};

static bool types_match(struct matcher *m, CXType x, CXType y);

static bool are_paired(const struct matcher *m, CXCursor x, CXCursor y)
{
    for (size_t i = 0; i < m->pairs.len; i++)
        if (clang_equalCursors(m->pairs.data[i].x, x) && clang_equalCursors(m->pairs.data[i].y, y))
            return true;
    return false;
}

static const char *name_of(struct arena *arena, CXType record)
{
    return cursor_string(arena, clang_getTypeSpelling(cursor_plain_type(record)));
}

/* clang says where those are that have no name: "struct (unnamed struct at ...)", "(anonymous
 * struct at ...)". */
static bool is_nameless(const char *name)
{
    return strchr(name, '(') != NULL;
}

static bool names_match(const char *x, const char *y)
{
    return is_nameless(x) ? is_nameless(y) : strcmp(x, y) == 0;
}

static bool fields_match(struct matcher *m, CXCursor x, CXCursor y)
{
    return names_match(cursor_spelling(m->arena, x), cursor_spelling(m->arena, y)) &&
           clang_Cursor_getOffsetOfField(x) == clang_Cursor_getOffsetOfField(y) &&
           clang_Cursor_isBitField(x) == clang_Cursor_isBitField(y) &&
           clang_getFieldDeclBitWidth(x) == clang_getFieldDeclBitWidth(y) &&
           types_match(m, clang_getCursorType(x), clang_getCursorType(y));
}

static bool records_match(struct matcher *m, CXType x, CXType y)
{
    CXCursor dx = clang_getCanonicalCursor(clang_getTypeDeclaration(x));
    CXCursor dy = clang_getCanonicalCursor(clang_getTypeDeclaration(y));
    if (are_paired(m, dx, dy))
        return true;
    if (clang_getCursorKind(dx) != clang_getCursorKind(dy) ||
        !names_match(name_of(m->arena, x), name_of(m->arena, y)))
        return false;
    struct pair pair = {dx, dy};
    vec_push(m->arena, &m->pairs, pair);
    if (clang_Cursor_isNull(clang_getCursorDefinition(dx)) ||
        clang_Cursor_isNull(clang_getCursorDefinition(dy)))
        return true;
    struct cursors a = cursor_fields(m->arena, x), b = cursor_fields(m->arena, y);
    if (a.len != b.len || clang_Type_getSizeOf(x) != clang_Type_getSizeOf(y) ||
        clang_Type_getAlignOf(x) != clang_Type_getAlignOf(y))
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (!fields_match(m, a.data[i], b.data[i]))
            return false;
    return true;
}

static bool functions_match(struct matcher *m, CXType x, CXType y)
{
    int count = clang_getNumArgTypes(x);
    if (count != clang_getNumArgTypes(y) ||
        clang_isFunctionTypeVariadic(x) != clang_isFunctionTypeVariadic(y) ||
        !types_match(m, clang_getResultType(x), clang_getResultType(y)))
        return false;
    for (int i = 0; i < count; i++)
        if (!types_match(m, clang_getArgType(x, (unsigned)i), clang_getArgType(y, (unsigned)i)))
            return false;
    return true;
}

/* An enumeration is the integer that represents it. */
static CXType represented(CXType type)
{
    type = clang_getCanonicalType(type);
    return type.kind == CXType_Enum ? clang_getCanonicalType(clang_getEnumDeclIntegerType(
                                          clang_getTypeDeclaration(type)))
                                    : type;
}

static bool types_match(struct matcher *m, CXType x, CXType y)
{
    bool same_qualifiers = clang_isConstQualifiedType(x) == clang_isConstQualifiedType(y) &&
                           clang_isVolatileQualifiedType(x) == clang_isVolatileQualifiedType(y);
    x = represented(x);
    y = represented(y);
    if (x.kind != y.kind || !same_qualifiers)
        return false;
    switch (x.kind) {
    case CXType_Pointer:
        return types_match(m, clang_getPointeeType(x), clang_getPointeeType(y));
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
        return clang_getArraySize(x) == clang_getArraySize(y) &&
               types_match(m, clang_getArrayElementType(x), clang_getArrayElementType(y));
    case CXType_Complex:
        return types_match(m, clang_getElementType(x), clang_getElementType(y));
    case CXType_Record:
        return records_match(m, x, y);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return functions_match(m, x, y);
    default:
        return clang_Type_getSizeOf(x) == clang_Type_getSizeOf(y);
    }
}

/* ---- finding the type of another unit */

/* The record that a name stands for in a unit; an invalid type when it is none. */
static CXType find_record(const struct lower_state *unit, const char *name)
{
    const struct unit_name *found = unit_names_find(unit->names, name);
    CXType type = {.kind = CXType_Invalid};
    if (found && found->kind == NAME_TAG)
        type = cursor_plain_type(clang_getCursorType(found->decl));
    else if (found && found->kind == NAME_TYPEDEF)
        type = cursor_plain_type(clang_getTypedefDeclUnderlyingType(found->decl));
    bool fits = type.kind == CXType_Record && strcmp(name_of(unit->arena, type), name) == 0;
    return fits ? type : (CXType){.kind = CXType_Invalid};
}

static bool is_complete(CXType record)
{
    return !clang_Cursor_isNull(clang_getCursorDefinition(clang_getTypeDeclaration(record)));
}

/* Whatever a record is made of is the other unit's as well. */
static void take_all(struct lower_state *l, const struct lower_state *from, const struct matcher *m)
{
    for (size_t i = 0; i < m->pairs.len; i++) {
        void *type = cursor_map_get(from->records, m->pairs.data[i].x);
        if (type && !cursor_map_get(l->records, m->pairs.data[i].y))
            cursor_map_set(l->records, m->pairs.data[i].y, type);
    }
}

struct candidate {
    struct lower_state *unit;
    CXType type;
};

static const struct ir_type *take(struct lower_state *l, struct candidate c, CXType record,
                                  struct matcher *m)
{
    const struct ir_type *type = lower_type(c.unit, c.type, clang_getTypeDeclaration(c.type));
    if (is_complete(record))
        take_all(l, c.unit, m);
    return type;
}

const struct ir_type *link_record(struct lower_state *l, CXCursor decl)
{
    CXType record = cursor_plain_type(clang_getCursorType(decl));
    const char *name = name_of(l->arena, record);
    if (!link_has_others(l->link) || is_nameless(name))
        return NULL;
    struct candidate incomplete = {.unit = NULL};
    for (size_t i = 0; l->link->units.data[i] != l; i++) {
        struct candidate c = {.unit = l->link->units.data[i]};
        struct matcher m = {.arena = l->arena};
        c.type = find_record(c.unit, name);
        if (c.type.kind == CXType_Invalid)
            continue;
        bool compares = is_complete(c.type) && is_complete(record);
        if (records_match(&m, c.type, record) && (compares || is_complete(c.type)))
            return take(l, c, record, &m);
        if (compares)
            return NULL; /* another type of that name */
        if (!incomplete.unit)
            incomplete = c;
    }
    struct matcher none = {.arena = l->arena};
    return incomplete.unit ? take(l, incomplete, record, &none) : NULL;
}

/* ---- types of functions */

/* An enumeration keeps its name where the main unit has it. */
static const char *spelling(struct lower_state *l, CXType type, CXCursor at)
{
    CXType plain = cursor_plain_type(type);
    const char *name = name_of(l->arena, plain);
    if (plain.kind == CXType_Enum && unit_names_find(link_main(l->link)->names, name))
        return name;
    const struct ir_type *lowered = lower_type(l, plain, at);
    if (lowered->kind == IR_TYPE_PTR && lowered->elem->kind == IR_TYPE_FUNC)
        lower_refuse(l, at, "a pointer to a function that takes or returns such a pointer");
    return ir_type_text(l->arena, lowered);
}

const char *link_function_text(struct lower_state *l, CXType function, CXCursor at)
{
    struct text out = {.arena = l->arena};
    const char *result = spelling(l, clang_getResultType(function), at);
    int count = clang_getNumArgTypes(function);
    text_addf(&out, "%s%s(*%%)(", result, result[strlen(result) - 1] == '*' ? "" : " ");
    for (int i = 0; i < count; i++)
        text_addf(&out, "%s%s", i ? ", " : "",
                  spelling(l, clang_getArgType(function, (unsigned)i), at));
    if (clang_isFunctionTypeVariadic(function))
        text_add(&out, count > 0 ? ", ..." : "...");
    else if (count == 0 && clang_getCanonicalType(function).kind == CXType_FunctionProto)
        text_add(&out, "void");
    text_add(&out, ")");
    return text_string(&out);
}
