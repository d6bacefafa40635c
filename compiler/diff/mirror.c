/* Mirrors: scopes of the reverse sweep, and the adjoints of values in them. */
#include "diff/context.h"

#include "support/fault.h"

void mirror_push(struct adjoint *a, struct mirror *mirror, const struct ir_region *region,
                 struct ir_region *emitted)
{
    struct ir_builder b = a->b;
    b.region = emitted;
    b.before = NULL;
    *mirror = (struct mirror){.outer = a->mirror,
                              .region = region,
                              .emitted = emitted,
                              /* Any pure operation would do; nobody uses it. */
                              .anchor = ir_build_bool(&b, false)->def};
    a->mirror = mirror;
}

void mirror_move_start(struct adjoint *a)
{
    struct mirror *m = a->mirror;
    ir_op_unlink(m->anchor);
    ir_op_insert(m->emitted, NULL, m->anchor);
}

void mirror_pop(struct adjoint *a)
{
    struct mirror *m = a->mirror;
    for (size_t i = 0; i < m->available.len; i++)
        a->available[m->available.data[i]] = NULL;
    do {
        for (size_t i = 0; i < m->shadows.len; i++)
            a->lane->shadows[m->shadows.data[i]] = NULL;
        for (size_t i = 0; i < m->adjoints.len; i++)
            a->lane->adjoints[m->adjoints.data[i]] = NULL;
    } while (next_lane(a));
    a->mirror = m->outer;
}

struct mirror *mirror_of(struct adjoint *a, const struct ir_region *region)
{
    struct mirror *m = a->mirror;
    while (m && m->region != region)
        m = m->outer;
    GRADC_ASSERT(m);
    return m;
}

struct ir_builder mirror_start(struct adjoint *a, struct mirror *mirror)
{
    struct ir_builder b = a->b;
    b.region = mirror->emitted;
    b.before = mirror->anchor;
    return b;
}

void mirror_set_available(struct adjoint *a, struct mirror *mirror, const struct ir_value *v,
                          struct ir_value *value)
{
    GRADC_ASSERT(!a->available[v->id]);
    a->available[v->id] = value;
    vec_push(a->arena, &mirror->available, v->id);
}

void mirror_set_shadow(struct adjoint *a, struct mirror *mirror, const struct ir_value *v,
                       struct ir_value *shadow)
{
    GRADC_ASSERT(!a->lane->shadows[v->id]);
    a->lane->shadows[v->id] = shadow;
    vec_push(a->arena, &mirror->shadows, v->id);
}

static struct ir_value *adjoint_slot(struct adjoint *a, const struct ir_value *v)
{
    if (a->lane->adjoints[v->id])
        return a->lane->adjoints[v->id];
    struct mirror *m = mirror_of(a, v->region);
    struct ir_builder b = mirror_start(a, m);
    struct ir_value *slot = ir_build_slot(&b, v->type, NULL, lane_name(a, v->name, "adj"));
    ir_build_store(&b, slot, adjoint_zero(&b, v->type));
    a->lane->adjoints[v->id] = slot;
    vec_push(a->arena, &m->adjoints, v->id);
    return slot;
}

void adjoint_add(struct adjoint *a, const struct ir_value *v, struct ir_value *x)
{
    if (!activity_of_value(a->activity, v))
        return;
    struct ir_value *slot = adjoint_slot(a, v);
    struct ir_value *sum = ir_build_binary(&a->b, IR_ADD, ir_build_load(&a->b, slot), x);
    ir_build_store(&a->b, slot, sum);
}

struct ir_value *adjoint_take(struct adjoint *a, const struct ir_value *v)
{
    struct ir_value *slot = a->lane->adjoints[v->id];
    return slot ? ir_build_load(&a->b, slot) : NULL;
}
