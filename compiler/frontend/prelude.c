/* Includes and file-local types, as text.
 *
 * Text is copied from the source while no macro takes part in it. Otherwise types are written out
 * from what clang knows of them. Of other units nothing is repeated but what the standard library
 * and its like declare: their own headers may be other ones here, or unknown. */
#include "frontend/prelude.h"

#include "frontend/link.h"
#include "frontend/type_text.h"
#include "support/vec.h"

#include <string.h>

/* ---- which stretches of the main file are touched by macros */

struct collector {
    struct lower_state *l;
    VEC(unsigned) expansions; /* offsets of macro uses in the main file, in order */
};

static bool uses_macro(const struct collector *c, unsigned begin, unsigned end)
{
    for (size_t i = 0; i < c->expansions.len; i++) {
        if (c->expansions.data[i] >= begin && c->expansions.data[i] < end)
            return true;
    }
    return false;
}

static enum CXChildVisitResult collect_expansion(CXCursor cursor, CXCursor parent,
                                                 CXClientData data)
{
    (void)parent;
    struct collector *c = data;
    if (cursor_is(cursor, CXCursor_MacroExpansion) && unit_in_main_file(c->l->unit, cursor))
        vec_push(c->l->arena, &c->expansions, unit_begin_offset(cursor));
    return CXChildVisit_Continue;
}

/* `is_for_header` as in struct ir_prelude. */
static void add_line(struct lower_state *l, const char *text, bool is_include, bool is_for_header)
{
    for (size_t i = 0; i < l->module->prelude.len && is_include; i++) {
        if (strcmp(l->module->prelude.data[i].text, text) == 0)
            return;
    }
    struct ir_prelude line = {arena_strdup(l->module->arena, text), is_include, is_for_header};
    vec_push(l->module->arena, &l->module->prelude, line);
}

static void add_include(struct collector *c, CXCursor cursor)
{
    struct lower_state *l = c->l;
    unsigned begin = unit_begin_offset(cursor), end = unit_end_offset(cursor);
    const char *written = unit_main_text(l->unit, begin, end);
    const char *name = cursor_spelling(l->arena, cursor);
    const char *open = strpbrk(written, "<\"");
    add_line(l,
             open && *open == '"' ? arena_printf(l->arena, "#include \"%s\"", name)
                                  : arena_printf(l->arena, "#include <%s>", name),
             true, true);
}

/* ---- collecting */

static bool is_type_decl(CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl ||
           kind == CXCursor_TypedefDecl;
}

static bool is_tag(CXCursor cursor)
{
    return is_type_decl(cursor) && !cursor_is(cursor, CXCursor_TypedefDecl);
}

/* A tag's declaration that stands inside the following typedef or variable is part of that. */
static bool is_part_of(CXCursor tag, CXCursor next)
{
    return is_tag(tag) && unit_begin_offset(next) <= unit_begin_offset(tag) &&
           unit_end_offset(next) >= unit_end_offset(tag);
}

/* Strict C99 is told of what is newer in the definition. */
static void add_definition(struct lower_state *l, CXCursor decl, const char *text)
{
    const char *mark = type_text_has_anonymous(decl) ? "__extension__ " : "";
    add_line(l, arena_printf(l->arena, "%s%s", mark, text), false, true);
}

static void add_text(struct lower_state *l, CXCursor decl)
{
    const char *text = unit_main_text(l->unit, unit_begin_offset(decl), unit_end_offset(decl));
    add_definition(l, decl, arena_printf(l->arena, "%s;", text));
}

/* `user` is the typedef or variable that the declaration of a tag is part of, or null. */
static void add_type(struct collector *c, CXCursor decl, CXCursor user)
{
    struct lower_state *l = c->l;
    bool unnamed = is_tag(decl) && type_text_is_unnamed(l, decl);
    bool in_typedef = cursor_is(user, CXCursor_TypedefDecl);
    if (unnamed && !clang_Cursor_isNull(user) && !cursor_is(decl, CXCursor_EnumDecl) && !in_typedef)
        return;
    bool by_macro =
        cursor_touches_macro(decl) || uses_macro(c, unit_begin_offset(decl), unit_end_offset(decl));
    if (by_macro && !type_text_has_attribute(l, decl)) {
        if (!unnamed || !in_typedef)
            add_definition(l, decl, type_text_of_decl(l, decl));
    } else if (!in_typedef || uses_macro(c, unit_begin_offset(user), unit_end_offset(user))) {
        add_text(l, decl);
    }
}

static void add_types(struct collector *c, struct cursors top)
{
    for (size_t i = 0; i < top.len; i++) {
        if (!is_type_decl(top.data[i]) || !unit_in_main_file(c->l->unit, top.data[i]))
            continue;
        bool inside = i + 1 < top.len && is_part_of(top.data[i], top.data[i + 1]);
        add_type(c, top.data[i], inside ? top.data[i + 1] : clang_getNullCursor());
    }
}

/* What gradc has given a tag, or the main unit leaves open. */
static void add_own_records(struct lower_state *l)
{
    const struct link *link = l->link;
    for (size_t i = 0; i < link->own_tags.len; i++) {
        const struct ir_record *record = link->own_tags.data[i]->record;
        if (!record->is_complete)
            add_line(l, arena_printf(l->arena, "%s;", record->c_name), false, false);
    }
    for (size_t i = 0; i < link->own_records.len; i++)
        add_line(l, type_text_of_record(l, link->own_records.data[i]->record), false, false);
}

/* Where a file of the unit's includes one of the system's. */
static bool enters_system(const struct lower_state *l, CXCursor directive)
{
    CXFile file = clang_getIncludedFile(directive);
    return file && !cursor_is_of_system(directive) &&
           clang_Location_isInSystemHeader(clang_getLocationForOffset(l->unit->handle, file, 0));
}

static void add_system_includes(struct lower_state *l)
{
    struct cursors top =
        cursor_children(l->syntax, clang_getTranslationUnitCursor(l->unit->handle));
    for (size_t i = 0; i < top.len; i++)
        if (cursor_is(top.data[i], CXCursor_InclusionDirective) && enters_system(l, top.data[i]))
            add_line(
                l, arena_printf(l->arena, "#include <%s>", cursor_spelling(l->arena, top.data[i])),
                true, false);
}

void prelude_collect(struct lower_state *l)
{
    struct collector c = {.l = l};
    CXCursor unit = clang_getTranslationUnitCursor(l->unit->handle);
    clang_visitChildren(unit, collect_expansion, &c);
    struct cursors top = cursor_children(l->syntax, unit);
    for (size_t i = 0; i < top.len; i++) {
        if (cursor_is(top.data[i], CXCursor_InclusionDirective) &&
            unit_in_main_file(l->unit, top.data[i]))
            add_include(&c, top.data[i]);
    }
    add_types(&c, top);
    for (size_t i = 1; i < l->link->units.len; i++)
        if (l->link->units.data[i]->needs_system)
            add_system_includes(l->link->units.data[i]);
    add_own_records(l);
}
