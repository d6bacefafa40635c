/* Questions to libclang.
 *
 * Guarantees: every CXString and CXEvalResult is disposed of here, so that a lowering that is
 * abandoned half way leaks nothing. */
#include "frontend/cursor.h"

#include "support/fault.h"
#include "support/vec.h"

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

struct field_collector {
    struct arena *arena;
    struct cursors fields;
};

static enum CXVisitorResult collect_field(CXCursor field, CXClientData data)
{
    struct field_collector *collector = data;
    vec_push(collector->arena, &collector->fields, field);
    return CXVisit_Continue;
}

struct cursors cursor_fields(struct arena *arena, CXType record)
{
    struct field_collector collector = {.arena = arena};
    clang_Type_visitFields(record, collect_field, &collector);
    return collector.fields;
}

const char *cursor_string(struct arena *arena, CXString string)
{
    const char *text = clang_getCString(string);
    char *copy = arena_strdup(arena, text ? text : "");
    clang_disposeString(string);
    return copy;
}

const char *cursor_spelling(struct arena *arena, CXCursor cursor)
{
    return cursor_string(arena, clang_getCursorSpelling(cursor));
}

/* Extents would tell as well, but take six times as long to find. */
static bool same_location(CXCursor a, CXCursor b)
{
    CXSourceLocation x = clang_getCursorLocation(a), y = clang_getCursorLocation(b);
    return clang_equalLocations(x, y);
}

bool cursor_is_implicit_cast(const struct syntax *syntax, CXCursor cursor)
{
    return cursor_is(cursor, CXCursor_UnexposedExpr) &&
           cursor_is_implicit_cast_of(cursor, cursor_expr_children(syntax, cursor));
}

bool cursor_is_implicit_cast_of(CXCursor unexposed, struct cursors kids)
{
    return kids.len == 1 && same_location(unexposed, kids.data[0]);
}

CXCursor cursor_strip_parens(const struct syntax *syntax, CXCursor cursor)
{
    while (cursor_is(cursor, CXCursor_ParenExpr)) {
        struct cursors kids = cursor_expr_children(syntax, cursor);
        if (kids.len != 1)
            break;
        cursor = kids.data[0];
    }
    return cursor;
}

CXCursor cursor_strip(const struct syntax *syntax, CXCursor cursor)
{
    for (;;) {
        bool is_paren = cursor_is(cursor, CXCursor_ParenExpr);
        if (!is_paren && !cursor_is(cursor, CXCursor_UnexposedExpr))
            return cursor;
        struct cursors kids = cursor_expr_children(syntax, cursor);
        if (is_paren ? kids.len != 1 : !cursor_is_implicit_cast_of(cursor, kids))
            return cursor;
        cursor = kids.data[0];
    }
}

/* Of the associations of a _Generic that selects a function, the only one of the selection's type.
 */
static CXCursor generic_function(const struct syntax *syntax, CXCursor generic)
{
    CXType wanted = clang_getCanonicalType(clang_getCursorType(generic));
    struct cursors kids = cursor_expr_children(syntax, generic);
    CXCursor found = clang_getNullCursor();
    for (size_t i = 0; i < kids.len; i++) {
        if (!clang_equalTypes(clang_getCanonicalType(clang_getCursorType(kids.data[i])), wanted))
            continue;
        if (!clang_Cursor_isNull(found))
            return clang_getNullCursor();
        found = kids.data[i];
    }
    return found;
}

CXCursor cursor_direct_callee(const struct syntax *syntax, CXCursor callee)
{
    CXCursor stripped = cursor_strip(syntax, callee);
    if (cursor_is(stripped, CXCursor_GenericSelectionExpr))
        stripped = cursor_strip(syntax, generic_function(syntax, stripped));
    if (!cursor_is(stripped, CXCursor_DeclRefExpr))
        return clang_getNullCursor();
    CXCursor decl = clang_getCursorReferenced(stripped);
    return cursor_is(decl, CXCursor_FunctionDecl) ? decl : clang_getNullCursor();
}

bool cursor_touches_macro(CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    return ((range.begin_int_data | range.end_int_data) >> 31) != 0;
}

