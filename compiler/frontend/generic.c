/* Which expression a _Generic selects, which libclang does not say.
 *
 * The only one of the selection's own type must be it. Where several have that type, the types
 * before the colons are compared, as clang prints them, with that of the controlling expression:
 * equal types are spelled alike once typedefs are replaced. Where that leaves a doubt, it is none
 * of them. */
#include "frontend/half.h"
#include "frontend/printed.h"

#include "support/text.h"
#include "support/vec.h"

#include <ctype.h>
#include <string.h>

/* ---- the printed text */

struct selection {
    const char *control;
    VEC(const char *) types; /* of the associations, "default" among them */
};

/* The end of the text up to a character outside of parentheses and strings: `stop`, or the
 * parenthesis that ends it all. */
static const char *find_end(const char *p, char stop)
{
    int depth = 0;
    while (*p) {
        if (*p == '"' || *p == '\'') {
            p = printed_skip_quoted(p);
            continue;
        }
        if (depth == 0 && (*p == stop || *p == ')'))
            return p;
        depth += strchr("([{", *p) ? 1 : strchr(")]}", *p) ? -1 : 0;
        p++;
    }
    return p;
}

static const char *trimmed(struct arena *arena, const char *begin, const char *end)
{
    while (begin < end && isspace((unsigned char)*begin))
        begin++;
    return arena_printf(arena, "%.*s", (int)(end - begin), begin);
}

static void read_selection(struct arena *arena, const char *p, struct selection *s)
{
    const char *end = find_end(p, ',');
    s->control = trimmed(arena, p, end);
    while (*end == ',') {
        const char *begin = end + 1;
        end = find_end(begin, ':');
        vec_push(arena, &s->types, trimmed(arena, begin, end));
        end = find_end(end, ',');
    }
}

/* ---- the spelling of types */

/* Enumerations are compatible with integers, which their names do not tell. */
static bool leads_to_enum(CXType type)
{
    type = clang_getCanonicalType(type);
    while (type.kind == CXType_Pointer)
        type = clang_getCanonicalType(clang_getPointeeType(type));
    return type.kind == CXType_Enum;
}

/* Equal for compatible types, different for others. */
static bool is_telling(const char *spelling)
{
    return !strpbrk(spelling, "([");
}

static const char *spelling_of(struct lower_state *l, CXType type)
{
    return cursor_string(l->arena, clang_getTypeSpelling(cursor_plain_type(type)));
}

/* The type of an expression as a value: of a parameter libclang gives the array. NULL where its
 * spelling does not tell. */
static const char *spelling_of_value(struct lower_state *l, CXCursor expr)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(expr));
    const char *text = spelling_of(l, type);
    if (clang_getArrayElementType(type).kind != CXType_Invalid) {
        text = cursor_string(l->arena, clang_getTypeSpelling(clang_getArrayElementType(type)));
        text = arena_printf(l->arena, strchr(text, '*') ? "%s*" : "%s *", text);
    }
    return is_telling(text) && !leads_to_enum(type) ? text : NULL;
}

struct typedef_finder {
    struct lower_state *l;
    const char *name, *spelling;
    bool is_unclear;
};

static void note_typedef(struct typedef_finder *f, CXCursor cursor)
{
    if (!cursor_is(cursor, CXCursor_TypedefDecl) ||
        strcmp(cursor_spelling(f->l->arena, cursor), f->name) != 0)
        return;
    CXType type = clang_getTypedefDeclUnderlyingType(cursor);
    const char *spelling = spelling_of(f->l, type);
    f->is_unclear |= leads_to_enum(type) || (f->spelling && strcmp(f->spelling, spelling) != 0);
    f->spelling = spelling;
}

static enum CXChildVisitResult find_in_unit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    note_typedef(data, cursor);
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult find_in_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    note_typedef(data, cursor);
    return CXChildVisit_Recurse;
}

/* What a name stands for, in whatever scope it is declared; NULL where that is not clear. */
static const char *typedef_spelling(struct lower_state *l, const char *name)
{
    struct typedef_finder finder = {.l = l, .name = name};
    clang_visitChildren(clang_getTranslationUnitCursor(l->unit->handle), find_in_unit, &finder);
    clang_visitChildren(l->fn->decl, find_in_function, &finder);
    return finder.is_unclear ? NULL : finder.spelling;
}

