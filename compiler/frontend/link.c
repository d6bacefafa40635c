/* Names are bound when they are first asked for, whichever unit asks. Requires that all units have
 * been parsed without an error, and their names collected. */
#include "frontend/link.h"

#include "frontend/annotation.h"
#include "frontend/link_check.h"
#include "support/fault.h"

#include <ctype.h>
#include <string.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

/* What a name with external linkage stands for. */
struct binding {
    UT_hash_handle hh;
    const char *name;
    struct lower_state *home; /* the unit that it is seen in */
    CXCursor declared;        /* there: its definition, if it has one */
    bool is_good;             /* else an error has been reported */
    struct lower_func *func;
    struct ir_global *global;
};

bool link_has_others(const struct link *link)
{
    return link->units.len > 1;
}

void link_destroy(struct link *link)
{
    HASH_CLEAR(hh, link->functions);
    HASH_CLEAR(hh, link->variables);
}

static bool is_external(CXCursor decl)
{
    return clang_getCursorLinkage(decl) == CXLinkage_External;
}

/* ---- which unit defines a name */

/* What a unit says of a name with external linkage; NULL for nothing. */
static const struct unit_name *find_external(const struct lower_state *unit, const char *name,
                                             enum name_kind kind)
{
    const struct unit_name *found = unit_names_find(unit->names, name);
    return found && found->kind == kind && found->is_external ? found : NULL;
}

/* The definition that other units refer to; a null cursor where there is none. */
static CXCursor find_definition(const struct lower_state *unit, const char *name,
                                enum name_kind kind)
{
    const struct unit_name *found = find_external(unit, name, kind);
    bool counts = found && !found->is_inline && !found->is_of_system;
    return counts ? found->definition : clang_getNullCursor();
}

/* Variables without a value may be defined several times, as compilers have long let them be. */
static bool is_strong(const struct lower_state *unit, const char *name, enum name_kind kind)
{
    const struct unit_name *found = find_external(unit, name, kind);
    return !clang_Cursor_isNull(find_definition(unit, name, kind)) &&
           (kind == NAME_FUNCTION || found->is_initialised);
}

static void report_repeated(const struct binding *binding, const struct lower_state *again,
                            enum name_kind kind)
{
    struct src_loc first = unit_cursor_location(binding->home->unit, binding->declared);
    struct src_loc second =
        unit_cursor_location(again->unit, find_definition(again, binding->name, kind));
    struct diag *d = diag_new(again->unit->diag, DIAG_repeated_definition, second, binding->name);
    diag_note(d, first, "'%s' is defined here, too", binding->name);
    diag_emit(d);
}

/* The text of a header that both units include. */
static bool is_same_text(CXCursor x, CXCursor y)
{
    CXFile file, other;
    unsigned offset, other_offset;
    clang_getExpansionLocation(clang_getCursorLocation(x), &file, NULL, NULL, &offset);
    clang_getExpansionLocation(clang_getCursorLocation(y), &other, NULL, NULL, &other_offset);
    return file && other && clang_File_isEqual(file, other) && offset == other_offset;
}

/* Sees to it that a name is defined once. */
static void check_once(struct link *link, const struct binding *binding, enum name_kind kind)
{
    if (!is_strong(binding->home, binding->name, kind))
        return;
    for (size_t i = 0; i < link->units.len; i++) {
        struct lower_state *unit = link->units.data[i];
        if (unit != binding->home && is_strong(unit, binding->name, kind) &&
            !is_same_text(binding->declared, find_definition(unit, binding->name, kind)))
            report_repeated(binding, unit, kind);
    }
}

/* The unit that defines it, this one before others; else the one that asks. */
static void find_home(struct lower_state *l, struct binding *binding, CXCursor decl,
                      enum name_kind kind)
{
    const struct unit_name *own = find_external(l, binding->name, kind);
    binding->home = l;
    binding->declared = own && !clang_Cursor_isNull(own->definition) ? own->definition : decl;
    if (own && !clang_Cursor_isNull(own->definition) &&
        (kind == NAME_FUNCTION || own->is_initialised))
        return;
    for (size_t i = 0; i < l->link->units.len; i++) {
        struct lower_state *unit = l->link->units.data[i];
        CXCursor definition = find_definition(unit, binding->name, kind);
        bool is_better = clang_Cursor_isNull(own ? own->definition : clang_getNullCursor()) ||
                         is_strong(unit, binding->name, kind);
        if (clang_Cursor_isNull(definition) || !is_better)
            continue;
        binding->home = unit;
        binding->declared = definition;
        return;
    }
}

static struct binding *find_binding(struct binding *table, const char *name)
{
    struct binding *found;
    HASH_FIND_STR(table, name, found);
    return found;
}

