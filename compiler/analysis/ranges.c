/* Walks the function until the ranges of what loops carry and memory holds do not grow any more,
 * then once more to take back what widening gave too much; each walk is linear in the program.
 * (Cousot & Cousot, POPL 1977: widening and narrowing.) */
#include "analysis/range_state.h"

enum {
    PATIENCE = 2,     /* changes of an unknown before it is widened */
    MOST_CHANGES = 4, /* before nothing is known of it any more */
    LATE_WALK = 4,    /* from here on the first change is one too many */
    MOST_WALKS = 8    /* before all unknowns are given up */
};

/* ---- what is known here */

struct interval range_now(const struct ranges *r, const struct ir_value *value)
{
    return r->now[numbering_of(&r->numbering, value)];
}

bool range_set_number(struct ranges *r, uint32_t number, struct interval range)
{
    struct interval old = r->now[number];
    bool is_known = range.lo < old.lo && old.hi < range.hi && !range.not_zero && !range.soft_zero;
    if (is_known || interval_is_full(range))
        return !interval_is_empty(old);
    struct interval met = interval_meet(old, range);
    if (ir_type_is_integer(r->numbering.values[number]->type))
        met = interval_integers(met);
    if (interval_equals(met, old))
        return !interval_is_empty(met);
    vec_push(r->arena, &r->undo, (struct range_change){number, old});
    r->now[number] = met;
    return !interval_is_empty(met);
}

bool range_set(struct ranges *r, const struct ir_value *value, struct interval range)
{
    return range_set_number(r, numbering_of(&r->numbering, value), range);
}

struct range_mark range_mark(const struct ranges *r)
{
    return (struct range_mark){r->undo.len, r->epoch};
}

void range_forget(struct ranges *r, struct range_mark mark)
{
    while (r->undo.len > mark.undo) {
        struct range_change change = vec_pop(&r->undo);
        r->now[change.number] = change.old;
    }
    r->epoch = mark.epoch;
}

/* The result of an IF: what either branch yields, where it may be taken. */
static struct interval either(struct ranges *r, const struct ir_value *result)
{
    const struct ir_op *op = result->def;
    struct interval joined = interval_empty();
    for (int i = 0; i < 2; i++) {
        struct range_mark mark = range_mark(r);
        if (range_assume(r, op->operands[0], i == 0)) {
            const struct ir_op *yield = ir_terminator(op->regions[i]);
            joined = interval_join(joined, range_deep(r, yield->operands[result->index]));
        }
        range_forget(r, mark);
    }
    return joined;
}

struct interval range_deep(struct ranges *r, const struct ir_value *value)
{
    struct interval known = range_now(r, value);
    const struct ir_op *def = value->def;
    if (!r->fuel || !def || r->settled[value->id] == r->epoch || ir_type_is_ptr(value->type) ||
        interval_is_point(known))
        return known;
    r->fuel--;
    if (def->code == IR_IF)
        return interval_meet(known, either(r, value));
    return ir_op_is_pure(def) ? interval_meet(known, range_transfer(r, def)) : known;
}

struct interval ranges_known(const struct ranges *r, const struct ir_value *value)
{
    return range_now(r, value);
}

struct interval ranges_of(struct ranges *r, const struct ir_value *value)
{
    r->fuel = RANGE_FUEL;
    struct interval range = range_deep(r, value);
    r->fuel = 0;
    return range;
}

/* ---- unknowns */

struct range_unknown *range_carried(struct ranges *r, const struct ir_value *argument)
{
    uint32_t *number = &r->carried_of[argument->id];
    if (!*number) {
        struct range_unknown none = {.value = interval_empty(), .next = interval_empty()};
        vec_push(r->arena, &r->carried, none);
        *number = (uint32_t)r->carried.len;
    }
    return &r->carried.data[*number - 1];
}

void range_grow(struct ranges *r, struct range_unknown *unknown, struct interval more)
{
    unknown->next = interval_join(unknown->next, more);
    struct interval joined = interval_join(unknown->value, more);
    if (r->is_final || interval_equals(joined, unknown->value))
        return;
    unknown->changes++;
    bool is_lost = unknown->changes > MOST_CHANGES || r->walks >= LATE_WALK;
    r->is_widened |= is_lost || unknown->changes > PATIENCE;
    unknown->value = is_lost                       ? interval_full()
                     : unknown->changes > PATIENCE ? interval_widen(unknown->value, joined)
                                                   : joined;
    r->changed = true;
}

/* ---- the fixed point */

/* What is known before the first operation. */
static void start(struct ranges *r, const bool *sizes)
{
    const struct numbering *numbering = &r->numbering;
    for (uint32_t n = 0; n < numbering->count; n++) {
        struct interval all = interval_of_type(numbering->values[n]->type);
        r->now[n] = sizes[n] ? interval_meet(all, interval_closed(1, all.hi)) : all;
        if (ir_value_is_literal(numbering->values[n]))
            r->now[n] = interval_meet(all, range_transfer(r, numbering->values[n]->def));
    }
    for (size_t i = 0; i < r->func->params.len; i++) {
        const struct ir_contract *contract = r->func->params.data[i].contract;
        const struct ir_value *value = r->func->body->args.data[i];
        if (contract && !ir_type_is_ptr(value->type))
            range_set(r, value, range_promised(contract));
    }
    r->undo.len = 0;
    for (size_t i = 0; i < r->place_count; i++)
        r->contents[i].value = interval_empty();
}

static void give_up(struct range_unknown *unknowns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        unknowns[i].value = interval_full();
}

static void take_back(struct range_unknown *unknowns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        unknowns[i].value = interval_meet(unknowns[i].value, unknowns[i].next);
}

/* Walks until nothing grows. The first walk shows nothing: it all but always grows. */
static void settle(struct ranges *r, const struct ranges_visitor *visitor)
{
    do {
        r->visitor = r->walks ? visitor : NULL;
        range_walk(r);
    } while (r->changed && ++r->walks < MOST_WALKS);
    bool is_shown = r->visitor && !r->changed && !r->is_widened;
    if (r->changed) {
        give_up(r->carried.data, r->carried.len);
        give_up(r->contents, r->place_count);
    }
    r->is_final = true;
    if (r->is_widened) {
        r->visitor = NULL;
        range_walk(r);
        take_back(r->carried.data, r->carried.len);
        take_back(r->contents, r->place_count);
    }
    r->visitor = visitor;
    if (!is_shown)
        range_walk(r);
}

static void collect_writes(struct ranges *r, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        bool writes = ir_op_info(op)->effect == IR_EFFECT_WRITE && op->code != IR_FREE;
        if (writes || op->code == IR_VSTORE || op->code == IR_CALL)
            vec_push(r->arena, &r->writes, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            collect_writes(r, op->regions[i]);
    }
}

void ranges_walk(struct arena *arena, const struct ir_func *func, struct cell_map *cells,
                 const struct numbering *numbering, const struct ranges_visitor *visitor)
{
    struct ranges r = {.arena = arena, .func = func, .cells = cells, .numbering = *numbering};
    r.now = ARENA_ARRAY(arena, struct interval, r.numbering.count + 1);
    r.settled = ARENA_ARRAY(arena, uint32_t, func->value_count + 1);
    r.carried_of = ARENA_ARRAY(arena, uint32_t, func->value_count + 1);
    collect_writes(&r, func->body);
    range_find_parts(&r);
    r.contents = ARENA_ARRAY(arena, struct range_unknown, r.place_count + 1);
    range_find_arrays(&r);
    start(&r, range_find_sizes(&r));
    settle(&r, visitor);
}
