/* C types to IR types.
 *
 * Decisions are made on canonical types, since sugar differs between versions of libclang. Variable
 * array types map to their innermost element: see struct vla. */
#include "frontend/lower.h"

#include "frontend/complex.h"
#include "frontend/contract.h"
#include "frontend/link.h"
#include "frontend/link_types.h"
#include "support/vec.h"

#include <string.h>

static const struct {
    enum CXTypeKind kind;
    enum ir_scalar scalar;
} scalars[] = {
    {CXType_Bool, IR_BOOL},          {CXType_Char_U, IR_CHAR},
    {CXType_Char_S, IR_CHAR},        {CXType_SChar, IR_SCHAR},
    {CXType_UChar, IR_UCHAR},        {CXType_Short, IR_SHORT},
    {CXType_UShort, IR_USHORT},      {CXType_Int, IR_INT},
    {CXType_UInt, IR_UINT},          {CXType_Long, IR_LONG},
    {CXType_ULong, IR_ULONG},        {CXType_LongLong, IR_LLONG},
    {CXType_ULongLong, IR_ULLONG},   {CXType_Float16, IR_HALF},
    {CXType_Float, IR_FLOAT},        {CXType_Double, IR_DOUBLE},
    {CXType_LongDouble, IR_LDOUBLE},
};

static const struct {
    enum CXTypeKind kind;
    const char *phrase;
} refused[] = {
    {CXType_Atomic, "atomic objects"},
    {CXType_Vector, "vector types"},
    {CXType_ExtVector, "vector types"},
    {CXType_Half, "half-precision numbers"},
    {CXType_Float128, "128-bit floating-point numbers"},
    {CXType_Int128, "128-bit integers"},
    {CXType_UInt128, "128-bit integers"},
};

static bool find_scalar(enum CXTypeKind kind, enum ir_scalar *scalar)
{
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
        if (scalars[i].kind == kind) {
            *scalar = scalars[i].scalar;
            return true;
        }
    }
    return false;
}

static _Noreturn void refuse_type(struct lower_state *l, CXType type, CXCursor at)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (refused[i].kind == type.kind)
            lower_refuse(l, at, refused[i].phrase);
    }
    const char *name = cursor_string(l->arena, clang_getTypeSpelling(type));
    lower_refuse(l, at, arena_printf(l->arena, "a value of type '%s'", name));
}

static bool is_array(CXType type)
{
    enum CXTypeKind kind = cursor_type_kind(type);
    return kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
           kind == CXType_VariableArray;
}

CXType lower_innermost_element(CXType type)
{
    type = clang_getCanonicalType(type);
    while (is_array(type))
        type = clang_getCanonicalType(clang_getArrayElementType(type));
    return type;
}

/* libclang puts the qualifiers of an array's elements on the array or on its elements. */
static bool is_qualified(CXType type, unsigned (*query)(CXType))
{
    type = cursor_bare_type(type);
    while (is_array(type)) {
        if (query(type))
            return true;
        type = clang_getCanonicalType(clang_getArrayElementType(type));
    }
    return query(type) != 0;
}

bool lower_type_is_const(CXType type)
{
    return is_qualified(type, clang_isConstQualifiedType);
}

bool lower_type_is_volatile(CXType type)
{
    return is_qualified(type, clang_isVolatileQualifiedType);
}

bool lower_type_is_vla(CXType type)
{
    for (type = cursor_bare_type(type); is_array(type);
         type = clang_getCanonicalType(clang_getArrayElementType(type))) {
        if (type.kind == CXType_VariableArray)
            return true;
    }
    return false;
}

bool lower_type_is_vla_ptr(CXType type)
{
    type = cursor_bare_type(type);
    return type.kind == CXType_Pointer && lower_type_is_vla(clang_getPointeeType(type));
}

static bool is_complex(CXType plain, enum ir_scalar *scalar)
{
    return plain.kind == CXType_Complex &&
           find_scalar(clang_getCanonicalType(clang_getElementType(plain)).kind, scalar) &&
           *scalar >= IR_FLOAT;
}

bool lower_type_is_passed_in_memory(CXType type)
{
    return lower_type_is_record(type) || cursor_type_kind(type) == CXType_Complex;
}

bool lower_type_is_record(CXType type)
{
    return cursor_type_kind(type) == CXType_Record;
}

