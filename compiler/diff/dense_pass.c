/* One pass over the columns or rows of a matrix: seeds a block of them, runs the derivative, stores
 * what comes out. */
#include "diff/dense_plan.h"

#include "diff/derivative_global.h"
#include "diff/leaves.h"

/* A buffer of at most so many scalars, known when gradc runs, is a variable of the function. */
enum { SLOT_LIMIT = 256 };

/* ---- small pieces */

static struct ir_value *number(struct dense *d, uint64_t value)
{
    return ir_build_int(&d->b, IR_ULONG, (int64_t)value);
}

/* The number of a lane's column or row. */
static struct ir_value *lane_line(struct dense *d, const struct dense_pass *pass, unsigned lane)
{
    return ir_build_binary(&d->b, IR_ADD, pass->step, number(d, lane));
}

static struct ir_value *one_where_equal(struct dense *d, struct ir_value *x, struct ir_value *y,
                                        const struct ir_type *type)
{
    struct ir_value *zero = ir_build_real(&d->b, type, 0.0L, NULL);
    struct ir_value *one = ir_build_real(&d->b, type, 1.0L, NULL);
    return ir_build_select(&d->b, ir_build_binary(&d->b, IR_EQ, x, y), one, zero);
}

static uint64_t count_scalars(const struct ir_type *type)
{
    if (type->kind == IR_TYPE_ARRAY)
        return type->extent * count_scalars(type->elem);
    uint64_t count = type->kind != IR_TYPE_RECORD;
    for (unsigned i = 0; type->kind == IR_TYPE_RECORD && i < type->record->field_count; i++)
        count += count_scalars(type->record->fields[i].type);
    return count;
}

/* How many objects there are; 0 where only the running program knows. */
static uint64_t known_count(const struct ir_value *count)
{
    if (!count)
        return 1;
    return count->def && count->def->code == IR_CONST ? (uint64_t)count->def->attr.integer : 0;
}

static bool consists_of_reals(const struct ir_type *type)
{
    uint64_t count;
    const struct ir_type *leaf = ir_type_sole_leaf(type, &count);
    return leaf && ir_type_is_real(leaf);
}

struct ir_value *dense_buffer(struct dense *d, const struct ir_type *type, struct ir_value *count,
                              const char *name)
{
    const uint64_t objects = known_count(count), each = count_scalars(type);
    bool is_whole = consists_of_reals(type);
    if (objects == 0 || objects > SLOT_LIMIT || each > SLOT_LIMIT || objects * each > SLOT_LIMIT) {
        enum ir_opcode code = is_whole ? IR_TAPE_ALLOC : IR_TAPE_ZALLOC;
        struct ir_value *array = ir_build_alloc(&d->b, code, type, count ? count : number(d, 1));
        array->name = name;
        return array;
    }
    if (count)
        type = ir_type_array(d->module->types, type, objects);
    struct ir_value *slot = ir_build_slot(&d->b, type, NULL, name);
    if (!is_whole)
        ir_build_zero(&d->b, slot, NULL);
    return count ? ir_build_elem(&d->b, slot, number(d, 0)) : slot;
}

/* ---- followers */

static struct ir_value **follower(const struct dense *d, const struct dense_pass *pass,
                                  const struct dense_block *block, unsigned lane)
{
    return &pass->followers[(size_t)(block - d->blocks) * pass->width + lane];
}

/* The tangent of a real that is passed by value is passed so, too. */
static bool has_buffer(const struct dense_pass *pass, const struct dense_block *block)
{
    return block->is_followed && !(pass->is_forward && ir_type_is_real(block->value->type));
}

static struct ir_value *make_follower(struct dense *d, const struct dense_pass *pass,
                                      const struct dense_block *block, unsigned lane)
{
    if (block->global)
        return ir_build_global(&d->b,
                               kernel_global(d->module, block->global, pass->is_forward, lane));
    const char *name = arena_printf(d->module->arena, "%s_%s%u", block->value->name,
                                    pass->is_forward ? "dot" : "adj", lane);
    return dense_buffer(d, block->type, block->count, name);
}

static void make_followers(struct dense *d, struct dense_pass *pass)
{
    pass->followers = ARENA_ARRAY(d->arena, struct ir_value *, d->block_count * pass->width + 1);
    pass->results = ARENA_ARRAY(d->arena, struct ir_value *, pass->width);
    for (size_t i = 0; i < d->block_count; i++)
        for (unsigned k = 0; k < pass->width && has_buffer(pass, &d->blocks[i]); k++)
            *follower(d, pass, &d->blocks[i], k) = make_follower(d, pass, &d->blocks[i], k);
    for (unsigned k = 0; k < pass->width && pass->is_forward && d->returns_row; k++)
        pass->results[k] = ir_build_slot(&d->b, d->request->primal->result, NULL, "result_dot");
}

struct seeding {
    struct dense *d;
    struct ir_value *line; /* of the lane */
};

