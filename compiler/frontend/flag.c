/* Flags that remember that control has left, and what break and continue refer to. */
#include "frontend/stmt.h"

#include "support/vec.h"

struct flag *stmt_flag_create(struct lower_state *l, const char *name)
{
    struct flag *flag = ARENA_NEW(l->arena, struct flag);
    const struct ir_type *type = ir_type_scalar(l->types, IR_BOOL);
    flag->slot = ir_build_slot(&l->b, type, NULL, name);
    stmt_flag_set(l, flag, false);
    return flag;
}

void stmt_flag_set(struct lower_state *l, struct flag *flag, bool value)
{
    if (!flag)
        return;
    struct ir_value *stored = ir_build_bool(&l->b, value);
    vec_push(l->arena, &flag->stores, stored->def);
    ir_build_store(&l->b, flag->slot, stored);
    vec_push(l->arena, &flag->stores, stored->def->next);
}

struct ir_value *stmt_flag_read(struct lower_state *l, struct flag *flag)
{
    flag->is_read = true;
    return ir_build_load(&l->b, flag->slot);
}

void stmt_flag_finish(struct flag *flag)
{
    if (!flag || flag->is_read)
        return;
    for (size_t i = 0; i < flag->stores.len; i++)
        ir_op_unlink(flag->stores.data[i]);
    ir_op_unlink(flag->slot->def);
}

static struct ir_value *either(struct lower_state *l, struct ir_value *x, struct flag *flag)
{
    if (!flag)
        return x;
    struct ir_value *y = stmt_flag_read(l, flag);
    return x ? ir_build_select(&l->b, x, ir_build_bool(&l->b, true), y) : y;
}

static struct target *nearest_loop(struct target *target)
{
    while (target && !target->is_loop)
        target = target->outer;
    return target;
}

struct ir_value *stmt_has_left(struct lower_state *l, unsigned exits)
{
    struct target *loop = nearest_loop(l->fn->target);
    struct ir_value *left = NULL;
    if ((exits & STMT_BREAKS) && l->fn->target)
        left = either(l, left, l->fn->target->broken);
    if ((exits & STMT_CONTINUES) && loop)
        left = either(l, left, loop->continued);
    if (exits & STMT_RETURNS)
        left = either(l, left, l->fn->returned);
    for (struct label *label = l->fn->label; label; label = label->outer) {
        if (exits & label->exit)
            left = either(l, left, label->flag);
        exits &= ~label->exit; /* bits are used again outside */
    }
    return left ? left : ir_build_bool(&l->b, false);
}

void stmt_push_target(struct lower_state *l, struct target *target, unsigned exits, bool is_loop)
{
    *target = (struct target){.outer = l->fn->target, .is_loop = is_loop};
    if (exits & STMT_BREAKS)
        target->broken = stmt_flag_create(l, "broken");
    if (is_loop && (exits & STMT_CONTINUES))
        target->continued = stmt_flag_create(l, "continued");
    l->fn->target = target;
}

void stmt_pop_target(struct lower_state *l)
{
    struct target *target = l->fn->target;
    stmt_flag_finish(target->broken);
    stmt_flag_finish(target->continued);
    l->fn->target = target->outer;
}