bool lower_type_size(CXType type, unsigned long long *size)
{
    long long bytes = clang_Type_getSizeOf(type);
    if (bytes <= 0)
        return false;
    *size = (unsigned long long)bytes;
    return true;
}

/* How C declares a function of the type, through a pointer; '%' stands for the name. */
static const char *function_text(struct lower_state *l, CXType function, CXCursor at)
{
    const char *text = cursor_string(l->arena, clang_getTypeSpelling(function));
    const char *parameters = strchr(text, '(');
    if (parameters[1] == '*')
        lower_refuse(l, at, "a pointer to a function that returns such a pointer");
    return arena_printf(l->arena, "%.*s(*%%)%s", (int)(parameters - text), text, parameters);
}

static const struct ir_type *pointer_to(struct lower_state *l, CXType pointee, CXCursor at)
{
    pointee = clang_getCanonicalType(pointee);
    bool is_const = lower_type_is_const(pointee);
    if (lower_type_is_vla(pointee))
        pointee = lower_innermost_element(pointee);
    if (pointee.kind == CXType_FunctionProto || pointee.kind == CXType_FunctionNoProto) {
        const char *declarator =
            l->is_main ? function_text(l, pointee, at) : link_function_text(l, pointee, at);
        return ir_type_ptr(l->types, ir_type_func(l->types, declarator), false);
    }
    return ir_type_ptr(l->types, lower_type(l, pointee, at), is_const);
}

static bool is_anonymous_member(CXCursor field)
{
    CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(clang_getCursorType(field)));
    return clang_Cursor_isAnonymousRecordDecl(decl) != 0;
}

/* Whether lower_type would take it. A field of another type is void: it cannot be accessed, but the
 * record can be used otherwise. */
static bool is_supported(CXType type)
{
    CXType plain = cursor_plain_type(lower_innermost_element(type));
    enum ir_scalar scalar;
    if (plain.kind == CXType_Pointer) {
        CXType pointee = lower_innermost_element(clang_getPointeeType(plain));
        return pointee.kind == CXType_FunctionProto || pointee.kind == CXType_FunctionNoProto ||
               is_supported(pointee);
    }
    return find_scalar(plain.kind, &scalar) || plain.kind == CXType_Void ||
           plain.kind == CXType_Enum || plain.kind == CXType_Record || is_complex(plain, &scalar);
}

static const struct ir_type *field_type(struct lower_state *l, CXCursor field)
{
    CXType type = clang_getCursorType(field);
    return is_supported(type) ? lower_type(l, type, field) : ir_type_void(l->types);
}

static void fill_record(struct lower_state *l, struct ir_record *record, CXType type)
{
    struct cursors fields = cursor_fields(l->arena, type);
    record->fields = ARENA_ARRAY(l->arena, struct ir_field, fields.len);
    record->field_count = (unsigned)fields.len;
    for (size_t i = 0; i < fields.len; i++) {
        struct ir_field *field = &record->fields[i];
        field->name =
            is_anonymous_member(fields.data[i]) ? "" : cursor_spelling(l->arena, fields.data[i]);
        field->loc = unit_cursor_location(l->unit, fields.data[i]);
        field->is_bit_field = clang_Cursor_isBitField(fields.data[i]) != 0;
        if (field->is_bit_field)
            field->bit_width = (unsigned)clang_getFieldDeclBitWidth(fields.data[i]);
        field->is_volatile = lower_type_is_volatile(clang_getCursorType(fields.data[i]));
        field->type = field_type(l, fields.data[i]);
        field->contract = contract_of(l, fields.data[i]);
    }
    record->is_complete = true;
}

static bool record_name_taken(const struct lower_state *l, const char *name)
{
    for (size_t i = 0; i < l->link->named_records.len; i++) {
        if (strcmp(l->link->named_records.data[i]->record->name, name) == 0)
            return true;
    }
    return false;
}

/* Unique in the module: records of the same tag in different scopes get numbers. */
static const char *record_name(struct lower_state *l, const char *base)
{
    const char *name = base;
    for (unsigned n = 2; record_name_taken(l, name); n++)
        name = arena_printf(l->module->arena, "%s_%u", base, n);
    return name;
}

static bool is_local(CXCursor decl)
{
    CXCursor parent = clang_getCursorLexicalParent(decl);
    while (!clang_Cursor_isNull(parent) && !cursor_is(parent, CXCursor_TranslationUnit)) {
        if (cursor_is(parent, CXCursor_FunctionDecl))
            return true;
        parent = clang_getCursorLexicalParent(parent);
    }
    return false;
}