static bool is_keyword(const char *word)
{
    static const char *const keywords[] = {"void",     "char",    "short",  "int",      "long",
                                           "float",    "double",  "signed", "_Bool",    "unsigned",
                                           "_Complex", "const",   "union",  "volatile", "restrict",
                                           "struct",   "_Float16"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(word, keywords[i]) == 0)
            return true;
    return false;
}

static const char *read_word(struct arena *arena, const char **p)
{
    const char *begin = *p;
    while (text_is_identifier(**p))
        (*p)++;
    return arena_printf(arena, "%.*s", (int)(*p - begin), begin);
}

/* A type as it is written, as it would be written without typedefs; NULL where that is not clear.
 * `const t *` is not `const` and what t stands for where that is a pointer. */
static const char *without_typedefs(struct lower_state *l, const char *written)
{
    struct text text = {.arena = l->arena};
    bool is_tag = false;
    for (const char *p = written; *p;) {
        if (!text_is_identifier(*p)) {
            text_addc(&text, *p++);
            continue;
        }
        const char *word = read_word(l->arena, &p);
        bool is_plain = is_tag || is_keyword(word);
        is_tag = !is_tag && (strcmp(word, "struct") == 0 || strcmp(word, "union") == 0);
        const char *meant = is_plain ? word : typedef_spelling(l, word);
        if (!meant || (!is_plain && strcmp(word, written) != 0 && strpbrk(meant, "*([")))
            return NULL;
        text_add(&text, meant);
    }
    return is_telling(text_string(&text)) ? text_string(&text) : NULL;
}

/* ---- choosing */

/* The index of the association for a type, `count` where none is sure. */
static size_t find_type(struct lower_state *l, const struct selection *s, const char *control)
{
    size_t fallback = s->types.len;
    bool is_unclear = false;
    for (size_t i = 0; i < s->types.len; i++) {
        if (strcmp(s->types.data[i], "default") == 0) {
            fallback = i;
            continue;
        }
        const char *type = without_typedefs(l, s->types.data[i]);
        if (type && strcmp(type, control) == 0)
            return i;
        is_unclear |= !type;
    }
    return is_unclear ? s->types.len : fallback;
}

static CXCursor choice_by_text(struct lower_state *l, const struct selection *s,
                               struct cursors kids, size_t before)
{
    const char *control =
        before ? spelling_of_value(l, kids.data[0]) : without_typedefs(l, s->control);
    size_t found = control ? find_type(l, s, control) : s->types.len;
    return found < s->types.len ? kids.data[before + found] : clang_getNullCursor();
}

static bool has_type_of(CXCursor expr, CXCursor other)
{
    return clang_equalTypes(cursor_plain_type(clang_getCursorType(expr)),
                            cursor_plain_type(clang_getCursorType(other)));
}

/* Of the children from `from` on, the last of the selection's type, and how many are. */
static CXCursor choice_by_type(CXCursor generic, struct cursors kids, size_t from, size_t *count)
{
    CXCursor choice = clang_getNullCursor();
    *count = 0;
    for (size_t i = from; i < kids.len; i++) {
        if (has_type_of(kids.data[i], generic)) {
            choice = kids.data[i];
            ++*count;
        }
    }
    return choice;
}

/* The first child is the controlling expression, but there is none where a type stands for it: only
 * the text tells. */
CXCursor lower_generic_choice(struct lower_state *l, CXCursor generic)
{
    struct cursors kids = cursor_expr_children(l->syntax, generic);
    size_t count;
    CXCursor choice = choice_by_type(generic, kids, 0, &count);
    if (count == 0)
        lower_refuse(l, generic, "this _Generic selection");
    const char *text = count > 1 ? printed_text(l, generic, "_Generic(") : NULL;
    if (text) {
        struct selection s = {0};
        read_selection(l->arena, text, &s);
        size_t before = kids.len - s.types.len;
        if (before <= 1)
            choice = choice_by_type(generic, kids, before, &count);
        if (before <= 1 && count > 1) {
            choice = choice_by_text(l, &s, kids, before);
            count = !clang_Cursor_isNull(choice) && has_type_of(choice, generic);
        }
    }
    if (count != 1)
        lower_refuse(l, generic, "a _Generic selection between values of one type");
    return choice;
}

struct value lower_generic(struct lower_state *l, CXCursor expr)
{
    CXCursor choice = lower_generic_choice(l, expr);
    return half_settled(l, choice, lower_expr(l, choice));
}
