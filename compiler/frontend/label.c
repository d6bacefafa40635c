/* goto: which labels a jump may go to while the tree of statements is built.
 *
 * A goto that leaves statements forward, to a label further on in a block around it, is an early
 * exit like `break`. What stands between the first such goto and the label becomes one statement,
 * a STMT_BLOCK, that the goto leaves. A goto that goes back to a label of a block around it begins
 * a STMT_REPEAT again (repeat.c). All other gotos are refused. */
#include "frontend/stmt.h"

#include "support/vec.h"

static bool is_label(CXCursor stmt)
{
    return cursor_is(stmt, CXCursor_LabelStmt);
}

static struct label *find_open(struct lower_state *l, CXCursor decl)
{
    struct label_scope *scope = l->fn->labels;
    for (size_t i = 0; i < scope->open.len; i++)
        if (!scope->open.data[i]->is_reached && clang_equalCursors(scope->open.data[i]->decl, decl))
            return scope->open.data[i];
    return NULL;
}

/* The lowest bit that no other label has which may be jumped to from here. */
static unsigned free_exit(struct lower_state *l, CXCursor jump)
{
    const struct label_scope *scope = l->fn->labels;
    unsigned taken = 0;
    for (size_t i = 0; i < scope->open.len; i++)
        if (!scope->open.data[i]->is_reached)
            taken |= scope->open.data[i]->exit;
    for (unsigned exit = STMT_FIRST_LABEL; exit; exit <<= 1)
        if (!(taken & exit))
            return exit;
    lower_refuse(l, jump, "jumps to this many labels at once");
}

CXCursor stmt_labelled(struct lower_state *l, CXCursor label)
{
    struct cursors kids = cursor_children(l->syntax, label);
    if (kids.len == 0)
        lower_refuse(l, label, "this label");
    return kids.data[kids.len - 1];
}

struct label *stmt_label_open(struct lower_state *l, CXCursor decl)
{
    struct label *label = ARENA_NEW(l->fn->scratch, struct label);
    label->decl = decl;
    vec_push(l->fn->scratch, &l->fn->labels->open, label);
    return label;
}

void stmt_labels_open_of(struct lower_state *l, CXCursor stmt)
{
    for (; is_label(stmt); stmt = stmt_labelled(l, stmt))
        stmt_label_open(l, stmt);
}

size_t stmt_labels_open(struct lower_state *l, struct cursors list, size_t from)
{
    size_t outer = l->fn->labels->open.len;
    for (size_t i = from; i < list.len && !cursor_is(list.data[i], CXCursor_CaseStmt) &&
                          !cursor_is(list.data[i], CXCursor_DefaultStmt);
         i++)
        stmt_labels_open_of(l, list.data[i]);
    return outer;
}

void stmt_labels_close(struct lower_state *l, size_t outer)
{
    l->fn->labels->open.len = outer;
}

/* Puts the statements from the first that may jump to the label on into a block. Earlier ones stay
 * outside: they may declare arrays of variable length, which blocks cannot bring out. */
static void end_block(struct lower_state *l, struct stmts *list, struct label *label)
{
    size_t first = 0;
    while (first < list->len && !(list->data[first]->exits & label->exit))
        first++;
    if (first == list->len)
        return;
    struct stmt *block = stmt_new(l, STMT_BLOCK, list->data[first]->cursor);
    for (size_t i = first; i < list->len; i++)
        vec_push(l->fn->scratch, &block->kids, list->data[i]);
    list->len = first;
    stmt_summarise(block->kids, &block->exits, &block->completes);
    block->completes |= (block->exits & label->exit) != 0;
    block->exits &= ~label->exit;
    block->label = label;
    vec_push(l->fn->scratch, list, block);
}

void stmt_labels_reach(struct lower_state *l, struct stmts *list, CXCursor stmt)
{
    for (; is_label(stmt); stmt = stmt_labelled(l, stmt)) {
        struct label *label = find_open(l, stmt);
        if (!label)
            continue;
        label->is_reached = true;
        end_block(l, list, label);
    }
}

void stmt_label_pass(struct lower_state *l, CXCursor label)
{
    vec_push(l->fn->scratch, &l->fn->labels->passed, label);
}

static bool is_passed(const struct lower_state *l, CXCursor label)
{
    const struct cursors passed = l->fn->labels->passed;
    for (size_t i = 0; i < passed.len; i++)
        if (clang_equalCursors(passed.data[i], label))
            return true;
    return false;
}

static _Noreturn void refuse_goto(struct lower_state *l, CXCursor jump, CXCursor target)
{
    bool backward = is_passed(l, target);
    if (!backward && l->fn->labels->is_expr)
        lower_refuse(l, jump, "a jump out of a statement expression");
    struct diag *d =
        lower_refusal(l, jump, backward ? "a backward goto into a block" : "a goto into a block");
    diag_note(d, unit_cursor_location(l->unit, target), "label '%s' is here",
              cursor_spelling(l->arena, target));
    lower_refused(l, d);
}

struct label *stmt_label_of(struct lower_state *l, CXCursor jump)
{
    CXCursor target = clang_getCursorReferenced(jump);
    if (!is_label(target))
        lower_refuse(l, jump, "this goto");
    struct label *label = find_open(l, target);
    if (!label)
        refuse_goto(l, jump, target);
    if (!label->exit)
        label->exit = free_exit(l, jump);
    return label;
}