static struct binding *add_binding(struct lower_state *l, struct binding **table, CXCursor decl,
                                   enum name_kind kind)
{
    struct link *link = l->link;
    struct binding *binding = ARENA_NEW(link->arena, struct binding);
    binding->name = cursor_spelling(link->arena, decl);
    find_home(l, binding, decl, kind);
    HASH_ADD_KEYPTR(hh, *table, binding->name, strlen(binding->name), binding);
    check_once(link, binding, kind);
    return binding;
}

bool link_defines(struct lower_state *l, CXCursor decl)
{
    if (!clang_Cursor_isNull(clang_getCursorDefinition(decl)))
        return true;
    if (!link_has_others(l->link) || !is_external(decl))
        return false;
    const char *name = cursor_spelling(l->arena, decl);
    for (size_t i = 0; i < l->link->units.len; i++)
        if (!clang_Cursor_isNull(find_definition(l->link->units.data[i], name, NAME_FUNCTION)))
            return true;
    return false;
}

/* ---- the output */

bool link_output_has(struct lower_state *l, CXCursor decl, const char *name)
{
    if (l->is_main)
        return l->amalgamates || !unit_in_main_file(l->unit, decl);
    if (cursor_is_of_system(decl))
        return true;
    const struct lower_state *main = link_main(l->link);
    const struct unit_name *found = find_external(main, name, NAME_FUNCTION);
    return is_external(decl) && found && (found->is_in_header || main->amalgamates);
}

bool link_is_macro_of_output(const struct lower_state *l, const char *name, bool is_called)
{
    const struct lower_state *main = link_main(l->link);
    const struct unit_name *macro = l->is_main ? NULL : unit_names_find_macro(main->names, name);
    return macro && (macro->is_in_header || main->amalgamates) &&
           (is_called || !clang_Cursor_isMacroFunctionLike(macro->decl));
}

/* The main unit's meaning of a name, where the output cannot use it for what another unit means;
 * NULL where nothing is in the way. Statics of the main file get another name. */
static const struct unit_name *find_obstacle(const struct lower_state *l, const char *name,
                                             enum name_kind kind)
{
    const struct lower_state *main = link_main(l->link);
    if (l->is_main)
        return NULL;
    if (link_is_macro_of_output(l, name, kind == NAME_FUNCTION))
        return unit_names_find_macro(main->names, name);
    const struct unit_name *found = unit_names_find(main->names, name);
    bool is_object = found && (found->kind == NAME_FUNCTION || found->kind == NAME_VARIABLE);
    bool gives_way = is_object && !found->is_external && !found->is_in_header && !main->amalgamates;
    bool is_same = found && found->kind == kind && found->is_external;
    return found && !gives_way && !is_same ? found : NULL;
}

static void claim_name(struct lower_state *l, CXCursor decl, const char *name, enum name_kind kind)
{
    const struct unit_name *obstacle =
        cursor_is_of_system(decl) ? NULL : find_obstacle(l, name, kind);
    if (!obstacle)
        return;
    const struct lower_state *main = link_main(l->link);
    struct diag *d =
        lower_refusal(l, decl,
                      arena_printf(l->arena, "'%s', which means something else in '%s'", name,
                                   main->options->path));
    diag_note(d, unit_cursor_location(main->unit, obstacle->decl), "'%s' is declared here", name);
    lower_refused(l, d);
}

/* ---- binding */

/* What the linker calls otherwise cannot be found by its name. */
static void check_label(struct lower_state *l, CXCursor decl)
{
    struct cursors kids = cursor_children(l->syntax, decl);
    for (size_t i = 0; i < kids.len && !cursor_is_of_system(decl); i++)
        if (cursor_is(kids.data[i], CXCursor_AsmLabelAttr))
            lower_refuse(l, decl, "a name that an assembler label replaces");
}

/* What the asking unit and the main one say of it must be what its home says. */
static void check_declarations(struct lower_state *l, CXCursor decl, struct binding *binding,
                               enum name_kind kind)
{
    binding->is_good = false; /* an error leaves it so */
    struct lower_state *home = binding->home, *main = link_main(l->link);
    const struct unit_name *of_main = find_external(main, binding->name, kind);
    struct link_declaration there = {home, binding->declared};
    check_label(l, decl);
    check_label(home, binding->declared);
    if (l != home)
        link_check((struct link_declaration){l, decl}, there, kind);
    if (main != home && main != l && of_main)
        link_check((struct link_declaration){main, of_main->decl}, there, kind);
    binding->is_good = true;
}

static void fill_function(struct lower_state *l, struct binding *binding, CXCursor at)
{
    struct lower_state *home = binding->home;
    claim_name(home, binding->declared, binding->name, NAME_FUNCTION);
    cursor_map_set(home->funcs, clang_getCanonicalCursor(binding->declared), binding->func);
    lower_new_function(home, binding->func, binding->declared, home == l ? at : binding->declared);
}

