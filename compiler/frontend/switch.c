/* switch.
 *
 * The controlling expression is evaluated once and turned into the number of the group of labels
 * that it selects. Where no group runs on into the next, the groups form a chain of ifs; otherwise
 * each is entered when it is selected or when the one before has run on. */
#include "frontend/stmt.h"

#include "support/fault.h"
#include "support/vec.h"

static struct ir_value *label_constant(struct lower_state *l, CXCursor expr,
                                       const struct ir_type *type)
{
    long long bits;
    if (!cursor_evaluate_integer(expr, &bits))
        lower_refuse(l, expr, "this case label");
    return ir_build_const(&l->b, type, bits);
}

static struct ir_value *matches_label(struct lower_state *l, struct stmt_label label,
                                      struct ir_value *value)
{
    lower_at(l, label.low);
    struct ir_value *low = label_constant(l, label.low, value->type);
    if (clang_Cursor_isNull(label.high))
        return ir_build_binary(&l->b, IR_EQ, value, low);
    struct ir_value *high = label_constant(l, label.high, value->type);
    struct ir_value *from = ir_build_binary(&l->b, IR_GE, value, low);
    struct ir_value *to = ir_build_binary(&l->b, IR_LE, value, high);
    return ir_build_select(&l->b, from, to, ir_build_bool(&l->b, false));
}

/* Whether one of the group's labels is the value; NULL for a group without case labels. */
static struct ir_value *matches(struct lower_state *l, const struct stmt_group *group,
                                struct ir_value *value)
{
    struct ir_value *any = NULL;
    for (size_t i = 0; i < group->labels.len; i++) {
        struct ir_value *match = matches_label(l, group->labels.data[i], value);
        any = any ? ir_build_select(&l->b, any, ir_build_bool(&l->b, true), match) : match;
    }
    return any;
}

static unsigned exits_of(struct stmts stmts)
{
    unsigned exits = 0;
    for (size_t i = 0; i < stmts.len; i++)
        exits |= stmts.data[i]->exits;
    return exits;
}

/* The statements of a group; at their end, when reached, `fallen` becomes true. */
static void lower_group(struct lower_state *l, const struct stmt_group *group, struct flag *fallen)
{
    unsigned exits = exits_of(group->stmts);
    stmt_lower_list(l, group->stmts.data, group->stmts.len);
    if (!group->runs_on)
        return;
    GRADC_ASSERT(fallen);
    if (!exits) {
        stmt_flag_set(l, fallen, true);
        return;
    }
    struct ir_value *left = stmt_has_left(l, exits);
    fallen->is_read = true;
    ir_build_store(&l->b, fallen->slot, ir_build_unary(&l->b, IR_LNOT, left));
}

static void end_if(struct lower_state *l, struct ir_op *op, struct ir_builder outer)
{
    lower_yield(l, NULL);
    l->b.region = op->regions[1];
    lower_yield(l, NULL);
    l->b = outer;
}

/* ---- without fall-through: if this { } else if that { } ... else { default } */

static void lower_ladder(struct lower_state *l, const struct stmt *stmt, struct ir_value *value)
{
    struct ir_builder outer = l->b;
    VEC(struct ir_op *) steps = {0};
    const struct stmt_group *fallback = NULL;
    for (size_t i = 0; i < stmt->groups.len; i++) {
        const struct stmt_group *group = stmt->groups.data[i];
        if (group->is_default) {
            fallback = group;
            continue;
        }
        struct ir_value *match = matches(l, group, value);
        struct ir_op *op = ir_build_if(&l->b, match);
        vec_push(l->arena, &steps, op);
        l->b.region = op->regions[0];
        l->b.before = NULL;
        lower_group(l, group, NULL);
        lower_yield(l, NULL);
        l->b.region = op->regions[1];
    }
    if (fallback)
        lower_group(l, fallback, NULL);
    for (size_t i = steps.len; i-- > 0;) {
        l->b.region = steps.data[i]->regions[1];
        lower_yield(l, NULL);
    }
    l->b = outer;
}

/* ---- with fall-through, or with many groups */

static struct ir_value *selected_group(struct lower_state *l, const struct stmt *stmt,
                                       struct ir_value *value)
{
    int64_t fallback = (int64_t)stmt->groups.len;
    for (size_t i = 0; i < stmt->groups.len; i++) {
        if (stmt->groups.data[i]->is_default)
            fallback = (int64_t)i;
    }
    struct ir_value *selected = ir_build_int(&l->b, IR_INT, fallback);
    for (size_t i = 0; i < stmt->groups.len; i++) {
        struct ir_value *match = matches(l, stmt->groups.data[i], value);
        if (match)
            selected =
                ir_build_select(&l->b, match, ir_build_int(&l->b, IR_INT, (int64_t)i), selected);
    }
    selected->name = "selected";
    return selected;
}

static void lower_steps(struct lower_state *l, const struct stmt *stmt, struct ir_value *value)
{
    struct ir_value *selected = selected_group(l, stmt, value);
    struct flag *fallen = stmt_flag_create(l, "fallen");
    for (size_t i = 0; i < stmt->groups.len; i++) {
        const struct stmt_group *group = stmt->groups.data[i];
        lower_at(l, stmt->cursor);
        struct ir_value *number = ir_build_int(&l->b, IR_INT, (int64_t)i);
        struct ir_value *enter = ir_build_binary(&l->b, IR_EQ, selected, number);
        bool entered_by_fall = i > 0 && stmt->groups.data[i - 1]->runs_on;
        if (entered_by_fall) {
            struct ir_value *yes = ir_build_bool(&l->b, true);
            enter = ir_build_select(&l->b, stmt_flag_read(l, fallen), yes, enter);
        }
        struct ir_op *op = ir_build_if(&l->b, enter);
        struct ir_builder outer = lower_into(l, op->regions[0]);
        if (entered_by_fall)
            stmt_flag_set(l, fallen, false);
        lower_group(l, group, fallen);
        end_if(l, op, outer);
    }
    stmt_flag_finish(fallen);
}

static bool is_simple(const struct stmt *stmt)
{
    enum { MAX_LADDER = 16 };
    for (size_t i = 0; i < stmt->groups.len; i++) {
        if (stmt->groups.data[i]->runs_on)
            return false;
    }
    return stmt->groups.len <= MAX_LADDER;
}

static unsigned exits_of_groups(const struct stmt *stmt)
{
    unsigned exits = 0;
    for (size_t i = 0; i < stmt->groups.len; i++)
        exits |= exits_of(stmt->groups.data[i]->stmts);
    return exits;
}

/* What one group declares, a later one sees. */
static void declare_shared(struct lower_state *l, const struct stmt *stmt)
{
    for (size_t i = 0; i + 1 < stmt->groups.len; i++)
        stmt_declare_early(l, stmt->groups.data[i]->stmts);
}

void stmt_lower_switch(struct lower_state *l, struct stmt *stmt)
{
    struct ir_value *value = lower_scalar(l, stmt->condition);
    if (!ir_type_is_integer(value->type))
        lower_refuse(l, stmt->condition, "this condition");
    lower_at(l, stmt->cursor);
    for (size_t i = 0; i < stmt->heads.len; i++)
        stmt_lower(l, stmt->heads.data[i]);
    declare_shared(l, stmt);
    struct target target;
    stmt_push_target(l, &target, exits_of_groups(stmt), false);
    if (is_simple(stmt))
        lower_ladder(l, stmt, value);
    else
        lower_steps(l, stmt, value);
    stmt_pop_target(l);
}
