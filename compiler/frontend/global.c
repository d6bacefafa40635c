/* Variables with static storage. */
#include "frontend/lower.h"

#include "frontend/annotation.h"
#include "frontend/prelude.h"
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

/* Static locals of several functions may share a name. */
static const char *global_name(struct lower_state *l, CXCursor decl)
{
    const char *base = cursor_spelling(l->module->arena, decl);
    const char *name = base;
    for (unsigned n = 2; name_taken(l, name); n++)
        name = arena_printf(l->module->arena, "%s_%u", base, n);
    return name;
}

/* The declaration that shows the type and the initial value. */
static CXCursor defining_decl(CXCursor decl)
{
    CXCursor definition = clang_getCursorDefinition(decl);
    return clang_Cursor_isNull(definition) ? decl : definition;
}

struct ir_global *lower_global(struct lower_state *l, CXCursor decl)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    struct ir_global *global = cursor_map_get(l->globals, key);
    if (global)
        return global;
    decl = defining_decl(decl);
    CXType type = clang_getCanonicalType(clang_getCursorType(decl));
    if (lower_type_is_volatile(type))
        lower_refuse(l, decl, "volatile access");
    if (clang_getCursorTLSKind(decl) != CXTLS_None)
        lower_refuse(l, decl, "thread-local storage");
    global = ARENA_NEW(l->module->arena, struct ir_global);
    global->type = lower_type(l, type, decl);
    global->name = global_name(l, decl);
    global->is_const = lower_type_is_const(type);
    global->is_static = clang_Cursor_getStorageClass(decl) == CX_SC_Static;
    global->loc = unit_cursor_location(l->unit, decl);
    if (global->is_static && global->is_const && unit_in_main_file(l->unit, decl))
        global->c_definition = prelude_definition(l, decl, global->name);
    cursor_map_set(l->globals, key, global);
    vec_push(l->module->arena, &l->module->globals, global);
    return global;
}