static void seed_leaf(void *context, const struct leaf *leaf)
{
    const struct seeding *s = context;
    const struct ir_type *type = leaf->to->type->elem;
    if (ir_type_is_real(type))
        ir_build_store(&s->d->b, leaf->to, one_where_equal(s->d, leaf->number, s->line, type));
}

/* What is not seeded is zero, and not all of it was left so by the run before. */
static void seed_block(struct dense *d, const struct dense_pass *pass,
                       const struct dense_block *block, unsigned lane)
{
    struct ir_value *buffer = *follower(d, pass, block, lane);
    if (!(pass->is_forward ? block->is_column : block->is_row)) {
        ir_build_zero(&d->b, buffer, block->count);
        return;
    }
    struct seeding seeding = {d, lane_line(d, pass, lane)};
    const struct leaf_walk walk = {.b = &d->b, .action = seed_leaf, .context = &seeding};
    const struct leaf first = {buffer, NULL,
                               pass->is_forward ? block->first_column : block->first_row};
    leaves_walk(&walk, &first, block->count);
}

static void seed(struct dense *d, const struct dense_pass *pass)
{
    for (size_t i = 0; i < d->block_count; i++)
        for (unsigned k = 0; k < pass->width && has_buffer(pass, &d->blocks[i]); k++)
            seed_block(d, pass, &d->blocks[i], k);
}

/* ---- the call */

typedef VEC(struct ir_value *) value_list;

static void add_followers(struct dense *d, const struct dense_pass *pass,
                          const struct dense_block *block, value_list *args)
{
    for (unsigned k = 0; k < pass->width; k++) {
        struct ir_value *value =
            has_buffer(pass, block)
                ? *follower(d, pass, block, k)
                : one_where_equal(d, block->first_column, lane_line(d, pass, k), block->type);
        vec_push(d->arena, args, value);
    }
}

static struct ir_value *call_kernel(struct dense *d, struct dense_pass *pass)
{
    const struct ir_type *type = d->request->primal->result;
    value_list args = {0};
    for (size_t i = 0; i < d->request->primal->params.len; i++) {
        vec_push(d->arena, &args, d->blocks[i].arg);
        if (d->blocks[i].is_followed)
            add_followers(d, pass, &d->blocks[i], &args);
    }
    for (unsigned k = 0; k < pass->width && d->returns_row; k++) {
        struct ir_value *value =
            pass->is_forward ? pass->results[k]
                             : one_where_equal(d, number(d, 0), lane_line(d, pass, k), type);
        vec_push(d->arena, &args, value);
    }
    struct ir_op *call = ir_build_call(&d->b, pass->kernel, args.data, (uint32_t)args.len, type);
    return call->result_count ? ir_result(call) : NULL;
}

/* ---- storing what comes out */

struct storing {
    struct dense *d;
    const struct dense_pass *pass;
    struct ir_value *line; /* of the lane */
};

static void store_at(struct dense *d, struct ir_value *row, struct ir_value *column,
                     struct ir_value *x)
{
    struct ir_value *index = column;
    if (!d->returns_row) {
        struct ir_value *before = ir_build_binary(&d->b, IR_MUL, row, d->columns);
        index = ir_build_binary(&d->b, IR_ADD, before, column);
    }
    x = ir_build_conv(&d->b, x, d->real);
    ir_build_store(&d->b, ir_build_ptradd(&d->b, d->matrix, index), x);
}

static struct ir_op *begin_if(struct dense *d, struct ir_value *condition, struct ir_builder *outer)
{
    struct ir_op *op = ir_build_if(&d->b, condition);
    *outer = d->b;
    d->b = ir_builder_at_end(d->module, op->regions[0]);
    d->b.loc = outer->loc;
    return op;
}

static void end_if(struct dense *d, struct ir_op *op, struct ir_builder outer)
{
    ir_build_yield(&d->b, NULL, 0);
    d->b.region = op->regions[1];
    ir_build_yield(&d->b, NULL, 0);
    d->b = outer;
}

/* Of a symmetric matrix one half is taken, so that it is that to the last bit. */
static void store_pair(struct dense *d, struct ir_value *row, struct ir_value *column,
                       struct ir_value *x)
{
    struct ir_builder outer;
    struct ir_op *op = begin_if(d, ir_build_binary(&d->b, IR_GE, row, column), &outer);
    store_at(d, row, column, x);
    store_at(d, column, row, x);
    end_if(d, op, outer);
}

static void store(const struct storing *s, struct ir_value *other, struct ir_value *x)
{
    if (s->d->request->is_gradient)
        store_pair(s->d, other, s->line, x);
    else if (s->pass->is_forward)
        store_at(s->d, other, s->line, x);
    else
        store_at(s->d, s->line, other, x);
}

static void store_leaf(void *context, const struct leaf *leaf)
{
    const struct storing *s = context;
    if (ir_type_is_real(leaf->to->type->elem))
        store(s, leaf->number, ir_build_load(&s->d->b, leaf->to));
}

