/* C text of types, written out from what clang or the IR knows of them. */
#include "frontend/type_text.h"

#include "support/fault.h"
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

static void add_declarator(struct lower_state *l, struct text *out, const struct ir_type *type,
                           const char *name)
{
    switch (type->kind) {
    case IR_TYPE_VOID:
        text_addf(out, "void %s", name);
        break;
    case IR_TYPE_SCALAR:
        text_addf(out, "%s %s", ir_scalar_spelling(type->scalar), name);
        break;
    case IR_TYPE_RECORD:
        text_addf(out, "%s %s", type->record->c_name, name);
        break;
    case IR_TYPE_ARRAY:
        add_declarator(l, out, type->elem,
                       arena_printf(l->arena, *name == '*' ? "(%s)[%llu]" : "%s[%llu]", name,
                                    (unsigned long long)type->extent));
        break;
    case IR_TYPE_PTR:
        if (type->elem->kind == IR_TYPE_FUNC) {
            const char *spelling = type->elem->c_declarator;
            const char *hole = strchr(spelling, '%');
            text_addf(out, "%.*s%s%s", (int)(hole - spelling), spelling, name, hole + 1);
            break;
        }
        if (type->pointee_const)
            text_add(out, "const ");
        add_declarator(l, out, type->elem, arena_printf(l->arena, "*%s", name));
        break;
    case IR_TYPE_FUNC:
        GRADC_UNREACHABLE("an object of function type");
    }
}

/* An anonymous member brings its body along, so that what is in it keeps its name. */
static void add_members(struct lower_state *l, struct text *out, const struct ir_record *record)
{
    text_add(out, "{");
    for (unsigned i = 0; i < record->field_count; i++) {
        const struct ir_field *field = &record->fields[i];
        text_add(out, " ");
        if (*field->name) {
            add_declarator(l, out, field->type, field->name);
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

const char *type_text_of_object(struct lower_state *l, const struct ir_type *type, const char *name,
                                bool is_const)
{
    struct text out = {.arena = l->module->arena};
    const struct ir_type *element = type;
    while (element->kind == IR_TYPE_ARRAY)
        element = element->elem;
    bool is_pointer = element->kind == IR_TYPE_PTR;
    if (is_const && !is_pointer)
        text_add(&out, "const ");
    add_declarator(l, &out, type,
                   is_const && is_pointer ? arena_printf(l->arena, "const %s", name) : name);
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
        text_add(&out, i ? ", " : "");
        add_declarator(l, &out, is_value ? type->elem : type, "");
    }
    text_add(&out, lower_is_variadic(decl) ? (count ? ", ..." : "...") : count ? "" : "void");
    return text_string(&out);
}

const char *type_text_of_function(struct lower_state *l, CXCursor decl, const char *name)
{
    struct text out = {.arena = l->module->arena};
    const struct ir_type *result = lower_type(l, clang_getCursorResultType(decl), decl);
    bool is_function_pointer = result->kind == IR_TYPE_PTR && result->elem->kind == IR_TYPE_FUNC;
    if (is_function_pointer)
        lower_refuse(l, decl, "a function that returns a pointer to a function");
    add_declarator(l, &out, result,
                   arena_printf(l->arena, "%s(%s)", name, parameters_text(l, decl)));
    return text_string(&out);
}
