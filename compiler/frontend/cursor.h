/* Small questions to libclang: spellings, wrappers, identity. */
#ifndef GRADC_FRONTEND_CURSOR_H
#define GRADC_FRONTEND_CURSOR_H

#include "frontend/syntax.h"

/* A libclang string as one of the arena's, which is disposed of; "" for none. */
const char *cursor_string(struct arena *arena, CXString string);
const char *cursor_spelling(struct arena *arena, CXCursor cursor);

static inline bool cursor_is(CXCursor cursor, enum CXCursorKind kind)
{
    return cursor.kind == kind;
}

/* The members of a record, in order. */
struct cursors cursor_fields(struct arena *arena, CXType record);

/* Whether it is an implicit cast: an unexposed expression around exactly one expression of the same
 * extent. All other unexposed expressions are special constructs. */
bool cursor_is_implicit_cast(const struct syntax *syntax, CXCursor cursor);

/* The same of an unexposed expression whose expression children are known. */
bool cursor_is_implicit_cast_of(CXCursor unexposed, struct cursors kids);

/* Without parentheses; without parentheses and implicit casts. */
CXCursor cursor_strip_parens(const struct syntax *syntax, CXCursor cursor);
CXCursor cursor_strip(const struct syntax *syntax, CXCursor cursor);

/* The function that a call names directly, through parentheses and decay; a null cursor for a
 * call through a pointer. */
CXCursor cursor_direct_callee(const struct syntax *syntax, CXCursor callee);

/* Whether an extent begins or ends in a macro; whether a location is in one. */
bool cursor_touches_macro(CXCursor cursor);
bool cursor_location_is_in_macro(CXSourceLocation location);

/* Whether a header of the system's declares it. */
bool cursor_is_of_system(CXCursor cursor);

/* Canonical as far as its kind and its own qualifiers go, which is found faster. */
CXType cursor_bare_type(CXType type);
/* Canonical and unqualified; its kind. */
CXType cursor_plain_type(CXType type);
enum CXTypeKind cursor_type_kind(CXType type);

/* Integer constant expressions: literals, enumerators, sizeof, case labels, array sizes. False when
 * the value is not constant. Side effects are not looked for. */
bool cursor_evaluate_integer(CXCursor expr, long long *value);

/* A map from declarations to whatever belongs to them. */
struct cursor_map;

struct cursor_map *cursor_map_create(struct arena *arena);
void cursor_map_destroy(struct cursor_map *map);
void *cursor_map_get(const struct cursor_map *map, CXCursor key);
void cursor_map_set(struct cursor_map *map, CXCursor key, void *value);

#endif
