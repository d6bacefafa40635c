/* Building the tree of statements.
 *
 * Guarantees: a kind of statement without a row below is refused. */
#include "frontend/stmt.h"

#include "support/vec.h"

struct stmt *stmt_new(struct lower_state *l, enum stmt_kind kind, CXCursor cursor)
{
    struct stmt *stmt = ARENA_NEW(l->fn->scratch, struct stmt);
    stmt->kind = kind;
    stmt->cursor = cursor;
    stmt->condition = stmt->init = stmt->increment = clang_getNullCursor();
    stmt->completes = true;
    return stmt;
}

static struct stmt *stmt_build(struct lower_state *l, CXCursor cursor);

static void add_kid(struct lower_state *l, struct stmt *stmt, CXCursor cursor)
{
    vec_push(l->fn->scratch, &stmt->kids, stmt_build(l, cursor));
}

void stmt_summarise(struct stmts list, unsigned *exits, bool *completes)
{
    *completes = true;
    for (size_t i = 0; i < list.len && *completes; i++) {
        *exits |= list.data[i]->exits;
        *completes = list.data[i]->completes;
    }
}

static bool is_constant_condition(CXCursor condition, bool wanted)
{
    long long bits;
    return cursor_is(condition, CXCursor_IntegerLiteral) &&
           cursor_evaluate_integer(condition, &bits) && (bits != 0) == wanted;
}

/* Statements of a block from `from` up to `to`; `is_repeat`: those that begin again together. */
struct sequence {
    struct cursors all;
    const struct repeat *repeats;
    size_t from, to;
    bool is_repeat;
};

static struct stmt *build_repeat(struct lower_state *l, const struct sequence *around, size_t from);

static bool begins_repeat(const struct sequence *s, size_t i)
{
    return s->repeats[i].end && !(s->is_repeat && i == s->from);
}

static size_t next_of(const struct sequence *s, size_t i)
{
    return begins_repeat(s, i) ? s->repeats[i].end : i + 1;
}

static void build_sequence(struct lower_state *l, struct stmt *stmt, const struct sequence *s)
{
    size_t outer = l->fn->labels->open.len;
    for (size_t i = s->from + s->is_repeat; i < s->to; i = next_of(s, i))
        stmt_labels_open_of(l, s->all.data[i]);
    for (size_t i = s->from; i < s->to; i = next_of(s, i)) {
        if (i > s->from || !s->is_repeat)
            stmt_labels_reach(l, &stmt->kids, s->all.data[i]);
        vec_push(l->fn->scratch, &stmt->kids,
                 begins_repeat(s, i) ? build_repeat(l, s, i) : stmt_build(l, s->all.data[i]));
    }
    stmt_labels_close(l, outer);
    stmt_summarise(stmt->kids, &stmt->exits, &stmt->completes);
}

static struct stmt *build_repeat(struct lower_state *l, const struct sequence *around, size_t from)
{
    const struct repeat *repeat = &around->repeats[from];
    struct sequence s = {around->all, around->repeats, from, repeat->end, true};
    struct stmt *stmt = stmt_new(l, STMT_REPEAT, around->all.data[from]);
    size_t outer = l->fn->labels->open.len;
    stmt->label = stmt_label_open(l, repeat->label);
    build_sequence(l, stmt, &s);
    stmt_labels_close(l, outer);
    stmt->exits &= ~stmt->label->exit;
    return stmt;
}

static struct stmt *build_compound(struct lower_state *l, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(l, STMT_COMPOUND, cursor);
    struct cursors kids = cursor_children(l->syntax, cursor);
    struct sequence s = {kids, stmt_repeats_find(l, kids), 0, kids.len, false};
    build_sequence(l, stmt, &s);
    return stmt;
}

static struct stmt *build_if(struct lower_state *l, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(l, STMT_IF, cursor);
    struct cursors kids = cursor_children(l->syntax, cursor);
    if (kids.len < 2 || kids.len > 3)
        lower_refuse(l, cursor, "this statement");
    stmt->condition = kids.data[0];
    stmt->completes = kids.len == 2;
    for (size_t i = 1; i < kids.len; i++) {
        add_kid(l, stmt, kids.data[i]);
        stmt->exits |= vec_last(&stmt->kids)->exits;
        stmt->completes |= vec_last(&stmt->kids)->completes;
    }
    return stmt;
}

