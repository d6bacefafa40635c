/* Walks the reals and pointers of objects, by their type. */
#include "diff/leaves.h"

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

static void visit(const struct leaf_walk *walk, const struct leaf *at);

typedef struct ir_value *(*step_to)(struct ir_builder *b, struct ir_value *ptr,
                                    struct ir_value *index);

struct run {
    struct ir_value *count; /* u64 */
    uint64_t reals;         /* in each element */
    step_to step;
};

static struct leaf element(struct ir_builder *b, const struct run *run, const struct leaf *first,
                           struct ir_value *i)
{
    struct leaf at = {run->step(b, first->to, i), NULL, NULL};
    if (first->from)
        at.from = run->step(b, first->from, i);
    if (first->number) {
        struct ir_value *size = ir_build_int(b, IR_ULONG, (int64_t)run->reals);
        struct ir_value *before = ir_build_binary(b, IR_MUL, i, size);
        at.number = ir_build_binary(b, IR_ADD, first->number, before);
    }
    return at;
}

static void visit_run(const struct leaf_walk *walk, const struct leaf *first, const struct run *run)
{
    struct ir_builder *b = walk->b, outer;
    struct ir_value *zero = ir_build_int(b, IR_ULONG, 0), *one = ir_build_int(b, IR_ULONG, 1);
    struct ir_op *loop = ir_build_for(b, zero, run->count, one, IR_PRED_LT);
    loop->attr.loop.reverse = walk->descending;
    outer = *b;
    b->region = loop->regions[0];
    b->before = NULL;
    const struct leaf at = element(b, run, first, ir_loop_counter(loop));
    visit(walk, &at);
    ir_build_yield(b, NULL, 0);
    *b = outer;
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

/* Whether a field is walked: all, but of a union the one that covers the others. */
static bool is_walked(const struct ir_type *type, unsigned field)
{
    uint64_t count;
    const struct ir_field *only =
        ir_type_sole_leaf(type, &count) ? whole_member(type->record) : NULL;
    return !only || only == &type->record->fields[field];
}

static struct leaf field_of(struct ir_builder *b, const struct leaf *at, unsigned field,
                            uint64_t reals_before)
{
    struct leaf part = {ir_build_field(b, at->to, field), NULL, NULL};
    if (at->from)
        part.from = ir_build_field(b, at->from, field);
    if (at->number) {
        struct ir_value *before = ir_build_int(b, IR_ULONG, (int64_t)reals_before);
        part.number = ir_build_binary(b, IR_ADD, at->number, before);
    }
    return part;
}

static void visit_fields(const struct leaf_walk *walk, const struct leaf *at)
{
    const struct ir_type *type = at->to->type->elem;
    uint64_t reals = 0;
    for (unsigned i = 0; i < type->record->field_count; i++) {
        if (!is_walked(type, i))
            continue;
        const struct leaf part = field_of(walk->b, at, i, reals);
        visit(walk, &part);
        reals += type_real_count(type->record->fields[i].type);
    }
}

static bool is_leaf_of_interest(const struct ir_type *type)
{
    return ir_type_is_real(type) || ir_type_is_ptr(type);
}

static void visit(const struct leaf_walk *walk, const struct leaf *at)
{
    const struct ir_type *type = at->to->type->elem;
    if (!type_has_leaf(type, is_leaf_of_interest))
        return;
    if (type->kind == IR_TYPE_ARRAY) {
        struct run run = {ir_build_int(walk->b, IR_ULONG, (int64_t)type->extent),
                          type_real_count(type->elem), ir_build_elem};
        visit_run(walk, at, &run);
    } else if (type->kind == IR_TYPE_RECORD) {
        visit_fields(walk, at);
    } else {
        walk->action(walk->context, at);
    }
}

void leaves_walk(const struct leaf_walk *walk, const struct leaf *first, struct ir_value *count)
{
    bool is_one =
        !count || (count->def && count->def->code == IR_CONST && count->def->attr.integer == 1);
    if (is_one) {
        visit(walk, first);
        return;
    }
    const struct ir_type *u64 = ir_type_scalar(walk->b->module->types, IR_ULONG);
    struct run run = {ir_build_conv(walk->b, count, u64), type_real_count(first->to->type->elem),
                      ir_build_ptradd};
    visit_run(walk, first, &run);
}

uint64_t type_real_count(const struct ir_type *type)
{
    if (type->kind == IR_TYPE_ARRAY)
        return type->extent * type_real_count(type->elem);
    if (type->kind != IR_TYPE_RECORD)
        return ir_type_is_real(type);
    uint64_t count = 0;
    for (unsigned i = 0; i < type->record->field_count; i++)
        if (is_walked(type, i))
            count += type_real_count(type->record->fields[i].type);
    return count;
}
