/* Includes and file-local types, as text.
 *
 * Text is copied from the source while no macro takes part in it. Otherwise types are written out
 * from what clang knows of them, and tables are pretty-printed by clang, which expands macros. */
#include "frontend/prelude.h"

#include "support/text.h"
#include "support/vec.h"

#include <string.h>

/* ---- which stretches of the main file are touched by macros */

struct collector {
    struct lower_state *l;
    VEC(unsigned) expansions; /* offsets of macro uses in the main file, in order */
    struct text pending;      /* declarations that share a specifier are one text */
    unsigned pending_begin;
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

/* ---- types written out from the tree */

static void add_field_text(struct lower_state *l, struct text *out, CXCursor field);

static void add_record_body(struct lower_state *l, struct text *out, CXCursor record)
{
    struct cursors kids = cursor_children(l->arena, record);
    text_add(out, "{");
    for (size_t i = 0; i < kids.len; i++) {
        if (cursor_is(kids.data[i], CXCursor_FieldDecl))
            add_field_text(l, out, kids.data[i]);
    }
    text_add(out, " }");
}

static const char *record_keyword(CXCursor record)
{
    return cursor_is(record, CXCursor_UnionDecl) ? "union" : "struct";
}

static bool is_unnamed(struct lower_state *l, CXCursor record)
{
    const char *name = cursor_spelling(l->arena, record);
    return clang_Cursor_isAnonymous(record) || !*name || strchr(name, ' ') != NULL;
}

/* A field whose type is a record without a tag brings its body along. */
static void add_field_text(struct lower_state *l, struct text *out, CXCursor field)
{
    const char *name = cursor_spelling(l->arena, field);
    CXType type = clang_getCursorType(field);
    CXCursor record = clang_getTypeDeclaration(lower_innermost_element(type));
    bool is_record = lower_type_is_record(lower_innermost_element(type));
    if (is_record && is_unnamed(l, record) &&
        strstr(cursor_string(l->arena, clang_getTypeSpelling(type)), "(unnamed")) {
        text_addf(out, " %s ", record_keyword(record));
        add_record_body(l, out, record);
        const char *spelling = cursor_string(l->arena, clang_getTypeSpelling(type));
        const char *dims = strrchr(spelling, ')');
        bool anonymous = clang_Cursor_isAnonymousRecordDecl(record) != 0;
        text_addf(out, " %s%s;", anonymous ? "" : name, dims ? dims + 1 : "");
        return;
    }
    text_addf(out, " %s", lower_declarator(l->arena, type, name));
    if (clang_Cursor_isBitField(field))
        text_addf(out, " : %d", clang_getFieldDeclBitWidth(field));
    text_add(out, ";");
}

static void add_enum_text(struct lower_state *l, struct text *out, CXCursor decl)
{
    struct cursors kids = cursor_children(l->arena, decl);
    text_addf(out, "enum %s{",
              is_unnamed(l, decl) ? ""
                                  : arena_printf(l->arena, "%s ", cursor_spelling(l->arena, decl)));
    for (size_t i = 0; i < kids.len; i++) {
        if (!cursor_is(kids.data[i], CXCursor_EnumConstantDecl))
            continue;
        text_addf(out, " %s = %lld,", cursor_spelling(l->arena, kids.data[i]),
                  clang_getEnumConstantDeclValue(kids.data[i]));
    }
    text_add(out, " }");
}

static void add_tag_text(struct lower_state *l, struct text *out, CXCursor decl)
{
    if (cursor_is(decl, CXCursor_EnumDecl)) {
        add_enum_text(l, out, decl);
        return;
    }
    text_addf(out, "%s ", record_keyword(decl));
    if (!is_unnamed(l, decl))
        text_addf(out, "%s ", cursor_spelling(l->arena, decl));
    add_record_body(l, out, decl);
}

/* Attributes change layout; a type that has any is copied as it stands. */
static bool has_attribute(struct lower_state *l, CXCursor decl)
{
    struct cursors kids = cursor_children(l->arena, decl);
    for (size_t i = 0; i < kids.len; i++) {
        enum CXCursorKind kind = clang_getCursorKind(kids.data[i]);
        if (clang_isAttribute(kind) && kind != CXCursor_AnnotateAttr)
            return true;
        if (cursor_is(kids.data[i], CXCursor_FieldDecl) && has_attribute(l, kids.data[i]))
            return true;
    }
    return false;
}

static const char *typedef_text(struct lower_state *l, CXCursor decl)
{
    const char *name = cursor_spelling(l->arena, decl);
    CXType type = clang_getTypedefDeclUnderlyingType(decl);
    CXCursor tag = clang_getTypeDeclaration(clang_getCanonicalType(type));
    struct text out = {.arena = l->arena};
    text_add(&out, "typedef ");
    bool brings_tag =
        (lower_type_is_record(type) || cursor_type_kind(type) == CXType_Enum) && is_unnamed(l, tag);
    const char *tag_name = cursor_spelling(l->arena, tag);
    bool own_name = brings_tag || strcmp(tag_name, name) == 0;
    if (own_name && clang_Cursor_isNull(clang_getCursorDefinition(tag)))
        own_name = false;
    if (own_name && (lower_type_is_record(type) || cursor_type_kind(type) == CXType_Enum) &&
        brings_tag) {
        add_tag_text(l, &out, tag);
        text_addf(&out, " %s;", name);
    } else {
        text_addf(&out, "%s;", lower_declarator(l->arena, type, name));
    }
    return text_string(&out);
}

static const char *written_out(struct lower_state *l, CXCursor decl)
{
    if (cursor_is(decl, CXCursor_TypedefDecl))
        return typedef_text(l, decl);
    struct text out = {.arena = l->arena};
    add_tag_text(l, &out, decl);
    text_add(&out, ";");
    return text_string(&out);
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

static void add_type(struct collector *c, CXCursor decl, bool inside_other)
{
    struct lower_state *l = c->l;
    unsigned begin = unit_begin_offset(decl), end = unit_end_offset(decl);
    bool by_macro =
        !has_attribute(l, decl) && (cursor_touches_macro(decl) || uses_macro(c, begin, end));
    if (!by_macro) {
        if (!inside_other)
            add_line(l, arena_printf(l->arena, "%s;", unit_main_text(l->unit, begin, end)), false);
        return;
    }
    /* Written out one by one; a tag without a name comes with what uses it. */
    if (is_tag(decl) && is_unnamed(l, decl) &&
        (inside_other || !cursor_is(decl, CXCursor_EnumDecl)))
        return;
    add_line(l, written_out(l, decl), false);
}

static void add_types(struct collector *c, struct cursors top)
{
    for (size_t i = 0; i < top.len; i++) {
        CXCursor cursor = top.data[i];
        if (cursor_is(cursor, CXCursor_InclusionDirective))
            continue;
        if (!is_type_decl(cursor) || !unit_in_main_file(c->l->unit, cursor))
            continue;
        bool inside = i + 1 < top.len && is_part_of(cursor, top.data[i + 1]);
        bool variable = inside && !is_type_decl(top.data[i + 1]);
        add_type(c, cursor, inside && !variable);
    }
}

void prelude_collect(struct lower_state *l)
{
    struct collector c = {.l = l};
    CXCursor unit = clang_getTranslationUnitCursor(l->unit->handle);
    clang_visitChildren(unit, collect_expansion, &c);
    struct cursors top = cursor_children(l->arena, unit);
    for (size_t i = 0; i < top.len; i++) {
        if (cursor_is(top.data[i], CXCursor_InclusionDirective) &&
            unit_in_main_file(l->unit, top.data[i]))
            add_include(&c, top.data[i]);
    }
    add_types(&c, top);
}

const char *prelude_definition(struct lower_state *l, CXCursor variable, const char *name)
{
    (void)name;
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(variable);
    const char *text =
        cursor_string(l->module->arena, clang_getCursorPrettyPrinted(variable, policy));
    clang_PrintingPolicy_dispose(policy);
    return arena_printf(l->module->arena, "%s;", text);
}