/* A record that file-level C of the main unit can name is called what the source calls it. One
 * without a name, from inside a function or of another unit gets a tag of its own, and its
 * definition is written out. */
static const struct ir_type *new_record(struct lower_state *l, CXCursor decl, bool *writes_out)
{
    CXType type = clang_getUnqualifiedType(clang_getCursorType(decl));
    const char *spelling = cursor_string(l->module->arena, clang_getTypeSpelling(type));
    const char *tag = cursor_spelling(l->arena, decl);
    bool is_union = cursor_is(decl, CXCursor_UnionDecl);
    bool unnamed = strchr(spelling, '(') != NULL;
    bool tagged = *tag && !strchr(tag, ' ');
    bool has_own_tag = unnamed || is_local(decl) || (!l->is_main && !cursor_is_of_system(decl));
    const char *base = unnamed ? "unnamed" : tagged ? tag : spelling;
    const char *name = record_name(l, base);
    if (has_own_tag)
        spelling =
            arena_printf(l->module->arena, "%s gradc_%s", is_union ? "union" : "struct", name);
    const struct ir_type *made = ir_type_record(l->types, name, spelling, is_union);
    made->record->loc = unit_cursor_location(l->unit, decl);
    lower_note_system(l, decl);
    vec_push(l->arena, &l->link->named_records, made);
    *writes_out = has_own_tag;
    return made;
}

/* Attributes may pack or align a record. */
static void note_size(const struct ir_type *made, CXType type)
{
    unsigned long long size;
    if (lower_type_size(type, &size) && ir_type_size(made) != size)
        made->record->size = size;
}

/* Whether no attribute or pragma packs or aligns it: its alignment is that of some member.
 * Bit-fields without a name have none. */
static bool is_laid_out_plainly(struct lower_state *l, CXType record)
{
    struct cursors fields = cursor_fields(l->arena, record);
    long long most = 1;
    for (size_t i = 0; i < fields.len; i++) {
        CXCursor field = fields.data[i];
        long long bytes = clang_Type_getAlignOf(clang_getCursorType(field));
        bool counts = !clang_Cursor_isBitField(field) || *cursor_spelling(l->arena, field);
        most = counts && bytes > most ? bytes : most;
    }
    return clang_Type_getAlignOf(record) == most;
}

static bool is_function(const struct ir_type *type)
{
    return type->kind == IR_TYPE_PTR && type->elem->kind == IR_TYPE_FUNC;
}

/* Fields of which the written out definition could not have the right layout, or would not be
 * C. */
static void check_own_record(struct lower_state *l, const struct ir_record *record, CXCursor decl)
{
    for (unsigned i = 0; i < record->field_count; i++) {
        if (record->fields[i].type->kind == IR_TYPE_VOID)
            lower_refuse(l, decl,
                         l->is_main ? "a structure without a name that has such members"
                                    : "a structure of another file that has such members");
        if (link_is_macro_of_output(l, record->fields[i].name, is_function(record->fields[i].type)))
            lower_refuse(l, decl, "a structure with a member that is a macro in the first file");
    }
    if (!l->is_main && !is_laid_out_plainly(l, clang_getCursorType(decl)))
        lower_refuse(l, decl, "a structure of another file with attributes");
}

static void complete_record(struct lower_state *l, const struct ir_type *made, CXType type,
                            bool writes_out)
{
    CXCursor definition = clang_getCursorDefinition(clang_getTypeDeclaration(type));
    fill_record(l, made->record, type);
    note_size(made, type);
    if (!writes_out)
        return;
    check_own_record(l, made->record, definition);
    vec_push(l->arena, &l->link->own_records, made);
}

static void unlist_record(struct ir_module *module, const struct ir_type *made)
{
    size_t kept = 0;
    for (size_t i = 0; i < module->records.len; i++)
        if (module->records.data[i] != made)
            module->records.data[kept++] = module->records.data[i];
    module->records.len = kept;
}

