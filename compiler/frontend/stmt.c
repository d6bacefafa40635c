/* Statements and sequences of them.
 *
 * Where one branch of an `if` always leaves, what follows the `if` moves into the other branch;
 * otherwise what follows is guarded by the flags of the exits that may have been taken. */
#include "frontend/stmt.h"

#include "frontend/link.h"
#include "support/vec.h"

static void lower_return(struct lower_state *l, const struct stmt *stmt)
{
    struct func_state *fn = l->fn;
    struct cursors kids = cursor_expr_children(l->syntax, stmt->cursor);
    if (kids.len && fn->result_addr) {
        lower_record_into(l, fn->result_addr, kids.data[0]);
    } else if (kids.len && fn->result->kind == IR_TYPE_VOID) {
        lower_discard(l, kids.data[0]);
    } else if (kids.len) {
        struct ir_value *value = lower_scalar(l, kids.data[0]);
        value = lower_coerce(l, value, fn->result, kids.data[0]);
        lower_at(l, stmt->cursor);
        ir_build_store(&l->b, fn->result_slot, value);
    }
    lower_at(l, stmt->cursor);
    stmt_flag_set(l, fn->returned, true);
}

static void lower_break(struct lower_state *l, const struct stmt *stmt)
{
    (void)stmt;
    stmt_flag_set(l, l->fn->target->broken, true);
}

static void lower_continue(struct lower_state *l, const struct stmt *stmt)
{
    (void)stmt;
    struct target *target = l->fn->target;
    while (!target->is_loop)
        target = target->outer;
    stmt_flag_set(l, target->continued, true);
}

static void lower_goto(struct lower_state *l, const struct stmt *stmt)
{
    stmt_flag_set(l, stmt->label->flag, true);
}

void stmt_declare_early(struct lower_state *l, struct stmts stmts)
{
    for (size_t i = 0; i < stmts.len; i++) {
        if (stmts.data[i]->kind == STMT_DECL)
            lower_decl_early(l, stmts.data[i]->cursor);
        else if (stmts.data[i]->kind == STMT_BLOCK || stmts.data[i]->kind == STMT_REPEAT)
            stmt_declare_early(l, stmts.data[i]->kids);
    }
}

/* What the block declares is seen behind its label too. */
static void lower_block(struct lower_state *l, const struct stmt *stmt)
{
    struct label *label = stmt->label;
    stmt_declare_early(l, stmt->kids);
    label->flag = stmt_flag_create(l, cursor_spelling(l->arena, label->decl));
    label->outer = l->fn->label;
    l->fn->label = label;
    stmt_lower_list(l, stmt->kids.data, stmt->kids.len);
    l->fn->label = label->outer;
    stmt_flag_finish(label->flag);
}

static void lower_branch(struct lower_state *l, struct ir_region *region, struct stmts first,
                         struct stmts rest)
{
    struct ir_builder outer = lower_into(l, region);
    struct stmts all = {0};
    for (size_t i = 0; i < first.len; i++)
        vec_push(l->fn->scratch, &all, first.data[i]);
    for (size_t i = 0; i < rest.len; i++)
        vec_push(l->fn->scratch, &all, rest.data[i]);
    stmt_lower_list(l, all.data, all.len);
    lower_yield(l, NULL);
    l->b = outer;
}

/* A branch as a list of its own statements, so that exits in it see what follows them. */
static struct stmts statements_of(struct stmt **branch)
{
    if ((*branch)->kind == STMT_COMPOUND)
        return (*branch)->kids;
    return (struct stmts){branch, 1, 1};
}

static void lower_if(struct lower_state *l, const struct stmt *stmt, struct stmts after_then,
                     struct stmts after_else)
{
    struct ir_value *condition = lower_condition(l, stmt->condition);
    lower_at(l, stmt->cursor);
    struct ir_op *op = ir_build_if(&l->b, condition);
    struct stmts none = {0};
    lower_branch(l, op->regions[0], statements_of(&stmt->kids.data[0]), after_then);
    lower_branch(l, op->regions[1], stmt->kids.len == 2 ? statements_of(&stmt->kids.data[1]) : none,
                 after_else);
}

