/* One walk over the declarations of a unit. Macros and the rest are told apart by a mark that no
 * identifier begins with. */
#include "frontend/unit_names.h"

#include "support/fault.h"

#include <string.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

static const char macro_mark[] = "#";

struct entry {
    UT_hash_handle hh;
    struct unit_name name;
};

struct unit_names {
    const struct unit *unit;
    struct arena *arena;
    struct entry *entries;
};

static const struct {
    enum CXCursorKind cursor;
    enum name_kind kind;
} kinds[] = {
    {CXCursor_FunctionDecl, NAME_FUNCTION}, {CXCursor_VarDecl, NAME_VARIABLE},
    {CXCursor_TypedefDecl, NAME_TYPEDEF},   {CXCursor_EnumConstantDecl, NAME_ENUMERATOR},
    {CXCursor_StructDecl, NAME_TAG},        {CXCursor_UnionDecl, NAME_TAG},
    {CXCursor_EnumDecl, NAME_TAG},          {CXCursor_MacroDefinition, NAME_MACRO},
};

static bool find_kind(CXCursor cursor, enum name_kind *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (cursor_is(cursor, kinds[i].cursor)) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

static const char *key_of(struct arena *arena, CXCursor cursor, enum name_kind kind)
{
    const char *name = cursor_spelling(arena, cursor);
    if (kind == NAME_MACRO)
        return arena_printf(arena, "%s%s", macro_mark, name);
    if (kind == NAME_TAG)
        return cursor_string(arena, clang_getTypeSpelling(clang_getCursorType(cursor)));
    return name;
}

static struct entry *find(const struct unit_names *names, const char *key)
{
    struct entry *entry;
    HASH_FIND_STR(names->entries, key, entry);
    return entry;
}

static struct entry *add(struct unit_names *names, const char *key, enum name_kind kind,
                         CXCursor cursor)
{
    struct entry *entry = ARENA_NEW(names->arena, struct entry);
    entry->name.kind = kind;
    entry->name.decl = cursor;
    entry->name.definition = clang_getNullCursor();
    entry->name.is_of_system = true;
    HASH_ADD_KEYPTR(hh, names->entries, key, strlen(key), entry);
    return entry;
}

static bool is_defined(CXCursor variable)
{
    return clang_Cursor_getStorageClass(variable) != CX_SC_Extern ||
           !clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(variable));
}

static void note_variable(struct unit_name *name, CXCursor cursor)
{
    bool is_initialised = !clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(cursor));
    if (is_defined(cursor) && (is_initialised || clang_Cursor_isNull(name->definition)))
        name->definition = cursor;
    name->is_initialised |= is_initialised;
}

/* An inline definition is one that all declarations call so, and none `extern`. */
static void note_function(struct unit_name *name, CXCursor cursor)
{
    bool was_plain = !clang_Cursor_isNull(name->definition) && !name->is_inline;
    CXCursor definition = clang_getCursorDefinition(cursor);
    name->definition = definition;
    name->is_inline = !clang_Cursor_isNull(definition) && !was_plain &&
                      clang_Cursor_isFunctionInlined(definition) &&
                      clang_Cursor_isFunctionInlined(cursor) &&
                      clang_Cursor_getStorageClass(cursor) != CX_SC_Extern;
}

static void note(struct unit_names *names, CXCursor cursor, enum name_kind kind)
{
    const char *key = key_of(names->arena, cursor, kind);
    struct entry *entry = find(names, key);
    if (!entry)
        entry = add(names, key, kind, cursor);
    struct unit_name *name = &entry->name;
    bool is_of_system = cursor_is_of_system(cursor);
    if (name->is_of_system && !is_of_system)
        name->decl = cursor;
    name->is_of_system &= is_of_system;
    name->is_in_header |= !unit_in_main_file(names->unit, cursor);
    enum CXLinkageKind linkage = clang_getCursorLinkage(cursor);
    if (kind == NAME_FUNCTION || kind == NAME_VARIABLE)
        name->is_external |= linkage == CXLinkage_External;
    if (kind == NAME_FUNCTION)
        note_function(name, cursor);
    else if (kind == NAME_VARIABLE)
        note_variable(name, cursor);
    else if (kind == NAME_TAG)
        name->definition = clang_getCursorDefinition(cursor);
}

/* Tags and enumerators that a structure declares belong to the file. */
static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    enum name_kind kind;
    if (!find_kind(cursor, &kind) || clang_Cursor_isMacroBuiltin(cursor))
        return CXChildVisit_Continue;
    note(data, cursor, kind);
    return kind == NAME_TAG ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

struct unit_names *unit_names_collect(const struct unit *unit)
{
    struct unit_names *names = ARENA_NEW(unit->arena, struct unit_names);
    names->unit = unit;
    names->arena = unit->arena;
    clang_visitChildren(clang_getTranslationUnitCursor(unit->handle), visit, names);
    return names;
}

void unit_names_destroy(struct unit_names *names)
{
    if (names)
        HASH_CLEAR(hh, names->entries);
}

const struct unit_name *unit_names_find(const struct unit_names *names, const char *name)
{
    const struct entry *entry = find(names, name);
    return entry ? &entry->name : NULL;
}

const struct unit_name *unit_names_find_macro(const struct unit_names *names, const char *name)
{
    return unit_names_find(names, arena_printf(names->arena, "%s%s", macro_mark, name));
}