static const struct ir_type *record_type(struct lower_state *l, CXType type)
{
    CXCursor decl = clang_getCanonicalCursor(clang_getTypeDeclaration(type));
    const struct ir_type *known = cursor_map_get(l->records, decl);
    if (known)
        return known;
    CXCursor definition = clang_getCursorDefinition(decl);
    bool complete = !clang_Cursor_isNull(definition);
    const struct ir_type *made = is_local(decl) ? NULL : link_record(l, decl);
    bool is_of_other = made != NULL, writes_out = is_of_other;
    if (!made)
        made = new_record(l, complete ? definition : decl, &writes_out);
    cursor_map_set(l->records, decl, (void *)made);
    if (is_of_other && (made->record->is_complete || !complete))
        return made;
    if (complete)
        complete_record(l, made, type, writes_out);
    else if (writes_out)
        vec_push(l->arena, &l->link->own_tags, made);
    if (is_of_other) /* it is listed behind what it is made of */
        unlist_record(l->module, made);
    vec_push(l->module->arena, &l->module->records, made);
    return made;
}

const struct ir_type *lower_type(struct lower_state *l, CXType type, CXCursor at)
{
    CXType plain = cursor_plain_type(type);
    enum ir_scalar scalar;
    if (find_scalar(plain.kind, &scalar))
        return ir_type_scalar(l->types, scalar);
    switch (plain.kind) {
    case CXType_Void:
        return ir_type_void(l->types);
    case CXType_Enum:
        return lower_type(l, clang_getEnumDeclIntegerType(clang_getTypeDeclaration(plain)), at);
    case CXType_Pointer:
        return pointer_to(l, clang_getPointeeType(plain), at);
    case CXType_FunctionProto: /* an expression or a parameter of it is a pointer */
    case CXType_FunctionNoProto:
        return pointer_to(l, plain, at);
    case CXType_ConstantArray:
        return ir_type_array(l->types, lower_type(l, clang_getArrayElementType(plain), at),
                             (uint64_t)clang_getArraySize(plain));
    case CXType_IncompleteArray:
        return ir_type_array(l->types, lower_type(l, clang_getArrayElementType(plain), at), 0);
    case CXType_VariableArray:
        return lower_type(l, lower_innermost_element(plain), at);
    case CXType_Record:
        return record_type(l, plain);
    case CXType_Complex:
        if (is_complex(plain, &scalar))
            return lower_complex_type(l, scalar);
        lower_refuse(l, at, "complex integers and complex _Float16");
    default:
        refuse_type(l, plain, at);
    }
}

/* Members without a name are told apart by their places in their record. */
static bool is_member_at(struct lower_state *l, const struct ir_record *record, unsigned index,
                         CXCursor field)
{
    CXCursor parent = clang_getCanonicalCursor(clang_getCursorSemanticParent(field));
    const struct ir_type *type = cursor_map_get(l->records, parent);
    if (!type || type->record != record)
        return false;
    struct cursors fields = cursor_fields(l->arena, clang_getCursorType(parent));
    return index < fields.len && clang_equalCursors(fields.data[index], field);
}

bool lower_field_path(struct lower_state *l, const struct ir_record *record, CXCursor field,
                      struct field_path *path)
{
    const char *name = is_anonymous_member(field) ? "" : cursor_spelling(l->arena, field);
    for (unsigned i = 0; i < record->field_count; i++) {
        const struct ir_field *f = &record->fields[i];
        vec_push(l->arena, path, i);
        if (*f->name ? strcmp(f->name, name) == 0 : !*name && is_member_at(l, record, i, field))
            return true;
        if (!*f->name && f->type->kind == IR_TYPE_RECORD &&
            lower_field_path(l, f->type->record, field, path))
            return true;
        path->len--;
    }
    return false;
}

/* Where the name goes in a type's spelling: behind "(*" and its qualifiers, before the first
 * bracket of an array or function, else at the end. */
static size_t hole_of(const char *spelling)
{
    const char *inner = strstr(spelling, "(*");
    if (inner)
        return (size_t)(strchr(inner, ')') - spelling);
    size_t end = strcspn(spelling, "[(");
    return end;
}

const char *lower_declarator(struct arena *arena, CXType type, const char *name)
{
    const char *spelling = cursor_string(arena, clang_getTypeSpelling(type));
    size_t hole = hole_of(spelling);
    bool tight = hole && (spelling[hole - 1] == '*' || spelling[hole - 1] == ' ');
    return arena_printf(arena, "%.*s%s%s%s", (int)hole, spelling, tight ? "" : " ", name,
                        spelling + hole);
}