void stmt_lower(struct lower_state *l, struct stmt *stmt)
{
    struct stmts none = {0};
    lower_at(l, stmt->cursor);
    switch (stmt->kind) {
    case STMT_EXPR:
        lower_discard(l, stmt->cursor);
        break;
    case STMT_DECL:
        lower_decl_stmt(l, stmt->cursor);
        break;
    case STMT_EMPTY:
        break;
    case STMT_COMPOUND:
        stmt_lower_list(l, stmt->kids.data, stmt->kids.len);
        break;
    case STMT_BLOCK:
        lower_block(l, stmt);
        break;
    case STMT_REPEAT:
        stmt_lower_repeat(l, stmt);
        break;
    case STMT_IF:
        lower_if(l, stmt, none, none);
        break;
    case STMT_FOR:
    case STMT_WHILE:
    case STMT_DO:
        stmt_lower_loop(l, stmt);
        break;
    case STMT_SWITCH:
        stmt_lower_switch(l, stmt);
        break;
    case STMT_RETURN:
        lower_return(l, stmt);
        break;
    case STMT_BREAK:
        lower_break(l, stmt);
        break;
    case STMT_CONTINUE:
        lower_continue(l, stmt);
        break;
    case STMT_GOTO:
        lower_goto(l, stmt);
        break;
    }
}

/* After an error in one statement the next is looked at: they may have errors too. */
static void lower_guarded(struct lower_state *l, struct stmt *stmt)
{
    jmp_buf here;
    jmp_buf *outer = l->link->recover;
    struct ir_builder saved = l->b;
    struct target *target = l->fn->target;
    struct label *label = l->fn->label;
    struct ir_op *branch = l->fn->branch;
    unsigned depth = l->depth;
    l->fn->branch = NULL; /* a block of its own, in a statement expression too */
    l->link->recover = &here;
    if (setjmp(here) == 0) {
        lower_enter(l, stmt->cursor);
        stmt_lower(l, stmt);
        lower_leave(l);
    } else {
        l->b = saved;
        l->fn->target = target;
        l->fn->label = label;
        l->depth = depth;
    }
    l->fn->branch = branch;
    l->link->recover = outer;
}

/* Lowers the `if` together with what follows it; false when both branches complete normally. */
static bool lower_if_with_rest(struct lower_state *l, const struct stmt *stmt, struct stmts rest)
{
    if (stmt->kind != STMT_IF || !stmt->exits || rest.len == 0)
        return false;
    bool then_completes = stmt->kids.data[0]->completes;
    bool else_completes = stmt->kids.len == 1 || stmt->kids.data[1]->completes;
    if (then_completes == else_completes)
        return false;
    struct stmts none = {0};
    lower_enter(l, stmt->cursor);
    lower_if(l, stmt, then_completes ? rest : none, else_completes ? rest : none);
    lower_leave(l);
    return true;
}

static void lower_rest_guarded(struct lower_state *l, const struct stmt *stmt, struct stmts rest)
{
    lower_enter(l, stmt->cursor);
    struct ir_value *left = stmt_has_left(l, stmt->exits);
    struct ir_op *op = ir_build_if(&l->b, ir_build_unary(&l->b, IR_LNOT, left));
    struct stmts none = {0};
    lower_branch(l, op->regions[0], rest, none);
    lower_branch(l, op->regions[1], none, none);
    lower_leave(l);
}

void stmt_lower_list(struct lower_state *l, struct stmt **stmts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct stmt *stmt = stmts[i];
        struct stmts rest = {stmts + i + 1, count - i - 1, count - i - 1};
        if (lower_if_with_rest(l, stmt, rest))
            return;
        lower_guarded(l, stmt);
        if (!stmt->completes)
            return;
        if (stmt->exits && rest.len) {
            lower_at(l, stmt->cursor);
            lower_rest_guarded(l, stmt, rest);
            return;
        }
    }
}