/* A loop without end is left by jumps out of it alone. */
static void summarise_loop(struct stmt *stmt)
{
    const struct stmt *body = stmt->kids.data[0];
    bool endless =
        clang_Cursor_isNull(stmt->condition) || is_constant_condition(stmt->condition, true);
    stmt->exits = body->exits & ~(unsigned)(STMT_BREAKS | STMT_CONTINUES);
    stmt->completes = !endless || (body->exits & STMT_BREAKS);
    if (stmt->kind == STMT_DO && !body->completes && !(body->exits & STMT_CONTINUES))
        stmt->completes = (body->exits & STMT_BREAKS) != 0;
}

static struct stmt *build_for(struct lower_state *l, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(l, STMT_FOR, cursor);
    struct cursors kids = cursor_children(l->syntax, cursor);
    if (kids.len == 0)
        lower_refuse(l, cursor, "this statement");
    stmt_for_parts(l, stmt, kids);
    add_kid(l, stmt, kids.data[kids.len - 1]);
    summarise_loop(stmt);
    return stmt;
}

static struct stmt *build_while(struct lower_state *l, CXCursor cursor)
{
    bool is_do = cursor_is(cursor, CXCursor_DoStmt);
    struct stmt *stmt = stmt_new(l, is_do ? STMT_DO : STMT_WHILE, cursor);
    struct cursors kids = cursor_children(l->syntax, cursor);
    if (kids.len != 2)
        lower_refuse(l, cursor, "this statement");
    stmt->condition = kids.data[is_do ? 1 : 0];
    add_kid(l, stmt, kids.data[is_do ? 0 : 1]);
    summarise_loop(stmt);
    return stmt;
}

static struct stmt *build_jump(struct lower_state *l, CXCursor cursor)
{
    static const struct {
        enum CXCursorKind cursor;
        enum stmt_kind kind;
        unsigned exits;
    } jumps[] = {{CXCursor_ReturnStmt, STMT_RETURN, STMT_RETURNS},
                 {CXCursor_BreakStmt, STMT_BREAK, STMT_BREAKS},
                 {CXCursor_ContinueStmt, STMT_CONTINUE, STMT_CONTINUES}};
    size_t i = 0;
    while (!cursor_is(cursor, jumps[i].cursor))
        i++;
    struct stmt *stmt = stmt_new(l, jumps[i].kind, cursor);
    stmt->exits = jumps[i].exits;
    stmt->completes = false;
    return stmt;
}

static struct stmt *build_goto(struct lower_state *l, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(l, STMT_GOTO, cursor);
    stmt->label = stmt_label_of(l, cursor);
    stmt->exits = stmt->label->exit;
    stmt->completes = false;
    return stmt;
}

/* ---- switch */

static struct stmt_group *new_group(struct lower_state *l, struct stmt *stmt)
{
    struct stmt_group *group = ARENA_NEW(l->fn->scratch, struct stmt_group);
    vec_push(l->fn->scratch, &stmt->groups, group);
    return group;
}

/* Unwraps `case 1: case 2: default: s`, which is nested in libclang, and returns s. */
static CXCursor take_labels(struct lower_state *l, struct stmt_group *group, CXCursor cursor)
{
    while (cursor_is(cursor, CXCursor_CaseStmt) || cursor_is(cursor, CXCursor_DefaultStmt)) {
        struct cursors kids = cursor_children(l->syntax, cursor);
        if (kids.len == 0)
            lower_refuse(l, cursor, "this label");
        if (cursor_is(cursor, CXCursor_DefaultStmt)) {
            group->is_default = true;
        } else {
            CXCursor high = kids.len == 3 ? kids.data[1] : clang_getNullCursor();
            vec_push(l->fn->scratch, &group->labels, (struct stmt_label){kids.data[0], high});
        }
        cursor = kids.data[kids.len - 1];
    }
    return cursor;
}

static void add_to_group(struct lower_state *l, struct stmt_group *group, CXCursor cursor)
{
    stmt_labels_reach(l, &group->stmts, cursor);
    vec_push(l->fn->scratch, &group->stmts, stmt_build(l, cursor));
}

/* Labels of a switch's body can be jumped to from statements behind the same case label. */
static void build_groups(struct lower_state *l, struct stmt *stmt, struct cursors body)
{
    size_t outer = l->fn->labels->open.len;
    for (size_t i = 0; i < body.len; i++) {
        CXCursor cursor = body.data[i];
        if (cursor_is(cursor, CXCursor_CaseStmt) || cursor_is(cursor, CXCursor_DefaultStmt)) {
            stmt_labels_close(l, outer);
            cursor = take_labels(l, new_group(l, stmt), cursor);
            stmt_labels_open(l, body, i + 1);
        }
        if (stmt->groups.len) {
            add_to_group(l, vec_last(&stmt->groups), cursor);
            continue;
        }
        struct stmt *head = stmt_build(l, cursor);
        if (head->kind == STMT_DECL)
            vec_push(l->fn->scratch, &stmt->heads, head);
    }
    stmt_labels_close(l, outer);
}

