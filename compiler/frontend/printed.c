/* Constructs of one kind come in the same order in the text and in the tree: the text has none but
 * those of the tree, so that it is enough to count them. */
#include "frontend/printed.h"

#include "support/text.h"
#include "support/vec.h"

#include <string.h>

const char *printed_skip_quoted(const char *p)
{
    char quote = *p++;
    while (*p && *p != quote)
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p ? p + 1 : p;
}

static const char *next_of(const char *text, const char *p, const char *keyword)
{
    size_t length = strlen(keyword);
    while (*p) {
        if (*p == '"' || *p == '\'') {
            p = printed_skip_quoted(p);
            continue;
        }
        bool starts = p == text || !text_is_identifier(p[-1]);
        if (starts && strncmp(p, keyword, length) == 0)
            return p + length;
        p++;
    }
    return NULL;
}

struct collector {
    struct arena *arena;
    enum CXCursorKind kind;
    struct cursor_map *seen;
    struct cursors found;
    unsigned latest; /* offset in the file */
    bool in_order;   /* of the source: extents of an array are not */
};

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collector *c = data;
    if (cursor_is(cursor, c->kind) && !cursor_map_get(c->seen, cursor)) {
        unsigned offset;
        CXSourceLocation begin = clang_getRangeStart(clang_getCursorExtent(cursor));
        clang_getExpansionLocation(begin, NULL, NULL, NULL, &offset);
        c->in_order = c->in_order && offset >= c->latest;
        c->latest = offset;
        cursor_map_set(c->seen, cursor, c);
        vec_push(c->arena, &c->found, cursor);
    }
    return CXChildVisit_Recurse;
}

/* A cursor's parts depend on the way to it, its extent does not. */
static bool is_same(CXCursor a, CXCursor b)
{
    return clang_equalRanges(clang_getCursorExtent(a), clang_getCursorExtent(b)) != 0;
}

const char *printed_text(struct lower_state *l, CXCursor construct, const char *keyword)
{
    if (!l->fn)
        return NULL;
    struct collector c = {.arena = l->arena, .kind = clang_getCursorKind(construct)};
    c.seen = cursor_map_create(l->arena);
    c.in_order = true;
    clang_visitChildren(l->fn->decl, collect, &c);
    cursor_map_destroy(c.seen);
    if (!l->fn->printed)
        l->fn->printed = cursor_string(l->arena, clang_getCursorPrettyPrinted(l->fn->decl, NULL));
    const char *text = l->fn->printed, *found = NULL;
    size_t count = 0;
    for (const char *p = next_of(text, text, keyword); p; p = next_of(text, p, keyword), count++) {
        if (count < c.found.len && is_same(c.found.data[count], construct))
            found = p;
    }
    return count == c.found.len && c.in_order ? found : NULL;
}