bool cursor_location_is_in_macro(CXSourceLocation location)
{
    return location.int_data >> 31 != 0;
}

bool cursor_is_of_system(CXCursor cursor)
{
    return clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)) != 0;
}

/* libclang gives names of types kinds of their own. */
static bool is_number(CXType type)
{
    return type.kind >= CXType_FirstBuiltin && type.kind <= CXType_LastBuiltin;
}

CXType cursor_bare_type(CXType type)
{
    return is_number(type) || type.kind == CXType_Pointer ? type : clang_getCanonicalType(type);
}

CXType cursor_plain_type(CXType type)
{
    type = is_number(type) ? type : clang_getCanonicalType(type);
    bool is_qualified = clang_isConstQualifiedType(type) || clang_isVolatileQualifiedType(type) ||
                        clang_isRestrictQualifiedType(type);
    return is_qualified ? clang_getUnqualifiedType(type) : type;
}

enum CXTypeKind cursor_type_kind(CXType type)
{
    return cursor_bare_type(type).kind;
}

/* clang_Cursor_Evaluate crashes on initialiser lists and is right only for arithmetic types. */
static bool may_evaluate(CXCursor expr)
{
    enum CXTypeKind kind = cursor_type_kind(clang_getCursorType(expr));
    bool integer = (kind >= CXType_Bool && kind <= CXType_LongLong && kind != CXType_Int128 &&
                    kind != CXType_UInt128) ||
                   kind == CXType_Enum;
    return clang_isExpression(clang_getCursorKind(expr)) &&
           !cursor_is(expr, CXCursor_InitListExpr) && integer;
}

bool cursor_evaluate_integer(CXCursor expr, long long *value)
{
    if (!may_evaluate(expr))
        return false;
    CXEvalResult result = clang_Cursor_Evaluate(expr);
    if (!result)
        return false;
    bool integer = clang_EvalResult_getKind(result) == CXEval_Int;
    if (integer)
        *value = clang_EvalResult_isUnsignedInt(result)
                     ? (long long)clang_EvalResult_getAsUnsigned(result)
                     : clang_EvalResult_getAsLongLong(result);
    clang_EvalResult_dispose(result);
    return integer;
}

/* Cursors with the same hash are chained: libclang's hash need not be unique. */
struct cursor_entry {
    UT_hash_handle hh;
    unsigned hash;
    CXCursor key;
    void *value;
    struct cursor_entry *next;
};

struct cursor_map {
    struct arena *arena;
    struct cursor_entry *entries;
};

struct cursor_map *cursor_map_create(struct arena *arena)
{
    struct cursor_map *map = ARENA_NEW(arena, struct cursor_map);
    map->arena = arena;
    return map;
}

void cursor_map_destroy(struct cursor_map *map)
{
    HASH_CLEAR(hh, map->entries);
}

static struct cursor_entry *find_entry(const struct cursor_map *map, CXCursor key)
{
    unsigned hash = clang_hashCursor(key);
    struct cursor_entry *entry;
    HASH_FIND_BYHASHVALUE(hh, map->entries, &hash, sizeof hash, hash, entry);
    while (entry && !clang_equalCursors(entry->key, key))
        entry = entry->next;
    return entry;
}

void *cursor_map_get(const struct cursor_map *map, CXCursor key)
{
    struct cursor_entry *entry = find_entry(map, key);
    return entry ? entry->value : NULL;
}

void cursor_map_set(struct cursor_map *map, CXCursor key, void *value)
{
    struct cursor_entry *entry = find_entry(map, key);
    if (entry) {
        entry->value = value;
        return;
    }
    entry = ARENA_NEW(map->arena, struct cursor_entry);
    entry->hash = clang_hashCursor(key);
    entry->key = key;
    entry->value = value;
    struct cursor_entry *first;
    HASH_FIND_BYHASHVALUE(hh, map->entries, &entry->hash, sizeof entry->hash, entry->hash, first);
    if (first) {
        entry->next = first->next;
        first->next = entry;
    } else {
        HASH_ADD_BYHASHVALUE(hh, map->entries, hash, sizeof entry->hash, entry->hash, entry);
    }
}
