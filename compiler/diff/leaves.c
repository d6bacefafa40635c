/* Walks the scalars and pointers of an object, by its type. */
#include "diff/context.h"

bool type_has_leaf(const struct ir_type *type, bool (*is_wanted)(const struct ir_type *))
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    if (type->kind != IR_TYPE_RECORD)
        return is_wanted(type);
    for (unsigned i = 0; i < type->record->field_count; i++)
        if (type_has_leaf(type->record->fields[i].type, is_wanted))
            return true;
    return false;
}

static void visit(struct adjoint *a, struct ir_value *to, struct ir_value *from, leaf_action action,
                  bool descending);

typedef struct ir_value *(*step_to)(struct ir_builder *b, struct ir_value *ptr,
                                    struct ir_value *index);

struct run {
    struct ir_value *count; /* u64 */
    step_to step;
    bool descending;
};

static void visit_run(struct adjoint *a, struct ir_value *to, struct ir_value *from,
                      const struct run *run, leaf_action action)
{
    struct ir_value *zero = ir_build_int(&a->b, IR_ULONG, 0);
    struct ir_value *one = ir_build_int(&a->b, IR_ULONG, 1);
    struct ir_op *loop = ir_build_for(&a->b, zero, run->count, one, IR_PRED_LT);
    loop->attr.loop.reverse = run->descending;
    struct ir_builder outer = adjoint_enter(a, loop->regions[0]);
    struct ir_value *i = ir_loop_counter(loop);
    visit(a, run->step(&a->b, to, i), from ? run->step(&a->b, from, i) : NULL, action,
          run->descending);
    ir_build_yield(&a->b, NULL, 0);
    a->b = outer;
}

/* Of a union of reals or pointers of one type, the member that covers all others; none of another
 * union. */
static const struct ir_field *whole_member(const struct ir_record *record)
{
    const struct ir_field *whole = NULL;
    uint64_t most = 0, count;
    for (unsigned i = 0; record->is_union && i < record->field_count; i++) {
        if (!ir_type_sole_leaf(record->fields[i].type, &count) || count <= most)
            continue;
        whole = &record->fields[i];
        most = count;
    }
    return whole;
}

static void visit_fields(struct adjoint *a, struct ir_value *to, struct ir_value *from,
                         leaf_action action, bool descending)
{
    const struct ir_record *record = to->type->elem->record;
    uint64_t count;
    const struct ir_field *only =
        ir_type_sole_leaf(to->type->elem, &count) ? whole_member(record) : NULL;
    for (unsigned i = 0; i < record->field_count; i++)
        if (!only || only == &record->fields[i])
            visit(a, ir_build_field(&a->b, to, i), from ? ir_build_field(&a->b, from, i) : NULL,
                  action, descending);
}

static bool is_leaf_of_interest(const struct ir_type *type)
{
    return ir_type_is_real(type) || ir_type_is_ptr(type);
}

static void visit(struct adjoint *a, struct ir_value *to, struct ir_value *from, leaf_action action,
                  bool descending)
{
    const struct ir_type *type = to->type->elem;
    if (!type_has_leaf(type, is_leaf_of_interest))
        return;
    if (type->kind == IR_TYPE_ARRAY) {
        struct run run = {ir_build_int(&a->b, IR_ULONG, (int64_t)type->extent), ir_build_elem,
                          descending};
        visit_run(a, to, from, &run, action);
    } else if (type->kind == IR_TYPE_RECORD) {
        visit_fields(a, to, from, action, descending);
    } else {
        action(a, to, from);
    }
}

void for_each_leaf(struct adjoint *a, struct ir_value *to, struct ir_value *from,
                   struct ir_value *count, leaf_action action, bool descending)
{
    bool is_one =
        !count || (count->def && count->def->code == IR_CONST && count->def->attr.integer == 1);
    if (is_one) {
        visit(a, to, from, action, descending);
        return;
    }
    const struct ir_type *u64 = ir_type_scalar(a->module->types, IR_ULONG);
    struct run run = {ir_build_conv(&a->b, count, u64), ir_build_ptradd, descending};
    visit_run(a, to, from, &run, action);
}