struct lower_func *link_function(struct lower_state *l, CXCursor decl, CXCursor at)
{
    if (!link_has_others(l->link) || !is_external(decl))
        return NULL;
    const char *name = cursor_spelling(l->arena, decl);
    struct binding *binding = find_binding(l->link->functions, name);
    if (!binding) {
        binding = add_binding(l, &l->link->functions, decl, NAME_FUNCTION);
        binding->func = ARENA_NEW(l->arena, struct lower_func);
        fill_function(l, binding, at);
    } else if (!binding->is_good) {
        lower_give_up(l);
    }
    check_declarations(l, decl, binding, NAME_FUNCTION);
    return binding->func;
}

static bool is_written_out(const struct link *link, const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    for (size_t i = 0; i < link->own_records.len; i++)
        if (link->own_records.data[i] == type)
            return true;
    return false;
}

static void fill_variable(struct binding *binding)
{
    struct lower_state *home = binding->home;
    struct ir_global *global = binding->global;
    claim_name(home, binding->declared, binding->name, NAME_VARIABLE);
    lower_new_global(home, global, binding->declared);
    if (!home->is_main)
        annotation_mark_global(home, binding->declared, global);
    if (!home->is_main && global->is_wrt && is_written_out(home->link, global->type))
        lower_refuse(home, binding->declared,
                     "a parameter of a type that the first file does not know");
}

struct ir_global *link_variable(struct lower_state *l, CXCursor decl)
{
    if (!link_has_others(l->link) || !is_external(decl))
        return NULL;
    const char *name = cursor_spelling(l->arena, decl);
    struct binding *binding = find_binding(l->link->variables, name);
    if (!binding) {
        binding = add_binding(l, &l->link->variables, decl, NAME_VARIABLE);
        binding->global = ARENA_NEW(l->module->arena, struct ir_global);
        fill_variable(binding);
    } else if (!binding->is_good) {
        lower_give_up(l);
    }
    check_declarations(l, decl, binding, NAME_VARIABLE);
    return binding->global;
}

/* ---- names */

const char *link_unused_name(const struct lower_state *l, const char *name)
{
    const struct ir_module *module = l->module;
    const char *unused = name;
    for (unsigned n = 2;; n++) {
        bool is_taken = ir_func_find(module, unused) != NULL;
        for (size_t i = 0; i < module->globals.len && !is_taken; i++)
            is_taken = strcmp(module->globals.data[i]->name, unused) == 0;
        if (!is_taken)
            return unused;
        unused = arena_printf(module->arena, "%s_%u", name, n);
    }
}

/* The file's name without its folder and what follows the first dot. */
static const char *stem_of(struct lower_state *l)
{
    const char *path = l->unit->path, *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char *stem = arena_strndup(l->arena, name, strcspn(name, "."));
    for (char *c = stem; *c; c++)
        if (!isalnum((unsigned char)*c))
            *c = '_';
    return stem;
}

/* A static of the main unit gives way to what other units share; any other to all that others have
 * by its name. */
static bool is_disputed(const struct lower_state *l, const char *name)
{
    for (size_t i = 0; i < l->link->units.len; i++) {
        const struct lower_state *unit = l->link->units.data[i];
        if (unit == l)
            continue;
        const struct unit_name *other = unit_names_find(unit->names, name);
        if (l->is_main ? other && other->is_external : other != NULL)
            return true;
        if (!l->is_main && unit_names_find_macro(unit->names, name))
            return true;
    }
    return false;
}

const char *link_static_name(struct lower_state *l, CXCursor decl, const char *name)
{
    bool stays = !link_has_others(l->link) || l->amalgamates ||
                 (l->is_main && !unit_in_main_file(l->unit, decl));
    if (stays || !is_disputed(l, name))
        return name;
    return link_unused_name(l, arena_printf(l->module->arena, "gradc_%s_%s", stem_of(l), name));
}

static void rename_values(struct lower_state *l, struct ir_value *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (values[i]->name && link_is_macro_of_output(l, values[i]->name, true))
            values[i]->name = arena_printf(l->module->arena, "%s_", values[i]->name);
}

static void rename_region(struct lower_state *l, const struct ir_region *region)
{
    rename_values(l, region->args.data, region->args.len);
    IR_FOR_EACH_OP (op, region) {
        rename_values(l, op->results, op->result_count);
        for (uint32_t i = 0; i < op->region_count; i++)
            rename_region(l, op->regions[i]);
    }
}

void link_finish_names(struct link *link)
{
    for (size_t i = 0; i < link->queue.len; i++)
        if (!link->queue.data[i]->home->is_main)
            rename_region(link->queue.data[i]->home, link->queue.data[i]->func->body);
}
