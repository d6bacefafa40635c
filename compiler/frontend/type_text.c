/* C text of types, written out from what clang or the IR knows of them. */
#include "frontend/type_text.h"

#include "ir/declare.h"
#include "support/text.h"

#include <string.h>

static void add_field_text(struct lower_state *l, struct text *out, CXCursor field);

static const char *record_keyword(CXCursor record)
{
    return cursor_is(record, CXCursor_UnionDecl) ? "union" : "struct";
}

static void add_record_body(struct lower_state *l, struct text *out, CXCursor record)
{
    struct cursors kids = cursor_children(l->syntax, record);
    text_add(out, "{");
    for (size_t i = 0; i < kids.len; i++) {
        if (cursor_is(kids.data[i], CXCursor_FieldDecl)) {
            add_field_text(l, out, kids.data[i]);
        } else if (clang_Cursor_isAnonymousRecordDecl(kids.data[i])) {
            text_addf(out, " %s ", record_keyword(kids.data[i]));
            add_record_body(l, out, kids.data[i]);
            text_add(out, ";");
        }
    }
    text_add(out, " }");
}

bool type_text_is_unnamed(struct lower_state *l, CXCursor record)
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
    if (is_record && type_text_is_unnamed(l, record) &&
        strstr(cursor_string(l->arena, clang_getTypeSpelling(type)), "(unnamed")) {
        text_addf(out, " %s ", record_keyword(record));
        add_record_body(l, out, record);
        const char *spelling = cursor_string(l->arena, clang_getTypeSpelling(type));
        const char *dims = strrchr(spelling, ')');
        text_addf(out, " %s%s;", name, dims ? dims + 1 : "");
        return;
    }
    text_addf(out, " %s", lower_declarator(l->arena, type, name));
    if (clang_Cursor_isBitField(field))
        text_addf(out, " : %d", clang_getFieldDeclBitWidth(field));
    text_add(out, ";");
}

static void add_enum_text(struct lower_state *l, struct text *out, CXCursor decl)
{
    struct cursors kids = cursor_children(l->syntax, decl);
    text_addf(out, "enum %s{",
              type_text_is_unnamed(l, decl)
                  ? ""
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
    if (!type_text_is_unnamed(l, decl))
        text_addf(out, "%s ", cursor_spelling(l->arena, decl));
    add_record_body(l, out, decl);
}

/* Attributes change layout; a type that has any is copied as it stands. */
bool type_text_has_attribute(struct lower_state *l, CXCursor decl)
{
    struct cursors kids = cursor_children(l->syntax, decl);
    for (size_t i = 0; i < kids.len; i++) {
        enum CXCursorKind kind = clang_getCursorKind(kids.data[i]);
        if (clang_isAttribute(kind) && kind != CXCursor_AnnotateAttr)
            return true;
        if (cursor_is(kids.data[i], CXCursor_FieldDecl) && type_text_has_attribute(l, kids.data[i]))
            return true;
    }
    return false;
}

static enum CXChildVisitResult find_anonymous(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    bool *found = data;
    *found |= clang_Cursor_isAnonymousRecordDecl(cursor) != 0;
    return *found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

bool type_text_has_anonymous(CXCursor decl)
{
    bool found = false;
    clang_visitChildren(decl, find_anonymous, &found);
    return found;
}

static const char *typedef_text(struct lower_state *l, CXCursor decl)
{
    const char *name = cursor_spelling(l->arena, decl);
    CXType type = clang_getTypedefDeclUnderlyingType(decl);
    CXCursor tag = clang_getTypeDeclaration(clang_getCanonicalType(type));
    struct text out = {.arena = l->arena};
    text_add(&out, "typedef ");
    bool brings_tag = (lower_type_is_record(type) || cursor_type_kind(type) == CXType_Enum) &&
                      type_text_is_unnamed(l, tag);
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

const char *type_text_of_decl(struct lower_state *l, CXCursor decl)
{
    if (cursor_is(decl, CXCursor_TypedefDecl))
        return typedef_text(l, decl);
    struct text out = {.arena = l->arena};
    add_tag_text(l, &out, decl);
    text_add(&out, ";");
    return text_string(&out);
}

/* ---- from the IR */

/* An anonymous member brings its body along, so that what is in it keeps its name. */
static void add_members(struct lower_state *l, struct text *out, const struct ir_record *record)
{
    text_add(out, "{");
    for (unsigned i = 0; i < record->field_count; i++) {
        const struct ir_field *field = &record->fields[i];
        text_add(out, " ");
        if (*field->name || field->is_bit_field) {
            text_add(out, ir_declare(l->arena, field->type, field->name, false));
            if (field->is_bit_field)
                text_addf(out, " : %u", field->bit_width);
        } else {
            text_addf(out, "__extension__ %s ", field->type->record->is_union ? "union" : "struct");
            add_members(l, out, field->type->record);
        }
        text_add(out, ";");
    }
    text_add(out, " }");
}

const char *type_text_of_record(struct lower_state *l, const struct ir_record *record)
{
    struct text out = {.arena = l->arena};
    text_addf(&out, "%s ", record->c_name);
    add_members(l, &out, record);
    text_add(&out, ";");
    return text_string(&out);
}

static const char *parameters_text(struct lower_state *l, CXCursor decl)
{
    struct text out = {.arena = l->arena};
    int count = clang_Cursor_getNumArguments(decl);
    for (int i = 0; i < count; i++) {
        CXCursor param = clang_Cursor_getArgument(decl, (unsigned)i);
        const struct ir_type *type = lower_param_type(l, param);
        bool is_value = lower_type_is_passed_in_memory(clang_getCursorType(param));
        text_addf(&out, "%s%s", i ? ", " : "",
                  ir_type_text(l->arena, is_value ? type->elem : type));
    }
    text_add(&out, lower_is_variadic(decl) ? (count ? ", ..." : "...") : count ? "" : "void");
    return text_string(&out);
}

const char *type_text_of_function(struct lower_state *l, CXCursor decl, const char *name)
{
    const struct ir_type *result = lower_type(l, clang_getCursorResultType(decl), decl);
    const char *parameters = parameters_text(l, decl);
    return ir_declare(l->module->arena, result, arena_printf(l->arena, "%s(%s)", name, parameters),
                      false);
}
