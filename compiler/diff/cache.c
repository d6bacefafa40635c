/* Caches: how a value of the forward sweep gets to the reverse sweep.
 *
 * Out of an IF it is a result. Out of FOR loops it is an element of an array whose size is known
 * before the outermost of them, so that the loops can be vectorised; where an inner trip count is
 * not known so early, the inner array is itself what is brought out of the outer loop. Out of a
 * WHILE it goes over a stack of its own: pushed where it is computed, popped where the mirror
 * starts, which happens as often, in the opposite order. So does what gets from one part of a
 * function that is split to the other. */
#include "diff/context.h"

#include "support/fault.h"

/* A cache of at most so many elements, known when gradc runs, is an array of the function. */
enum { SLOT_LIMIT = 1024 };

static const struct ir_op *enclosing_loop(const struct ir_region *region,
                                          const struct ir_region *limit)
{
    for (; region != limit && region->op; region = region->op->region)
        if (region->op->code != IR_IF)
            return region->op;
    return NULL;
}

static struct ir_builder behind(struct adjoint *a, struct ir_value *x)
{
    if (x->def)
        return ir_builder_after(a->module, x->def);
    struct ir_builder b = ir_builder_at_end(a->module, x->region);
    b.before = x->region->first;
    return b;
}

/* ---- IF */

static unsigned branch_of(const struct ir_region *region)
{
    return region->op->regions[1] == region;
}

static struct ir_value *bring_out_of_if(struct adjoint *a, struct ir_value *x,
                                        const struct ir_region *region)
{
    struct ir_op *op = a->forward_ops[region->op->order];
    unsigned branch = branch_of(region);
    struct ir_builder b = ir_builder_before(a->module, ir_terminator(op->regions[1 - branch]));
    struct ir_value *undef = ir_build_undef(&b, x->type);
    ir_op_add_operand(a->module, ir_terminator(op->regions[branch]), x);
    ir_op_add_operand(a->module, ir_terminator(op->regions[1 - branch]), undef);
    b = ir_builder_before(a->module, op);
    return bring_out(a, ir_op_add_result(&b, op, x->type, x->name), region->op->region);
}

/* ---- stacks */

/* Pushed where an iteration or a part ends: what that runs in between, which may recur and push on
 * the same stack, has been reversed when the value is popped. */
static struct ir_value *bring_over_stack(struct adjoint *a, struct ir_value *x,
                                         const struct ir_region *region)
{
    struct ir_func *from = x->region->func;
    unsigned stack = from->is_part ? ir_part_stacks(a->module) : from->stack_count;
    from->stack_count = a->func->stack_count = stack + 1;
    struct ir_builder b =
        from->is_part ? ir_builder_before(a->module, ir_terminator(x->region)) : behind(a, x);
    ir_build_op(&b, IR_PUSH, &x, 1, 0)->attr.stack = stack;
    b = mirror_start(a, mirror_of(a, region));
    struct ir_op *pop = ir_build_op(&b, IR_POP, NULL, 0, 1);
    pop->attr.stack = stack;
    pop->results[0]->type = x->type;
    pop->results[0]->name = x->name;
    return pop->results[0];
}

/* ---- FOR */

/* One of the loops around a cached value, from the outermost inwards. */
struct level {
    const struct ir_op *loop; /* of the primal */
    struct ir_value *trips;   /* i64, visible before the outermost */
};

struct nest {
    VEC(struct level) levels; /* innermost first */
};

static bool is_known_before(const struct ir_value *v, const struct ir_op *op)
{
    bool is_constant = v->def && v->def->code == IR_CONST;
    return is_constant || ir_region_contains(v->region, op->region);
}

/* Whether the trip count of `inner` is known before `outer`; both are copies. */
static bool trips_known_before(const struct ir_op *inner, const struct ir_op *outer)
{
    return is_known_before(inner->operands[0], outer) && is_known_before(inner->operands[1], outer);
}

/* The largest nest of FOR loops around `region`, with branches between them, that has its size
 * known before its outermost loop. */
