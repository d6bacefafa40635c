/* Tables are pretty-printed by clang, which expands macros. What they name is called what the
 * output calls it. Of a unit whose types the output does not see, the declaration is written from
 * the IR, and enumerators as numbers. */
#include "frontend/table.h"

#include "frontend/link.h"
#include "ir/declare.h"
#include "support/text.h"

#include <ctype.h>
#include <string.h>

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

/* ---- what the initial value names */

/* A word of the text and what stands for it. */
struct renaming {
    const char *old, *new;
};

struct renamings {
    struct lower_state *l;
    VEC(struct renaming) list;
    bool is_refused; /* at the end of the visit: to refuse jumps */
};

static const char *enumerator_text(struct lower_state *l, CXCursor enumerator)
{
    return arena_printf(l->arena, "(%lld)", clang_getEnumConstantDeclValue(enumerator));
}

/* A typedef of a number; NULL for any other type. */
static const char *number_text(struct lower_state *l, CXCursor type_name)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(type_name));
    bool is_number = type.kind >= CXType_Bool && type.kind <= CXType_LongDouble;
    return cursor_is(type_name, CXCursor_TypedefDecl) && is_number
               ? ir_type_text(l->arena, lower_type(l, type, type_name))
               : NULL;
}

/* What the output calls it; NULL where that is not known to be another name. */
static const char *name_in_output(struct lower_state *l, CXCursor decl)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    if (cursor_is(decl, CXCursor_EnumConstantDecl))
        return l->is_main ? NULL : enumerator_text(l, decl);
    if (cursor_is(decl, CXCursor_FunctionDecl)) {
        const struct lower_func *func = cursor_map_get(l->funcs, key);
        return func ? func->callee->name : NULL;
    }
    const struct ir_global *global = cursor_map_get(l->globals, key);
    return global ? global->name : NULL;
}

static void add_renaming(struct renamings *r, CXCursor decl, const char *new)
{
    struct renaming renaming = {cursor_spelling(r->l->arena, decl), new};
    if (new && strcmp(renaming.old, new) != 0)
        vec_push(r->l->arena, &r->list, renaming);
}

/* A type that the output may not know. */
static void rename_type(struct renamings *r, CXCursor type)
{
    const char *number = r->l->is_main ? NULL : number_text(r->l, type);
    if (number)
        add_renaming(r, type, number);
    else if (cursor_is_of_system(type))
        lower_note_system(r->l, type);
    else
        r->is_refused |= !r->l->is_main;
}

static enum CXChildVisitResult collect_renaming(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct renamings *r = data;
    CXCursor decl = clang_getCursorReferenced(cursor);
    if (cursor_is(cursor, CXCursor_DeclRefExpr))
        add_renaming(r, decl, name_in_output(r->l, decl));
    else if (cursor_is(cursor, CXCursor_TypeRef))
        rename_type(r, decl);
    return CXChildVisit_Recurse;
}

/* Behind a literal that begins here. */
static const char *behind_literal(const char *at)
{
    const char *end = at + 1;
    for (; *end && *end != *at; end++)
        end += *end == '\\' && end[1];
    return *end ? end + 1 : end;
}

static size_t word_length(const char *at)
{
    size_t length = 0;
    while (is_word(at[length]))
        length++;
    return length;
}

static void add_word(struct text *out, const struct renamings *r, const char *word, size_t length)
{
    for (size_t i = 0; i < r->list.len; i++) {
        const struct renaming *renaming = &r->list.data[i];
        if (strlen(renaming->old) == length && strncmp(renaming->old, word, length) == 0) {
            text_add(out, renaming->new);
            return;
        }
    }
    text_addf(out, "%.*s", (int)length, word);
}

/* Members keep their names. */
static const char *with_new_names(const struct renamings *r, const char *text)
{
    struct text out = {.arena = r->l->arena};
    char before = ' ';
    while (*text) {
        bool is_literal = *text == '"' || *text == '\'';
        const char *end = is_literal ? behind_literal(text) : text + word_length(text);
        end = end == text ? text + 1 : end;
        if (!is_literal && is_word(*text) && before != '.' && before != '>')
            add_word(&out, r, text, (size_t)(end - text));
        else
            text_addf(&out, "%.*s", (int)(end - text), text);
        before = end[-1];
        text = end;
    }
    return text_string(&out);
}

static const char *initialiser(struct lower_state *l, CXCursor variable, const char *text)
{
    struct renamings r = {.l = l};
    CXCursor init = clang_Cursor_getVarDeclInitializer(variable);
    if (clang_Cursor_isNull(init))
        return text;
    collect_renaming(init, variable, &r);
    clang_visitChildren(init, collect_renaming, &r);
    if (r.is_refused)
        lower_refuse(l, variable, "a table of another file whose values name a type");
    return r.list.len ? with_new_names(&r, text) : text;
}

/* ---- the whole */

/* The declaration as the IR knows it. */
static const char *declaration(struct lower_state *l, CXCursor variable, const char *name)
{
    CXType type = clang_getCursorType(variable);
    if (lower_type_is_volatile(type))
        lower_refuse(l, variable, "a volatile table of another file");
    return arena_printf(
        l->arena, "static %s",
        ir_declare(l->arena, lower_type(l, type, variable), name, lower_type_is_const(type)));
}

const char *table_definition(struct lower_state *l, CXCursor variable, const char *name)
{
    const char *text = cursor_string(l->arena, clang_getCursorPrettyPrinted(variable, NULL));
    const char *old = cursor_spelling(l->arena, variable);
    if (l->is_main)
        text = with_given_tag(l, variable, text);
    const char *at = find_declared(text, old);
    if (!at)
        lower_refuse(l, variable, "a table that is declared like this");
    const char *init = at + strcspn(at, "=");
    const char *value = initialiser(l, variable, init);
    if (!l->is_main)
        return arena_printf(l->module->arena, "%s%s%s;", declaration(l, variable, name),
                            *value ? " " : "", value);
    const char *behind = at + strlen(old);
    return arena_printf(l->module->arena, "%.*s%s%.*s%s;", (int)(at - text), text, name,
                        (int)(init - behind), behind, value);
}
