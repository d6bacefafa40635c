/* Statics of functions in an amalgamated output.
 *
 * The output holds the source, and names what the source's files share, but a static variable of a
 * function has no name outside of it. So the output's copy of the source is edited: the variable is
 * defined ahead of its function, under a name of its own, and the function uses that one. Its old
 * declaration stays, unused. What a macro hides is not edited, nor what is not surely a use. */
#include "frontend/hoist.h"

#include "frontend/table.h"
#include "support/vec.h"

#include <ctype.h>
#include <string.h>

struct uses {
    struct lower_state *l;
    struct ir_global *global;
    CXCursor decl;
    size_t length;      /* of its name */
    bool is_hidden;     /* one is in a macro */
    bool needs_another; /* its initial value refers to a static of the function's */
};

static void add_edit(struct uses *u, unsigned at, size_t length, const char *text)
{
    struct ir_edit edit = {.at = at, .length = (unsigned)length, .text = text};
    vec_push(u->l->module->arena, &u->global->hoist, edit);
}

static enum CXChildVisitResult find_uses(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct uses *u = data;
    if (cursor_is(cursor, CXCursor_DeclRefExpr) &&
        clang_equalCursors(clang_getCursorReferenced(cursor), u->decl)) {
        u->is_hidden |= cursor_touches_macro(cursor);
        add_edit(u, unit_begin_offset(cursor), u->length, u->global->name);
    }
    return CXChildVisit_Recurse;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Behind a comment or literal that begins here; NULL when none does. */
static const char *skip(const char *at)
{
    const char *end;
    if (strncmp(at, "/*", 2) == 0)
        return (end = strstr(at + 2, "*/")) ? end + 2 : at + strlen(at);
    if (strncmp(at, "//", 2) == 0)
        return at + strcspn(at, "\n");
    if (*at != '"' && *at != '\'')
        return NULL;
    for (end = at + 1; *end && *end != *at; end++)
        end += *end == '\\' && end[1];
    return *end ? end + 1 : end;
}

/* How often a name stands in a text as a word, but for members of that name. */
static size_t count_words(const char *text, const char *name)
{
    size_t count = 0, length = strlen(name);
    bool is_member = false;
    while (*text) {
        const char *behind = skip(text);
        size_t word = 0;
        while (!behind && is_word(text[word]))
            word++;
        count += word == length && strncmp(text, name, length) == 0 && !is_member;
        if (word)
            is_member = false;
        else if (!behind && !isspace((unsigned char)*text))
            is_member = *text == '.' || strncmp(text, "->", 2) == 0;
        text = behind ? behind : text + (word ? word : is_member && *text == '-' ? 2 : 1);
    }
    return count;
}

/* Whether a type is declared inside a function, so that file-level C cannot name it. */
static bool is_local_type(CXType type)
{
    for (;;) {
        CXCursor decl = clang_getTypeDeclaration(type);
        if (cursor_is(clang_getCursorSemanticParent(decl), CXCursor_FunctionDecl))
            return true;
        if (cursor_is(decl, CXCursor_TypedefDecl))
            type = clang_getTypedefDeclUnderlyingType(decl);
        else if (clang_getCanonicalType(type).kind == CXType_Pointer)
            type = clang_getPointeeType(clang_getCanonicalType(type));
        else if (clang_getArrayElementType(type).kind != CXType_Invalid)
            type = clang_getArrayElementType(type);
        else
            return false;
    }
}

static enum CXChildVisitResult find_locals(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct uses *u = data;
    CXCursor decl = clang_getCursorReferenced(cursor);
    if (cursor_is(cursor, CXCursor_DeclRefExpr))
        u->needs_another |= cursor_is(clang_getCursorSemanticParent(decl), CXCursor_FunctionDecl) &&
                            cursor_is(decl, CXCursor_VarDecl);
    return CXChildVisit_Recurse;
}

/* Behind the declaration before the function: attributes of the function may precede its extent,
 * and those of the declaration follow its own. */
static unsigned place_before(struct lower_state *l, CXCursor function)
{
    struct cursors top =
        cursor_children(l->syntax, clang_getTranslationUnitCursor(l->unit->handle));
    unsigned begin = unit_begin_offset(function), place = 0;
    bool is_body = false;
    for (size_t i = 0; i < top.len; i++) {
        if (!clang_isDeclaration(clang_getCursorKind(top.data[i])) ||
            !unit_in_main_file(l->unit, top.data[i]) || unit_end_offset(top.data[i]) >= begin)
            continue;
        place = unit_end_offset(top.data[i]);
        is_body =
            cursor_is(top.data[i], CXCursor_FunctionDecl) && clang_isCursorDefinition(top.data[i]);
    }
    const char *between = unit_main_text(l->unit, place, begin);
    size_t rest = is_body || !place ? 0 : strcspn(between, ";") + 1;
    return place && between[0] ? place + (unsigned)rest : begin;
}

bool hoist_static(struct lower_state *l, struct ir_global *global, CXCursor decl)
{
    CXCursor function = clang_getCursorSemanticParent(decl);
    const char *name = cursor_spelling(l->arena, decl);
    struct uses u = {.l = l, .global = global, .decl = decl, .length = strlen(name)};
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (!clang_Cursor_isNull(init))
        clang_visitChildren(init, find_locals, &u);
    if (!unit_in_main_file(l->unit, function) || cursor_touches_macro(decl) || u.needs_another ||
        is_local_type(clang_getCursorType(decl)))
        return false;
    clang_visitChildren(function, find_uses, &u);
    const char *text =
        unit_main_text(l->unit, unit_begin_offset(function), unit_end_offset(function));
    if (u.is_hidden || count_words(text, name) != global->hoist.len + 1)
        return false;
    const char *definition = table_definition(l, decl, global->name);
    add_edit(&u, place_before(l, function), 0, arena_printf(l->module->arena, " %s ", definition));
    return true;
}

void hoist_collect(struct lower_state *l)
{
    l->module->source_text =
        arena_strdup(l->module->arena, unit_main_text(l->unit, 0, unit_main_length(l->unit)));
    struct cursors top =
        cursor_children(l->syntax, clang_getTranslationUnitCursor(l->unit->handle));
    for (size_t i = 0; i < top.len; i++) {
        CXCursor cursor = top.data[i];
        if (!cursor_is(cursor, CXCursor_InclusionDirective) || !unit_in_main_file(l->unit, cursor))
            continue;
        unsigned begin = unit_begin_offset(cursor);
        const char *text = unit_main_text(l->unit, begin, unit_end_offset(cursor));
        const char *quote = strchr(text, '"');
        struct ir_edit edit = {.at = begin + (unsigned)(quote - text) + 1, .is_path = true};
        if (quote && unit_is_beside_main(l->unit, clang_getIncludedFile(cursor),
                                         cursor_spelling(l->arena, cursor)))
            vec_push(l->module->arena, &l->module->includes, edit);
    }
}
