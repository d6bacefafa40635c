/* Variables with static storage. */
#include "frontend/lower.h"

#include "frontend/annotation.h"
#include "frontend/hoist.h"
#include "frontend/prelude.h"
#include "frontend/unwritten.h"
#include "frontend/updates.h"
#include "support/vec.h"

#include <string.h>

static bool name_taken(const struct lower_state *l, const char *name)
{
    for (size_t i = 0; i < l->module->globals.len; i++) {
        if (strcmp(l->module->globals.data[i]->name, name) == 0)
            return true;
    }
    return false;
}

static bool is_local(CXCursor decl)
{
    return clang_Cursor_getStorageClass(decl) == CX_SC_Static &&
           cursor_is(clang_getCursorSemanticParent(decl), CXCursor_FunctionDecl);
}

/* Variables of the file keep their names, which initialisers refer to. Constant tables of functions
 * are repeated at file level, where several functions may have some of one name. */
static const char *global_name(struct lower_state *l, CXCursor decl, bool is_file_level)
{
    struct arena *arena = l->module->arena;
    const char *name = cursor_spelling(arena, decl);
    if (!is_local(decl))
        return name;
    if (is_file_level)
        name = arena_printf(arena, "gradc_%s_%s",
                            cursor_spelling(l->arena, clang_getCursorSemanticParent(decl)), name);
    const char *base = name;
    for (unsigned n = 2; name_taken(l, name); n++)
        name = arena_printf(arena, "%s_%u", base, n);
    return name;
}

struct variables {
    struct arena *arena;
    struct cursors variables;
};

static enum CXChildVisitResult collect_variable(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct variables *into = data;
    if (cursor_is(cursor, CXCursor_DeclRefExpr)) {
        CXCursor decl = clang_getCursorReferenced(cursor);
        if (cursor_is(decl, CXCursor_VarDecl))
            vec_push(into->arena, &into->variables, decl);
    }
    return CXChildVisit_Recurse;
}

/* The declaration that shows the type and the initial value. */
static CXCursor defining_decl(CXCursor decl)
{
    CXCursor definition = clang_getCursorDefinition(decl);
    return clang_Cursor_isNull(definition) ? decl : definition;
}

/* The output includes the headers of the source, and what they define outside their functions. */
static bool must_define(struct lower_state *l, const struct ir_global *global, CXCursor decl)
{
    return global->is_static && global->is_const &&
           (is_local(decl) || unit_in_main_file(l->unit, decl));
}

/* A variable that a table's initialiser refers to has to be there in the output, before the table.
 */
static void add_name(struct lower_state *l, CXCursor table, struct ir_global *global,
                     CXCursor variable)
{
    if (is_local(variable))
        lower_refuse(l, table, "a table that refers to a local one");
    struct ir_global *named = lower_global(l, variable);
    if (named == global || named->is_included)
        return;
    if (must_define(l, named, defining_decl(variable)) && !named->c_definition)
        lower_refuse(l, table, "tables that refer to each other");
    if (named->is_static && !named->is_const)
        lower_refuse(l, table, "a constant table that leads to a static variable");
    vec_push(l->module->arena, &global->names, named);
}

/* The text of a table to be repeated in the output. */
static const char *definition_of(struct lower_state *l, CXCursor decl, struct ir_global *global)
{
    struct variables used = {.arena = l->arena};
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (!clang_Cursor_isNull(init)) {
        clang_visitChildren(init, collect_variable, &used);
        lower_targets(l, global, init);
    }
    for (size_t i = 0; i < used.variables.len; i++)
        add_name(l, decl, global, used.variables.data[i]);
    return prelude_definition(l, decl, global->name);
}

/* Moves a static variable out of its function, where that is possible. */
static void hoist(struct lower_state *l, struct ir_global *global, CXCursor decl)
{
    const char *own = global->name;
    global->name = global_name(l, decl, true);
    global->is_included = hoist_static(l, global, decl);
    if (global->is_included)
        global->shown = cursor_spelling(l->module->arena, decl);
    else
        global->name = own;
}

struct ir_global *lower_global(struct lower_state *l, CXCursor decl)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    struct ir_global *global = cursor_map_get(l->globals, key);
    if (global)
        return global;
    decl = defining_decl(decl);
    CXType type = clang_getCanonicalType(clang_getCursorType(decl));
    if (clang_getCursorTLSKind(decl) != CXTLS_None)
        lower_refuse(l, decl, "thread-local storage");
    global = ARENA_NEW(l->module->arena, struct ir_global);
    global->type = lower_type(l, type, decl);
    global->is_const = lower_type_is_const(type) || unwritten_keeps_value(l, decl);
    global->is_volatile = lower_type_is_volatile(type);
    global->name = global_name(l, decl, global->is_const);
    global->is_static = clang_Cursor_getStorageClass(decl) == CX_SC_Static;
    global->loc = unit_cursor_location(l->unit, decl);
    global->begin = unit_begin_location(l->unit, decl);
    global->is_local = is_local(decl);
    global->is_included = l->options->amalgamate && !global->is_local;
    if (l->options->amalgamate && global->is_local && !global->is_const)
        hoist(l, global, decl);
    global->updated = updates_of(l, key);
    cursor_map_set(l->globals, key, global);
    if (must_define(l, global, decl))
        global->c_definition = definition_of(l, decl, global);
    vec_push(l->module->arena, &l->module->globals, global);
    return global;
}
