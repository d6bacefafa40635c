/* Which parts a `for` has.
 *
 * libclang lists initialiser, condition, increment and body without saying which are missing. With
 * one or four children there is no doubt. Otherwise the tokens of the header decide; where the
 * header comes from a macro, the function's pretty-printed text does. */
#include "frontend/printed.h"
#include "frontend/stmt.h"

#include "support/vec.h"

#include <ctype.h>
#include <string.h>

enum { HAS_INIT = 1, HAS_CONDITION = 2, HAS_INCREMENT = 4, UNKNOWN = 8 };

static size_t count_parts(unsigned parts)
{
    return (parts & 1) + (parts >> 1 & 1) + (parts >> 2 & 1);
}

/* ---- from tokens */

struct header {
    unsigned parts;
    int depth;
    unsigned separators;
};

static void add_token(struct header *header, char first, size_t length)
{
    bool single = length == 1;
    if (single && strchr("([{", first)) {
        if (header->depth++ == 0)
            return;
    } else if (single && strchr(")]}", first)) {
        if (--header->depth == 0)
            return;
    }
    if (header->depth == 1 && single && first == ';')
        header->separators++;
    else if (header->depth >= 1 && header->separators < 3)
        header->parts |= 1U << header->separators;
}

static unsigned parts_of_tokens(struct lower_state *l, CXToken *tokens, unsigned count)
{
    struct header header = {0};
    for (unsigned i = 1; i < count; i++) {
        if (clang_getTokenKind(tokens[i]) == CXToken_Comment)
            continue;
        const char *text =
            cursor_string(l->arena, clang_getTokenSpelling(l->unit->handle, tokens[i]));
        add_token(&header, text[0], strlen(text));
        if (header.depth == 0)
            break;
    }
    return header.separators == 2 && header.depth == 0 ? header.parts : UNKNOWN;
}

static unsigned parts_by_tokens(struct lower_state *l, CXCursor loop, CXCursor body)
{
    if (cursor_touches_macro(loop) || cursor_touches_macro(body))
        return UNKNOWN;
    CXSourceLocation begin = clang_getRangeStart(clang_getCursorExtent(loop));
    CXSourceLocation end = clang_getRangeStart(clang_getCursorExtent(body));
    CXToken *tokens = NULL;
    unsigned count = 0;
    clang_tokenize(l->unit->handle, clang_getRange(begin, end), &tokens, &count);
    unsigned parts = parts_of_tokens(l, tokens, count);
    clang_disposeTokens(l->unit->handle, tokens, count);
    return parts;
}

/* ---- from pretty-printed text */

static unsigned parts_of_text(const char *p)
{
    struct header header = {0};
    while (*p) {
        if (isspace((unsigned char)*p)) {
            p++;
            continue;
        }
        add_token(&header, *p, 1);
        if (header.depth == 0)
            break;
        p = *p == '"' || *p == '\'' ? printed_skip_quoted(p) : p + 1;
    }
    return header.separators == 2 ? header.parts : UNKNOWN;
}

static unsigned parts_by_text(struct lower_state *l, CXCursor loop)
{
    const char *text = printed_text(l, loop, "for (");
    return text ? parts_of_text(text - 1) : UNKNOWN;
}

void stmt_for_parts(struct lower_state *l, struct stmt *stmt, struct cursors kids)
{
    size_t count = kids.len - 1;
    unsigned parts = count == 0 ? 0 : HAS_INIT | HAS_CONDITION | HAS_INCREMENT;
    if (count == 1 || count == 2) {
        parts = parts_by_tokens(l, stmt->cursor, kids.data[count]);
        if (parts == UNKNOWN || count_parts(parts) != count)
            parts = parts_by_text(l, stmt->cursor);
    }
    if (parts == UNKNOWN || count_parts(parts) != count)
        lower_refuse(l, stmt->cursor, "a 'for' whose parts come from a macro");
    size_t next = 0;
    if (parts & HAS_INIT)
        stmt->init = kids.data[next++];
    if (parts & HAS_CONDITION)
        stmt->condition = kids.data[next++];
    if (parts & HAS_INCREMENT)
        stmt->increment = kids.data[next];
}