static void store_lane(struct storing *s, unsigned lane)
{
    struct dense *d = s->d;
    const struct leaf_walk walk = {.b = &d->b, .action = store_leaf, .context = s};
    for (size_t i = 0; i < d->block_count; i++) {
        const struct dense_block *block = &d->blocks[i];
        if (!(s->pass->is_forward ? block->is_row : block->is_column))
            continue;
        const struct leaf first = {*follower(d, s->pass, block, lane), NULL,
                                   s->pass->is_forward ? block->first_row : block->first_column};
        leaves_walk(&walk, &first, block->count);
    }
    if (d->returns_row && s->pass->is_forward)
        store(s, number(d, 0), ir_build_load(&d->b, s->pass->results[lane]));
}

/* Whether the lane is used in each run: the last one may make fewer lines than the others. */
static bool is_always_used(const struct dense_pass *pass, unsigned lane)
{
    uint64_t rest = pass->known_total % pass->width;
    return pass->known_total && (rest == 0 || lane < rest);
}

static void store_lanes(struct dense *d, const struct dense_pass *pass)
{
    for (unsigned k = 0; k < pass->width; k++) {
        struct storing storing = {d, pass, lane_line(d, pass, k)};
        if (is_always_used(pass, k)) {
            store_lane(&storing, k);
            continue;
        }
        struct ir_builder outer;
        struct ir_op *op =
            begin_if(d, ir_build_binary(&d->b, IR_LT, storing.line, pass->total), &outer);
        store_lane(&storing, k);
        end_if(d, op, outer);
    }
}

/* ---- the loop */

/* A function may cast away that it is const. */
static void put_back(struct dense *d, const struct dense_block *block)
{
    const struct ir_type *type = ir_type_ptr(d->module->types, block->type, false);
    struct ir_value *to = ir_build_ptrcast(&d->b, block->arg, type);
    ir_build_copy(&d->b, IR_COPY, to, block->saved, block->count);
}

static void restore(struct dense *d, const struct dense_pass *pass)
{
    struct ir_builder outer;
    struct ir_op *op = begin_if(d, ir_build_binary(&d->b, IR_GT, pass->step, number(d, 0)), &outer);
    for (size_t i = 0; i < d->block_count; i++)
        if (d->blocks[i].is_changed)
            put_back(d, &d->blocks[i]);
    for (size_t i = 0; i < d->saved.len; i++)
        ir_build_copy(&d->b, IR_COPY, d->globals.data[i], d->copies.data[i], NULL);
    end_if(d, op, outer);
}

static struct ir_value *nothing(struct dense *d, const struct ir_type *type)
{
    if (ir_type_is_real(type))
        return ir_build_real(&d->b, type, 0.0L, NULL);
    return ir_type_is_ptr(type) ? ir_build_null(&d->b, type) : ir_build_const(&d->b, type, 0);
}

/* At least one block, so that the function does and returns what the primal does. */
static struct ir_op *begin_loop(struct dense *d, struct dense_pass *pass)
{
    struct ir_value *none = number(d, 0), *one = number(d, 1);
    struct ir_value *any = ir_build_binary(&d->b, IR_GT, pass->total, none);
    struct ir_value *limit = ir_build_select(&d->b, any, pass->total, one);
    struct ir_op *loop = ir_build_for(&d->b, none, limit, number(d, pass->width), IR_PRED_LT);
    pass->step = ir_loop_counter(loop);
    pass->step->name = pass->is_forward ? "column" : "row";
    return loop;
}

static struct ir_value *run_once(struct dense *d, struct dense_pass *pass)
{
    seed(d, pass);
    struct ir_value *value = call_kernel(d, pass);
    store_lanes(d, pass);
    return value;
}

static struct ir_value *run_all(struct dense *d, struct dense_pass *pass)
{
    const struct ir_type *type = d->request->primal->result;
    struct ir_value *none = type->kind == IR_TYPE_VOID ? NULL : nothing(d, type);
    struct ir_op *loop = begin_loop(d, pass);
    if (none)
        ir_loop_add_carried(&d->b, loop, none, "value");
    struct ir_builder outer = d->b;
    d->b = ir_builder_at_end(d->module, loop->regions[0]);
    d->b.loc = outer.loc;
    restore(d, pass);
    struct ir_value *value = run_once(d, pass);
    ir_build_yield(&d->b, &value, value != NULL);
    d->b = outer;
    return value ? loop->results[0] : NULL;
}

struct ir_value *dense_run_pass(struct dense *d, struct dense_pass *pass)
{
    pass->total = pass->is_forward ? d->columns : d->rows;
    if (!dense_known_count(d, !pass->is_forward, &pass->known_total))
        pass->known_total = 0;
    make_followers(d, pass);
    if (pass->known_total == 0 || pass->known_total > pass->width)
        return run_all(d, pass);
    pass->step = number(d, 0);
    return run_once(d, pass);
}
