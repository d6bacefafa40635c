/* Errors, places and the depth limit of the lowering. */
#include "frontend/link.h"

#include "support/fault.h"

/* Nesting of expressions and statements in the source; far above what people write, and low enough
 * that the stack suffices in every build. */
enum { MAX_DEPTH = 1000 };

_Noreturn void lower_give_up(struct lower_state *l)
{
    GRADC_ASSERT(l->link->recover && diag_error_count(l->unit->diag));
    if (l->link->lowered)
        l->link->lowered->failed = true;
    longjmp(*l->link->recover, 1);
}

struct diag *lower_refusal(struct lower_state *l, CXCursor at, const char *what)
{
    struct src_loc loc = unit_cursor_location(l->unit, at);
    return diag_new(l->unit->diag, DIAG_unsupported_construct, loc, what);
}

_Noreturn void lower_refused(struct lower_state *l, struct diag *refusal)
{
    diag_emit(refusal);
    lower_give_up(l);
}

_Noreturn void lower_refuse(struct lower_state *l, CXCursor at, const char *what)
{
    lower_refused(l, lower_refusal(l, at, what));
}

void lower_note_system(struct lower_state *l, CXCursor decl)
{
    l->needs_system = l->needs_system || cursor_is_of_system(decl);
}

static struct known_cursor *known_cursor(struct lower_state *l, CXCursor cursor)
{
    struct known_cursor *known = &l->known[cursor_hash(&cursor) % KNOWN_CURSORS];
    if (!cursor_is_identical(&cursor, &known->cursor)) {
        known->cursor = cursor;
        known->has_loc = known->has_type = known->has_referenced = false;
    }
    return known;
}

static struct src_loc location_of(struct lower_state *l, CXCursor cursor)
{
    struct known_cursor *known = known_cursor(l, cursor);
    if (!known->has_loc)
        known->loc = unit_cursor_location(l->unit, cursor);
    known->has_loc = true;
    return known->loc;
}

void lower_at(struct lower_state *l, CXCursor cursor)
{
    l->b.loc = location_of(l, cursor);
}

void lower_same_place(struct lower_state *l, CXCursor cursor, CXCursor other)
{
    struct src_loc loc = location_of(l, other);
    struct known_cursor *known = known_cursor(l, cursor);
    known->loc = loc;
    known->has_loc = true;
}

CXType lower_cursor_type(struct lower_state *l, CXCursor cursor)
{
    struct known_cursor *known = known_cursor(l, cursor);
    if (!known->has_type)
        known->type = clang_getCursorType(cursor);
    known->has_type = true;
    return known->type;
}

CXCursor lower_referenced(struct lower_state *l, CXCursor cursor)
{
    struct known_cursor *known = known_cursor(l, cursor);
    if (!known->has_referenced)
        known->referenced = clang_getCursorReferenced(cursor);
    known->has_referenced = true;
    return known->referenced;
}

void lower_enter(struct lower_state *l, CXCursor cursor)
{
    if (l->depth >= MAX_DEPTH)
        lower_refuse(l, cursor, "code that is nested this deeply");
    l->depth++;
}

void lower_leave(struct lower_state *l)
{
    l->depth--;
}