static struct nest find_nest(struct adjoint *a, const struct ir_region *region)
{
    struct nest nest = {{0}};
    const struct ir_op *loop = enclosing_loop(region, a->frame->region);
    bool fits = true;
    while (fits && loop && loop->code == IR_FOR) {
        vec_push(a->arena, &nest.levels, (struct level){.loop = loop});
        loop = enclosing_loop(loop->region, a->frame->region);
        for (size_t i = 0; fits && loop && i < nest.levels.len; i++)
            fits = trips_known_before(a->forward_ops[nest.levels.data[i].loop->order],
                                      a->forward_ops[loop->order]);
    }
    return nest;
}

static struct ir_value *here(struct ir_builder *b, struct ir_value *v)
{
    return v->def && v->def->code == IR_CONST ? ir_build_const(b, v->type, v->def->attr.integer)
                                              : v;
}

static struct ir_value *integer(struct ir_builder *b, int64_t bits)
{
    return ir_build_int(b, IR_LONG, bits);
}

static bool is_constant(const struct ir_value *v, int64_t *bits)
{
    if (!v->def || v->def->code != IR_CONST)
        return false;
    *bits = v->def->attr.integer;
    return true;
}

/* How often a FOR runs: the distance divided by the step, rounded up where the bound is excluded.
 */
static struct ir_value *trip_count(struct ir_builder *b, const struct ir_op *loop)
{
    struct ir_value *from = here(b, loop->operands[0]), *to = here(b, loop->operands[1]);
    int64_t step = loop->operands[2]->def->attr.integer, start, end;
    enum ir_predicate pred = loop->attr.loop.pred;
    bool excluded = pred == IR_PRED_LT || pred == IR_PRED_GT;
    if (is_constant(from, &start) && is_constant(to, &end) && pred == IR_PRED_LT && step == 1)
        return integer(b, end > start ? end - start : 0);
    static const enum ir_opcode codes[] = {IR_LT, IR_LE, IR_GT, IR_GE};
    struct ir_value *runs = ir_build_binary(b, codes[pred], from, to);
    const struct ir_type *i64 = ir_type_scalar(b->module->types, IR_LONG);
    struct ir_value *low = ir_build_conv(b, step > 0 ? from : to, i64);
    struct ir_value *high = ir_build_conv(b, step > 0 ? to : from, i64);
    struct ir_value *count = is_constant(from, &start) && start == 0 && step > 0
                                 ? high
                                 : ir_build_binary(b, IR_SUB, high, low);
    int64_t stride = step > 0 ? step : -step;
    int64_t extra = excluded ? stride - 1 : stride;
    if (extra)
        count = ir_build_binary(b, IR_ADD, count, integer(b, extra));
    if (stride != 1)
        count = ir_build_binary(b, IR_DIV, count, integer(b, stride));
    return ir_build_select(b, runs, count, integer(b, 0));
}

/* The number of the iteration, from 0, that the counter stands for. */
static struct ir_value *iteration(struct ir_builder *b, struct ir_value *counter,
                                  struct ir_value *from, int64_t step)
{
    const struct ir_type *i64 = ir_type_scalar(b->module->types, IR_LONG);
    struct ir_value *k = ir_build_conv(b, counter, i64);
    int64_t start;
    if (!is_constant(from, &start) || start != 0)
        k = ir_build_binary(b, IR_SUB, k, ir_build_conv(b, here(b, from), i64));
    return step == 1 ? k : ir_build_binary(b, IR_DIV, k, integer(b, step));
}

/* Trip counts of all levels before the outermost loop; returns their product. */
static struct ir_value *count_trips(struct adjoint *a, struct ir_builder *b, struct nest *nest)
{
    struct ir_value *product = NULL;
    for (size_t i = nest->levels.len; i-- > 0;) {
        struct level *level = &nest->levels.data[i];
        level->trips = trip_count(b, a->forward_ops[level->loop->order]);
        int64_t x, y;
        if (!product)
            product = level->trips;
        else if (is_constant(product, &x) && is_constant(level->trips, &y))
            product = integer(b, x * y);
        else
            product = ir_build_binary(b, IR_MUL, product, level->trips);
    }
    return product;
}

