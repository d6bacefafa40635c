/* Types for memory that a function of the program's own allocates: `xmalloc` and its like.
 *
 * Such a function knows bytes alone. Once it has been inlined, what its result is converted to says
 * what the bytes are for. Bytes that go where that cannot be seen, or that are taken for two types,
 * stay without one. */
#include "opt/type_memory.h"

#include "analysis/uses.h"
#include "ir/rewrite.h"
#include "opt/pass.h"

struct typing {
    struct ir_module *module;
    struct arena *scratch;
    struct uses uses;
    struct ir_map replaced;
    bool *seen;                 /* by value id */
    const struct ir_type *type; /* that the bytes are converted to; NULL: none yet */
    bool is_lost;
};

static bool is_untyped(const struct ir_op *op)
{
    return (op->code == IR_MALLOC || op->code == IR_CALLOC) &&
           ir_result(op)->type->elem->kind == IR_TYPE_VOID;
}

static const struct ir_op *first_untyped(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (is_untyped(op))
            return op;
        for (uint32_t i = 0; i < op->region_count; i++) {
            const struct ir_op *found = first_untyped(op->regions[i]);
            if (found)
                return found;
        }
    }
    return NULL;
}

/* ---- what bytes are for */

static void follow(struct typing *t, const struct ir_value *pointer);

static void see_cast(struct typing *t, const struct ir_op *cast)
{
    const struct ir_type *type = ir_result(cast)->type->elem;
    if (type->kind == IR_TYPE_VOID) {
        follow(t, ir_result(cast));
        return;
    }
    t->is_lost |= t->type && t->type != type;
    t->type = type;
}

/* A value that a branch or a turn of a loop ends with. */
static void see_yield(struct typing *t, const struct ir_op *yield, const struct ir_value *pointer)
{
    const struct ir_op *op = yield->region->op;
    for (uint32_t k = 0; k < op->result_count; k++) {
        uint32_t index = op->code == IR_IF ? k : ir_loop_yield_index(op, k);
        if (yield->operands[index] != pointer)
            continue;
        follow(t, op->results[k]);
        if (op->code != IR_IF)
            follow(t, op->regions[0]->args.data[k + 1]);
    }
}

static void see_entry(struct typing *t, const struct ir_op *loop, const struct ir_value *pointer)
{
    for (uint32_t k = 0; k < loop->result_count; k++)
        if (loop->operands[ir_loop_first_carried(loop) + k] == pointer)
            follow(t, loop->regions[0]->args.data[k + 1]);
}

static void see_use(struct typing *t, const struct ir_op *use, const struct ir_value *pointer)
{
    switch (use->code) {
    case IR_PTRCAST:
        see_cast(t, use);
        break;
    case IR_SELECT:
        follow(t, ir_result(use));
        break;
    case IR_YIELD:
        see_yield(t, use, pointer);
        break;
    case IR_FOR:
    case IR_WHILE:
        see_entry(t, use, pointer);
        break;
    case IR_EQ:
    case IR_NE:
    case IR_FREE:
        break;
    default:
        t->is_lost = true;
        break;
    }
}

static void follow(struct typing *t, const struct ir_value *pointer)
{
    if (t->seen[pointer->id])
        return;
    t->seen[pointer->id] = true;
    for (uint32_t i = t->uses.first[pointer->id]; i < t->uses.first[pointer->id + 1]; i++)
        see_use(t, t->uses.ops[i], pointer);
}

/* ---- the types */

static bool is_multiple(const struct ir_value *v, uint64_t size)
{
    return v->def && v->def->code == IR_CONST && (uint64_t)v->def->attr.integer % size == 0;
}

