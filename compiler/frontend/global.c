/* Variables with static storage. */
#include "frontend/lower.h"

#include "frontend/annotation.h"
#include "frontend/hoist.h"
#include "frontend/link.h"
#include "frontend/table.h"
#include "frontend/unwritten.h"
#include "frontend/updates.h"
#include "support/vec.h"

#include <string.h>

static bool is_local(CXCursor decl)
{
    return clang_Cursor_getStorageClass(decl) == CX_SC_Static &&
           cursor_is(clang_getCursorSemanticParent(decl), CXCursor_FunctionDecl);
}

/* Variables of the file keep their names, which initialisers refer to, unless another unit has that
 * name. Constant tables of functions are repeated at file level, where several functions may have
 * some of one name. */
static const char *global_name(struct lower_state *l, CXCursor decl, bool is_file_level)
{
    struct arena *arena = l->module->arena;
    const char *name = cursor_spelling(arena, decl);
    if (!is_local(decl))
        return clang_Cursor_getStorageClass(decl) == CX_SC_Static ? link_static_name(l, decl, name)
                                                                  : name;
    if (is_file_level)
        name = arena_printf(arena, "gradc_%s_%s",
                            cursor_spelling(l->arena, clang_getCursorSemanticParent(decl)), name);
    return link_unused_name(l, name);
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

/* The output includes the headers of the main unit, and what they define outside their functions.
 */
static bool must_define(struct lower_state *l, const struct ir_global *global, CXCursor decl)
{
    bool is_included = l->is_main ? !unit_in_main_file(l->unit, decl) : cursor_is_of_system(decl);
    return global->is_static && global->is_const && (is_local(decl) || !is_included);
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
    return table_definition(l, decl, global->name);
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

void lower_new_global(struct lower_state *l, struct ir_global *global, CXCursor decl)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    decl = defining_decl(decl);
    CXType type = clang_getCanonicalType(clang_getCursorType(decl));
    if (clang_getCursorTLSKind(decl) != CXTLS_None)
        lower_refuse(l, decl, "thread-local storage");
    global->type = lower_type(l, type, decl);
    global->is_const = lower_type_is_const(type) || unwritten_keeps_value(l, decl);
    global->is_volatile = lower_type_is_volatile(type);
    global->name = global_name(l, decl, global->is_const);
    if (!is_local(decl))
        global->shown = cursor_spelling(l->module->arena, decl);
    global->is_static = clang_Cursor_getStorageClass(decl) == CX_SC_Static;
    global->loc = unit_cursor_location(l->unit, decl);
    global->begin = unit_begin_location(l->unit, decl);
    global->is_local = is_local(decl);
    global->is_included = l->amalgamates && !global->is_local;
    if (l->amalgamates && global->is_local && !global->is_const)
        hoist(l, global, decl);
    global->updated = updates_of(l, key);
    lower_note_system(l, decl);
    cursor_map_set(l->globals, key, global);
    if (must_define(l, global, decl))
        global->c_definition = definition_of(l, decl, global);
    vec_push(l->module->arena, &l->module->globals, global);
}

struct ir_global *lower_global(struct lower_state *l, CXCursor decl)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    struct ir_global *global = cursor_map_get(l->globals, key);
    if (global)
        return global;
    global = link_variable(l, decl);
    if (global) {
        cursor_map_set(l->globals, key, global);
        return global;
    }
    global = ARENA_NEW(l->module->arena, struct ir_global);
    lower_new_global(l, global, decl);
    return global;
}