static struct stmt *build_switch(struct lower_state *l, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(l, STMT_SWITCH, cursor);
    struct cursors kids = cursor_children(l->syntax, cursor);
    if (kids.len != 2)
        lower_refuse(l, cursor, "this statement");
    stmt->condition = kids.data[0];
    struct cursors body = {&kids.data[1], 1, 1};
    if (cursor_is(kids.data[1], CXCursor_CompoundStmt))
        body = cursor_children(l->syntax, kids.data[1]);
    build_groups(l, stmt, body);
    for (size_t i = 0; i < stmt->groups.len; i++) {
        struct stmt_group *group = stmt->groups.data[i];
        stmt_summarise(group->stmts, &stmt->exits, &group->runs_on);
        if (i + 1 == stmt->groups.len)
            group->runs_on = false;
    }
    stmt->exits &= ~(unsigned)STMT_BREAKS;
    return stmt;
}

/* ---- dispatch */

static struct stmt *build_label(struct lower_state *l, CXCursor cursor)
{
    stmt_label_pass(l, cursor);
    return stmt_build(l, stmt_labelled(l, cursor));
}

/* A statement with attributes, or behind a pragma of the compiler's: they only advise. */
static struct stmt *build_attributed(struct lower_state *l, CXCursor cursor)
{
    struct cursors kids = cursor_children(l->syntax, cursor);
    if (kids.len != 1 || !clang_isStatement(clang_getCursorKind(kids.data[0])))
        lower_refuse(l, cursor, "this statement");
    return stmt_build(l, kids.data[0]);
}

static struct stmt *build_empty(struct lower_state *l, CXCursor cursor)
{
    return stmt_new(l, STMT_EMPTY, cursor);
}

static struct stmt *build_decl(struct lower_state *l, CXCursor cursor)
{
    return stmt_new(l, STMT_DECL, cursor);
}

static const struct {
    enum CXCursorKind kind;
    struct stmt *(*build)(struct lower_state *l, CXCursor cursor);
    const char *refused;
} kinds[] = {
    {CXCursor_CompoundStmt, build_compound, NULL},
    {CXCursor_IfStmt, build_if, NULL},
    {CXCursor_ForStmt, build_for, NULL},
    {CXCursor_WhileStmt, build_while, NULL},
    {CXCursor_DoStmt, build_while, NULL},
    {CXCursor_SwitchStmt, build_switch, NULL},
    {CXCursor_ReturnStmt, build_jump, NULL},
    {CXCursor_BreakStmt, build_jump, NULL},
    {CXCursor_ContinueStmt, build_jump, NULL},
    {CXCursor_NullStmt, build_empty, NULL},
    {CXCursor_DeclStmt, build_decl, NULL},
    {CXCursor_LabelStmt, build_label, NULL},
    {CXCursor_UnexposedStmt, build_attributed, NULL},
    {CXCursor_CaseStmt, NULL, "a case label inside another statement"},
    {CXCursor_DefaultStmt, NULL, "a case label inside another statement"},
    {CXCursor_GotoStmt, build_goto, NULL},
    {CXCursor_IndirectGotoStmt, NULL, "computed goto"},
    {CXCursor_AsmStmt, NULL, "asm"},
};

static struct stmt *stmt_build(struct lower_state *l, CXCursor cursor)
{
    lower_enter(l, cursor);
    struct stmt *stmt = NULL;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !stmt; i++) {
        if (kinds[i].kind != kind)
            continue;
        if (kinds[i].refused)
            lower_refuse(l, cursor, kinds[i].refused);
        stmt = kinds[i].build(l, cursor);
    }
    if (!stmt && clang_isExpression(kind))
        stmt = stmt_new(l, STMT_EXPR, cursor);
    if (!stmt)
        lower_refuse(l, cursor, "this statement");
    lower_leave(l);
    return stmt;
}

struct stmt *stmt_build_tree(struct lower_state *l, CXCursor cursor, bool is_expr)
{
    struct label_scope scope = {.is_expr = is_expr};
    l->fn->labels = &scope;
    struct stmt *stmt = stmt_build(l, cursor);
    l->fn->labels = NULL;
    return stmt;
}
