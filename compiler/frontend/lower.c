/* Errors, places and the depth limit of the lowering. */
#include "frontend/link.h"

#include "support/fault.h"

#include <string.h>

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
    l->needs_system |= cursor_is_of_system(decl);
}

void lower_at(struct lower_state *l, CXCursor cursor)
{
    /* Most are asked for again when what they are made of has been lowered. What is the same to the
     * last bit is the same cursor. */
    struct known_place *known = &l->places[clang_hashCursor(cursor) % KNOWN_PLACES];
    if (memcmp(&cursor, &known->cursor, sizeof cursor) != 0) {
        known->cursor = cursor;
        known->loc = unit_cursor_location(l->unit, cursor);
    }
    l->b.loc = known->loc;
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
