/* Writes to private objects that nothing reads before the object is overwritten whole, or gone.
 *
 * An object is private when its address is only ever loaded from and written to. One walk goes
 * backward over each region and knows of every private object whether what it holds may still be
 * read: at the end of the region that makes it, nothing is. (Dead-code removal drops an object with
 * all its writes; here it is the zeroing of a shadow that is filled before it is read.) */
#include "opt/pass.h"

#include "ir/build.h"
#include "support/vec.h"

typedef VEC(const struct ir_value *) object_list;

struct remover {
    struct arena *scratch;
    bool *is_exposed; /* by value id of an object */
    bool *is_live;    /* likewise: what it holds may be read, from here on */
    uint32_t *seen;   /* likewise: the number of the list that has it */
    uint32_t lists;
};

/* ---- objects */

static bool is_access(const struct ir_op *op, uint32_t operand)
{
    switch (op->code) {
    case IR_LOAD:
    case IR_STORE:
    case IR_ACCUM:
    case IR_ZERO:
    case IR_FREE:
        return operand == 0;
    case IR_COPY:
    case IR_MOVE:
        return operand < 2;
    default:
        return ir_op_is_step(op) && operand == 0;
    }
}

static void find_exposed(struct remover *r, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->operand_count; i++) {
            const struct ir_value *object = ir_address_object(op->operands[i]);
            if (object && !is_access(op, i))
                r->is_exposed[object->id] = true;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            find_exposed(r, op->regions[i]);
    }
}

static const struct ir_value *private_object(const struct remover *r,
                                             const struct ir_value *address)
{
    const struct ir_value *object = ir_address_object(address);
    return object && !r->is_exposed[object->id] ? object : NULL;
}

/* The private object that an operation reads or writes to; NULL for none. */
static const struct ir_value *read_by(const struct remover *r, const struct ir_op *op)
{
    if (op->code == IR_LOAD || op->code == IR_ACCUM)
        return private_object(r, op->operands[0]);
    return op->code == IR_COPY || op->code == IR_MOVE ? private_object(r, op->operands[1]) : NULL;
}

static const struct ir_value *written_by(const struct remover *r, const struct ir_op *op)
{
    bool writes = op->code == IR_STORE || op->code == IR_ACCUM || op->code == IR_ZERO ||
                  op->code == IR_COPY || op->code == IR_MOVE;
    return writes ? private_object(r, op->operands[0]) : NULL;
}

/* Whether a write leaves nothing of what a variable held. */
static bool covers(const struct ir_op *op, const struct ir_value *object)
{
    if (object->def->code != IR_SLOT || object->def->operand_count || op->operands[0] != object)
        return false;
    if (op->code == IR_STORE)
        return op->operands[1]->type == object->type->elem;
    const struct ir_op *count =
        op->code == IR_ACCUM ? NULL : op->operands[op->operand_count - 1]->def;
    return count && count->code == IR_CONST && count->attr.integer >= 1;
}

/* ---- the walk */

static void walk_region(struct remover *r, struct ir_region *region);

static void add_touched(struct remover *r, const struct ir_region *region, bool by_reads,
                        object_list *list)
{
    IR_FOR_EACH_OP (op, region) {
        const struct ir_value *object = by_reads ? read_by(r, op) : written_by(r, op);
        if (object && r->seen[object->id] != r->lists) {
            r->seen[object->id] = r->lists;
            vec_push(r->scratch, list, object);
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            add_touched(r, op->regions[i], by_reads, list);
    }
}

/* The objects from outside that an operation's regions read or write to. */
static object_list touched_in(struct remover *r, const struct ir_op *op, bool by_reads)
{
    object_list all = {0}, outer = {0};
    r->lists++;
    for (uint32_t i = 0; i < op->region_count; i++)
        add_touched(r, op->regions[i], by_reads, &all);
    for (size_t i = 0; i < all.len; i++)
        if (ir_region_contains(all.data[i]->def->region, op->region))
            vec_push(r->scratch, &outer, all.data[i]);
    return outer;
}

/* Whether each is live, in the order of the list. */
static bool *live_now(struct remover *r, const object_list *objects)
{
    bool *live = ARENA_ARRAY(r->scratch, bool, objects->len + 1);
    for (size_t i = 0; i < objects->len; i++)
        live[i] = r->is_live[objects->data[i]->id];
    return live;
}

/* What is live before an IF is so before one of its branches. Only writes can make dead. */
static void walk_if(struct remover *r, struct ir_op *op)
{
    const object_list written = touched_in(r, op, false);
    const bool *after = live_now(r, &written);
    walk_region(r, op->regions[0]);
    const bool *before = live_now(r, &written);
    for (size_t i = 0; i < written.len; i++)
        r->is_live[written.data[i]->id] = after[i];
    walk_region(r, op->regions[1]);
    for (size_t i = 0; i < written.len; i++)
        r->is_live[written.data[i]->id] |= before[i];
}

/* What any turn reads is live at the end of each; and a loop may not run at all. */
static void walk_loop(struct remover *r, struct ir_op *op)
{
    const object_list written = touched_in(r, op, false), read = touched_in(r, op, true);
    const bool *after = live_now(r, &written);
    for (size_t i = 0; i < read.len; i++)
        r->is_live[read.data[i]->id] = true;
    walk_region(r, op->regions[0]);
    for (size_t i = 0; i < written.len; i++)
        r->is_live[written.data[i]->id] |= after[i];
}

static void walk_op(struct remover *r, struct ir_op *op)
{
    const struct ir_value *written = written_by(r, op), *read = read_by(r, op);
    if (op->code == IR_IF)
        walk_if(r, op);
    else if (op->region_count)
        walk_loop(r, op);
    if (written && !r->is_live[written->id]) {
        ir_op_unlink(op);
        return;
    }
    if (written && covers(op, written))
        r->is_live[written->id] = false;
    if (read)
        r->is_live[read->id] = true;
}

static void walk_region(struct remover *r, struct ir_region *region)
{
    struct ir_op *before;
    for (struct ir_op *op = region->last; op; op = before) {
        before = op->prev;
        walk_op(r, op);
    }
}

void opt_dead_writes(struct ir_module *module, struct ir_func *func)
{
    (void)module;
    struct remover r = {.scratch = arena_create()};
    r.is_exposed = ARENA_ARRAY(r.scratch, bool, func->value_count + 1);
    r.is_live = ARENA_ARRAY(r.scratch, bool, func->value_count + 1);
    r.seen = ARENA_ARRAY(r.scratch, uint32_t, func->value_count + 1);
    find_exposed(&r, func->body);
    walk_region(&r, func->body);
    arena_destroy(r.scratch);
}