static struct ir_value *allocate(struct adjoint *a, struct ir_builder *b, const struct ir_value *x,
                                 struct ir_value *count, const struct ir_region *region)
{
    const char *name = x->name ? arena_printf(a->module->arena, "%s_cache", x->name) : "cache";
    int64_t bits;
    if (region == a->frame->region && is_constant(count, &bits) && bits > 0 && bits <= SLOT_LIMIT) {
        const struct ir_type *array = ir_type_array(a->module->types, x->type, (uint64_t)bits);
        struct ir_value *slot = ir_build_slot(b, array, NULL, name);
        return ir_build_elem(b, slot, integer(b, 0));
    }
    struct ir_value *elements = ir_build_conv(b, count, ir_type_scalar(a->module->types, IR_ULONG));
    struct ir_value *array = ir_build_alloc(b, IR_TAPE_ALLOC, x->type, elements);
    array->name = name;
    return array;
}

static const struct ir_region *copy_of(struct adjoint *a, const struct ir_region *region)
{
    const struct ir_op *copy = a->forward_ops[region->op->order];
    return copy->regions[region->op->regions[0] == region ? 0 : 1];
}

/* Where the reverse sweep sees a value that the forward sweep computed in `region` or around it. */
static struct ir_value *in_mirror(struct adjoint *a, struct ir_value *x,
                                  const struct ir_region *region)
{
    int64_t bits;
    if (is_constant(x, &bits) || ir_region_contains(x->region, mirror_of(a, region)->emitted))
        return x;
    while (region != a->frame->region && region->op && copy_of(a, region) != x->region)
        region = region->op->region;
    return bring_out(a, x, region);
}

/* A bound of a loop, computed once more in the mirror of `region` from counters and what is visible
 * everywhere; NULL where that is not possible. */
static struct ir_value *compute_again(struct adjoint *a, struct ir_builder *b,
                                      const struct ir_value *v, unsigned steps)
{
    const struct ir_op *def = v->def;
    bool is_param = !def && !v->region->op;
    if (v->region == a->frame->region || (is_param && !a->primal->is_split))
        return a->forward[v->id];
    if (is_param)
        return NULL;
    if (!def)
        return v == ir_loop_counter(v->region->op) ? a->available[v->id] : NULL;
    if (!steps || !ir_op_is_pure(def) || def->operand_count > 2 || !ir_type_is_integer(v->type))
        return NULL;
    struct ir_value *operands[2];
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (!(operands[i] = compute_again(a, b, def->operands[i], steps - 1)))
            return NULL;
    struct ir_op *copy = ir_build_op(b, def->code, operands, def->operand_count, 1);
    copy->attr = def->attr;
    ir_result(copy)->type = v->type;
    return ir_result(copy);
}

/* Where the loop started that is mirrored. */
static struct ir_value *mirrored_start(struct adjoint *a, struct ir_builder *b,
                                       const struct level *level, const struct ir_region *region)
{
    enum { MOST_STEPS = 3 };
    struct ir_value *again = compute_again(a, b, level->loop->operands[0], MOST_STEPS);
    return again ? again : in_mirror(a, a->forward_ops[level->loop->order]->operands[0], region);
}

/* The place in the array of the present iteration. `mirrored`: in the reverse sweep, else in the
 * forward sweep. */
