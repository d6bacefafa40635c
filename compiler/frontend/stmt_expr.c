/* GNU statement expressions: ({ declarations; statements; value; }). */
#include "frontend/half.h"
#include "frontend/stmt.h"

static struct value last_value(struct lower_state *l, struct stmt *last)
{
    if (last->kind != STMT_EXPR ||
        cursor_type_kind(lower_cursor_type(l, last->cursor)) == CXType_Void) {
        stmt_lower(l, last);
        return (struct value){0};
    }
    return lower_expr(l, last->cursor);
}

struct value lower_stmt_expr(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_children(l->syntax, expr);
    if (kids.len != 1 || !cursor_is(kids.data[0], CXCursor_CompoundStmt))
        lower_refuse(l, expr, "this statement expression");
    struct stmt *body = stmt_build_tree(l, kids.data[0], true);
    if (body->exits)
        lower_refuse(l, expr, "a jump out of a statement expression");
    size_t count = body->kids.len;
    if (count == 0)
        return (struct value){0};
    stmt_lower_list(l, body->kids.data, count - 1);
    struct value value = last_value(l, body->kids.data[count - 1]);
    value.v = half_rounded(l, expr, value.v);
    if (!value.v || !lower_type_is_record(lower_cursor_type(l, expr)))
        return value;
    struct ir_value *copy = ir_build_slot(&l->b, value.v->type->elem, NULL, NULL);
    ir_build_copy(&l->b, IR_COPY, copy, value.v, NULL);
    return (struct value){copy, NULL};
}
