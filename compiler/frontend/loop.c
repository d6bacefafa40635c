/* Loops.
 *
 * Every loop becomes a WHILE whose region tests the condition, runs the body under it and yields
 * whether to go on. Nothing is carried yet: variables are in memory. Which loops count is found out
 * by a later pass. */
#include "frontend/stmt.h"

/* The exits of a body that leave the loop. */
static unsigned leaving(const struct stmt *body)
{
    return body->exits & ~(unsigned)STMT_CONTINUES;
}

static bool is_literal(CXCursor condition, bool wanted)
{
    long long bits;
    return cursor_is(condition, CXCursor_IntegerLiteral) &&
           cursor_evaluate_integer(condition, &bits) && (bits != 0) == wanted;
}

/* The body, then the increment unless the loop has been left. Yields nothing. */
static void lower_body(struct lower_state *l, struct stmt *stmt)
{
    struct stmt *body = stmt->kids.data[0];
    stmt_lower_list(l, &stmt->kids.data[0], 1);
    if (clang_Cursor_isNull(stmt->increment))
        return;
    if (!body->completes && !(body->exits & STMT_CONTINUES))
        return;
    if (!leaving(body)) {
        lower_discard(l, stmt->increment);
        return;
    }
    lower_at(l, stmt->increment);
    struct ir_value *left = stmt_has_left(l, leaving(body));
    struct ir_op *op = ir_build_if(&l->b, ir_build_unary(&l->b, IR_LNOT, left));
    struct ir_builder outer = lower_into(l, op->regions[0]);
    lower_discard(l, stmt->increment);
    lower_yield(l, NULL);
    l->b.region = op->regions[1];
    lower_yield(l, NULL);
    l->b = outer;
}

/* Whether to go on after the body: false when it was left by a jump other than continue. */
static struct ir_value *still_inside(struct lower_state *l, const struct stmt *body)
{
    if (!body->completes && !(body->exits & STMT_CONTINUES))
        return ir_build_bool(&l->b, false);
    if (!leaving(body))
        return ir_build_bool(&l->b, true);
    return ir_build_unary(&l->b, IR_LNOT, stmt_has_left(l, leaving(body)));
}

static struct ir_value *again_if(struct lower_state *l, struct ir_op *op, struct ir_value *then)
{
    struct ir_builder outer = lower_into(l, op->regions[0]);
    lower_yield(l, then);
    l->b.region = op->regions[1];
    lower_yield(l, ir_build_bool(&l->b, false));
    l->b = outer;
    return ir_op_add_result(&l->b, op, then->type, "again");
}

/* for and while: { c; if c { body; increment } yield c } */
static struct ir_value *lower_tested(struct lower_state *l, struct stmt *stmt)
{
    struct stmt *body = stmt->kids.data[0];
    if (clang_Cursor_isNull(stmt->condition) || is_literal(stmt->condition, true)) {
        lower_body(l, stmt);
        return still_inside(l, body);
    }
    struct ir_value *condition = lower_condition(l, stmt->condition);
    lower_at(l, stmt->cursor);
    struct ir_op *op = ir_build_if(&l->b, condition);
    struct ir_builder outer = lower_into(l, op->regions[0]);
    lower_body(l, stmt);
    bool simple = body->completes && !leaving(body);
    struct ir_value *inside = simple ? NULL : still_inside(l, body);
    if (simple)
        lower_yield(l, NULL);
    l->b = outer;
    if (!simple)
        return again_if(l, op, inside);
    outer = lower_into(l, op->regions[1]);
    lower_yield(l, NULL);
    l->b = outer;
    return condition;
}

/* do: { body; yield c } */
static struct ir_value *lower_do(struct lower_state *l, struct stmt *stmt)
{
    struct stmt *body = stmt->kids.data[0];
    lower_body(l, stmt);
    if (body->completes && !leaving(body))
        return lower_condition(l, stmt->condition);
    struct ir_op *op = ir_build_if(&l->b, still_inside(l, body));
    struct ir_builder outer = lower_into(l, op->regions[0]);
    struct ir_value *condition = lower_condition(l, stmt->condition);
    l->b = outer;
    return again_if(l, op, condition);
}

/* do { } while (0) is a block that break and continue leave. */
static void lower_once(struct lower_state *l, struct stmt *stmt)
{
    struct target target;
    stmt_push_target(l, &target, stmt->kids.data[0]->exits, true);
    lower_body(l, stmt);
    stmt_pop_target(l);
}

static void lower_init_part(struct lower_state *l, const struct stmt *stmt)
{
    if (clang_Cursor_isNull(stmt->init))
        return;
    if (cursor_is(stmt->init, CXCursor_DeclStmt))
        lower_decl_stmt(l, stmt->init);
    else
        lower_discard(l, stmt->init);
}

void stmt_lower_loop(struct lower_state *l, struct stmt *stmt)
{
    if (stmt->kind == STMT_DO && is_literal(stmt->condition, false)) {
        lower_once(l, stmt);
        return;
    }
    lower_init_part(l, stmt);
    lower_at(l, stmt->cursor);
    struct ir_op *op = ir_build_while(&l->b);
    struct ir_builder outer = lower_into(l, op->regions[0]);
    struct target target;
    stmt_push_target(l, &target, stmt->kids.data[0]->exits, true);
    struct ir_value *again = stmt->kind == STMT_DO ? lower_do(l, stmt) : lower_tested(l, stmt);
    stmt_pop_target(l);
    lower_at(l, stmt->cursor);
    lower_yield(l, again);
    l->b = outer;
}
