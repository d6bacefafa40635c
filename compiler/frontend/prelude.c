/* Includes and file-local types, as text.
 *
 * Text is copied from the source while no macro takes part in it. Otherwise types are written out
 * from what clang knows of them, and tables are pretty-printed by clang, which expands macros. */
#include "frontend/prelude.h"

#include "frontend/type_text.h"
#include "support/vec.h"

#include <ctype.h>
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

static void add_line(struct lower_state *l, const char *text, bool is_include)
{
    for (size_t i = 0; i < l->module->prelude.len && is_include; i++) {
        if (strcmp(l->module->prelude.data[i].text, text) == 0)
            return;
    }
    struct ir_prelude line = {arena_strdup(l->module->arena, text), is_include, true};
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
             true);
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
    add_line(l, arena_printf(l->arena, "%s%s", mark, text), false);
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

/* A record whose tag gradc has given. */
static void add_own_record(struct lower_state *l, const struct ir_record *record)
{
    const char *text = type_text_of_record(l, record);
    struct ir_prelude line = {arena_strdup(l->module->arena, text), false, false};
    vec_push(l->module->arena, &l->module->prelude, line);
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
    for (size_t i = 0; i < l->own_records.len; i++)
        add_own_record(l, l->own_records.data[i]->record);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The declared name: the last whole word `name` before the first bracket or the initialiser. */
static const char *find_declared(const char *text, const char *name)
{
    const char *end = text + strcspn(text, "[=");
    size_t len = strlen(name);
    const char *found = NULL;
    for (const char *p = strstr(text, name); p && p < end; p = strstr(p + 1, name)) {
        if ((p == text || !is_word(p[-1])) && !is_word(p[len]))
            found = p;
    }
    return found;
}

/* clang calls a record without a tag "struct (unnamed struct at ...)"; the output calls it by the
 * tag that it has been given. */
static const char *with_given_tag(struct lower_state *l, CXCursor variable, const char *text)
{
    const char *open = strstr(text, "(unnamed ");
    if (!open)
        return text;
    const char *close = strchr(open, ')');
    CXType element = lower_innermost_element(clang_getCursorType(variable));
    if (!close || strstr(close, "(unnamed ") || !lower_type_is_record(element))
        lower_refuse(l, variable, "a table that is declared like this");
    const struct ir_type *record = lower_type(l, element, variable);
    const char *begin = open - strlen(record->record->is_union ? "union " : "struct ");
    if (begin < text)
        lower_refuse(l, variable, "a table that is declared like this");
    return arena_printf(l->arena, "%.*s%s%s", (int)(begin - text), text, record->record->c_name,
                        close + 1);
}

const char *prelude_definition(struct lower_state *l, CXCursor variable, const char *name)
{
    const char *text = cursor_string(l->arena, clang_getCursorPrettyPrinted(variable, NULL));
    text = with_given_tag(l, variable, text);
    const char *old = cursor_spelling(l->arena, variable);
    const char *at = find_declared(text, old);
    if (!at)
        lower_refuse(l, variable, "a table that is declared like this");
    return arena_printf(l->module->arena, "%.*s%s%s;", (int)(at - text), text, name,
                        at + strlen(old));
}