/* How many objects of `size` bytes there are in so many bytes, rounded up. */
static struct ir_value *count_of(struct ir_builder *b, struct ir_value *bytes, uint64_t size)
{
    const struct ir_op *def = bytes->def;
    struct ir_value *unit = ir_build_int(b, IR_ULONG, (int64_t)size);
    for (uint32_t i = 0; def && def->code == IR_MUL && i < 2; i++) {
        if (!is_multiple(def->operands[i], size))
            continue;
        int64_t factor = (int64_t)((uint64_t)def->operands[i]->def->attr.integer / size);
        struct ir_value *count = def->operands[1 - i];
        return factor == 1 ? count
                           : ir_build_binary(b, IR_MUL, count, ir_build_int(b, IR_ULONG, factor));
    }
    if (!is_multiple(bytes, size))
        bytes = ir_build_binary(b, IR_ADD, bytes, ir_build_int(b, IR_ULONG, (int64_t)size - 1));
    return ir_build_binary(b, IR_DIV, bytes, unit);
}

static void give_type(struct typing *t, struct ir_op *op)
{
    struct ir_value *old = ir_result(op);
    t->type = NULL;
    t->is_lost = false;
    follow(t, old);
    uint64_t size = t->type && !t->is_lost ? ir_type_size(t->type) : 0;
    if (!size)
        return;
    struct ir_builder b = ir_builder_before(t->module, op);
    struct ir_value *count = count_of(&b, op->operands[0], size);
    struct ir_value *made = ir_build_alloc(&b, op->code, t->type, count);
    made->name = old->name;
    ir_map_set(&t->replaced, old, ir_build_ptrcast(&b, made, old->type));
    ir_op_unlink(op);
}

static void give_types(struct typing *t, const struct ir_region *region)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        for (uint32_t i = 0; i < op->region_count; i++)
            give_types(t, op->regions[i]);
        if (is_untyped(op))
            give_type(t, op);
    }
}

void opt_type_memory(struct ir_module *module, struct ir_func *func)
{
    if (!first_untyped(func->body))
        return;
    opt_promote_untyped(module, func);
    struct typing t = {.module = module, .scratch = arena_create()};
    t.uses = uses_build(t.scratch, func);
    t.replaced.arena = t.scratch;
    t.seen = ARENA_ARRAY(t.scratch, bool, func->value_count + 1);
    give_types(&t, func->body);
    ir_apply_replacements(func->body, &t.replaced);
    arena_destroy(t.scratch);
}

/* ---- what is left */

struct search {
    struct ir_module *module;
    struct arena *scratch;
    bool *seen; /* by index of the function */
};

static const struct ir_op *search_region(struct search *s, const struct ir_region *region);

static const struct ir_op *search_func(struct search *s, const struct ir_func *func)
{
    for (size_t i = 0; i < s->module->funcs.len; i++) {
        if (s->module->funcs.data[i] != func)
            continue;
        if (s->seen[i])
            return NULL;
        s->seen[i] = true;
    }
    return search_region(s, func->body);
}

static const struct ir_op *search_region(struct search *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        const struct ir_op *found = is_untyped(op) ? op : NULL;
        if (op->code == IR_CALL && op->attr.callee->func)
            found = search_func(s, op->attr.callee->func);
        for (uint32_t i = 0; !found && i < op->region_count; i++)
            found = search_region(s, op->regions[i]);
        if (found)
            return found;
    }
    return NULL;
}

static const struct ir_op *search(struct ir_module *module, const struct ir_func *func)
{
    struct search s = {.module = module, .scratch = arena_create()};
    s.seen = ARENA_ARRAY(s.scratch, bool, module->funcs.len + 1);
    const struct ir_op *found = search_func(&s, func);
    arena_destroy(s.scratch);
    return found;
}

/* What calls itself stays a function, and has to know the types by itself. */
static void type_callees(struct ir_module *module, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        struct ir_func *callee = op->code == IR_CALL ? op->attr.callee->func : NULL;
        if (callee && search(module, callee)) {
            opt_inline(module, callee);
            opt_type_memory(module, callee);
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            type_callees(module, op->regions[i]);
    }
}

const struct ir_op *opt_untyped_memory(struct ir_module *module, struct ir_func *func)
{
    if (!module->has_built[IR_MALLOC] && !module->has_built[IR_CALLOC])
        return NULL;
    opt_type_memory(module, func);
    if (search(module, func))
        type_callees(module, func->body);
    return search(module, func);
}
