/* goto backward: loops that are written with labels.
 *
 * The statements of one block, from a label to the last of them that jumps back to it, are a loop
 * that runs once more where such a jump was taken: a STMT_REPEAT, which the goto leaves like any
 * block. Where two of these overlap the first is made longer; running on to its end is what its
 * statements do anyhow. A jump into such a loop finds no label that it may go to. */
#include "frontend/stmt.h"

#include "support/vec.h"

struct search {
    struct cursor_map *last; /* LabelStmt -> size_t: the last kid that jumps to it, and one more */
    struct arena *arena;
    size_t kid;
};

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct search *s = data;
    if (cursor_is(cursor, CXCursor_GotoStmt)) {
        size_t *last = ARENA_NEW(s->arena, size_t);
        *last = s->kid + 1;
        cursor_map_set(s->last, clang_getCursorReferenced(cursor), last);
    }
    return CXChildVisit_Recurse;
}

/* The labels of a statement, until one is jumped to from the statement itself or a later one; a
 * null cursor where none is. */
static CXCursor repeated_label(struct lower_state *l, const struct search *s, CXCursor stmt,
                               size_t *end)
{
    for (; cursor_is(stmt, CXCursor_LabelStmt); stmt = stmt_labelled(l, stmt)) {
        const size_t *last = cursor_map_get(s->last, stmt);
        if (last && *last > s->kid) {
            *end = *last;
            return stmt;
        }
    }
    return clang_getNullCursor();
}

static bool has_label(struct cursors kids)
{
    for (size_t i = 0; i < kids.len; i++)
        if (cursor_is(kids.data[i], CXCursor_LabelStmt))
            return true;
    return false;
}

/* From the last to the first, so that what a loop overlaps has its final length. */
static void find_ends(struct lower_state *l, struct search *s, struct cursors kids,
                      struct repeat *repeats)
{
    for (size_t i = kids.len; i-- > 0;) {
        s->kid = i;
        repeats[i].label = repeated_label(l, s, kids.data[i], &repeats[i].end);
        for (size_t k = i + 1; k < repeats[i].end; k++)
            if (repeats[k].end > repeats[i].end)
                repeats[i].end = repeats[k].end;
    }
}

struct repeat *stmt_repeats_find(struct lower_state *l, struct cursors kids)
{
    struct repeat *repeats = ARENA_ARRAY(l->fn->scratch, struct repeat, kids.len + 1);
    if (!has_label(kids))
        return repeats;
    struct search s = {.last = cursor_map_create(l->fn->scratch), .arena = l->fn->scratch};
    for (s.kid = 0; s.kid < kids.len; s.kid++) {
        (void)visit(kids.data[s.kid], clang_getNullCursor(), &s);
        clang_visitChildren(kids.data[s.kid], visit, &s);
    }
    find_ends(l, &s, kids, repeats);
    cursor_map_destroy(s.last);
    return repeats;
}

/* { flag = false; statements; yield flag } */
void stmt_lower_repeat(struct lower_state *l, const struct stmt *stmt)
{
    struct label *label = stmt->label;
    stmt_declare_early(l, stmt->kids);
    struct ir_op *op = ir_build_while(&l->b);
    struct ir_builder outer = lower_into(l, op->regions[0]);
    label->flag = stmt_flag_create(l, cursor_spelling(l->arena, label->decl));
    label->outer = l->fn->label;
    l->fn->label = label;
    stmt_lower_list(l, stmt->kids.data, stmt->kids.len);
    l->fn->label = label->outer;
    lower_at(l, stmt->cursor);
    lower_yield(l, stmt_flag_read(l, label->flag));
    l->b = outer;
}