static struct ir_value *position(struct adjoint *a, struct ir_builder *b, const struct nest *nest,
                                 bool mirrored)
{
    const struct ir_region *region = vec_last(&nest->levels).loop->region;
    struct ir_value *index = NULL;
    for (size_t i = nest->levels.len; i-- > 0;) {
        const struct level *level = &nest->levels.data[i];
        const struct ir_op *copy = a->forward_ops[level->loop->order];
        struct ir_value *counter =
            mirrored ? a->available[ir_loop_counter(level->loop)->id] : ir_loop_counter(copy);
        struct ir_value *from = mirrored ? mirrored_start(a, b, level, region) : copy->operands[0];
        int64_t step = copy->operands[2]->def->attr.integer;
        struct ir_value *k = iteration(b, counter, from, step);
        if (!index) {
            index = k;
            continue;
        }
        struct ir_value *trips = mirrored ? in_mirror(a, level->trips, region) : level->trips;
        index = ir_build_binary(b, IR_ADD, ir_build_binary(b, IR_MUL, index, here(b, trips)), k);
    }
    return index;
}

static struct ir_value *bring_over_array(struct adjoint *a, struct ir_value *x,
                                         const struct ir_region *region)
{
    struct nest nest = find_nest(a, region);
    GRADC_ASSERT(nest.levels.len);
    const struct ir_op *outermost = vec_last(&nest.levels).loop;
    struct ir_builder b = ir_builder_before(a->module, a->forward_ops[outermost->order]);
    struct ir_value *count = count_trips(a, &b, &nest);
    struct ir_value *array = allocate(a, &b, x, count, outermost->region);

    b = behind(a, x);
    struct ir_value *place = ir_build_ptradd(&b, array, position(a, &b, &nest, false));
    ir_build_store(&b, place, x);

    struct ir_value *mirrored = in_mirror(a, array, outermost->region);
    b = mirror_start(a, mirror_of(a, region));
    place = ir_build_ptradd(&b, mirrored, position(a, &b, &nest, true));
    struct ir_value *loaded = ir_build_load(&b, place);
    loaded->name = x->name;
    return loaded;
}

static struct ir_value *constant_again(struct adjoint *a, const struct ir_value *x,
                                       const struct ir_region *region)
{
    struct ir_builder b = mirror_start(a, mirror_of(a, region));
    return x->def->code == IR_CONST
               ? ir_build_const(&b, x->type, x->def->attr.integer)
               : ir_build_real(&b, x->type, x->def->attr.real->value, x->def->attr.real->text);
}

static bool is_from_outside(const struct ir_value *v, const struct ir_region *body, unsigned steps)
{
    if (!ir_region_contains(body, v->region))
        return true;
    if (!v->def || !steps || !ir_op_is_pure(v->def))
        return false;
    for (uint32_t i = 0; i < v->def->operand_count; i++)
        if (!is_from_outside(v->def->operands[i], body, steps - 1))
            return false;
    return true;
}

/* Whether all turns of a loop load the same. */
static bool is_same_in_turns(const struct adjoint *a, const struct ir_op *load,
                             const struct ir_op *loop)
{
    enum { MOST_STEPS = 4 };
    return is_from_outside(load->operands[0], loop->regions[0], MOST_STEPS) &&
           memory_survives(a->memory, load, load->operands[0], loop->region);
}

const struct ir_region *cache_region(const struct adjoint *a, const struct ir_value *v)
{
    const struct ir_region *region = v->region;
    if (!v->def || v->def->code != IR_LOAD || !ir_type_is_real(v->type))
        return region;
    while (region->op && region->op->code == IR_FOR) {
        const struct ir_op *outer = enclosing_loop(region->op->region, a->frame->region);
        if (!outer || outer->code != IR_FOR || !is_same_in_turns(a, v->def, region->op))
            break;
        region = region->op->region;
    }
    return region;
}

struct ir_value *bring_out(struct adjoint *a, struct ir_value *x, const struct ir_region *region)
{
    if (region == a->frame->region)
        return x;
    if (x->def && (x->def->code == IR_CONST || x->def->code == IR_REAL))
        return constant_again(a, x, region);
    const struct ir_op *loop = enclosing_loop(region, a->frame->region);
    if (!loop && region->op)
        return bring_out_of_if(a, x, region);
    if (!loop || loop->code == IR_WHILE)
        return bring_over_stack(a, x, region);
    return bring_over_array(a, x, region);
}
