/* Stores that change nothing: of what is there already, and of a 0 to which something is added
 * next.
 *
 * The adjoint of `a[i] += x` takes the adjoint of a[i], clears it, and adds it back. What is left
 * of that is a load, which the C compiler moves out of a loop over x. Requires equal addresses to
 * be one value (opt/share.c). 0 + x counts as x: they differ in the sign of a zero at most. */
#include "opt/pass.h"

#include "ir/build.h"
#include "support/vec.h"

/* What memory holds at an address, at the place of the walk. */
struct fact {
    struct ir_value *address, *value;
    struct ir_value *before; /* what it held before `store`; NULL: not known */
    struct ir_op *store;     /* that nobody can have read from since; NULL: none */
};

struct tidy {
    struct ir_module *module;
    struct arena *scratch;
    VEC(struct fact) facts;
};

/* ---- which memory may be the same */

static bool is_slot(const struct ir_value *base)
{
    return base->def && base->def->code == IR_SLOT;
}

static bool is_param(const struct ir_value *base)
{
    return !base->def && !base->region->op;
}

static bool is_grad_param(const struct ir_value *base)
{
    return is_param(base) && base->index < base->region->func->params.len &&
           base->region->func->params.data[base->index].is_grad;
}

/* Objects of the function's own are apart from each other and from what it is given; a gradient
 * buffer is apart from all else. */
static bool are_apart(const struct ir_value *x, const struct ir_value *y)
{
    const struct ir_value *a = ir_address_base(x), *b = ir_address_base(y);
    if (a == b)
        return false;
    if (is_slot(a) || is_slot(b))
        return (is_slot(a) || is_param(a)) && (is_slot(b) || is_param(b));
    return is_param(a) && is_param(b) && (is_grad_param(a) || is_grad_param(b));
}

/* ---- facts */

static struct fact *find(struct tidy *t, const struct ir_value *address)
{
    for (size_t i = 0; i < t->facts.len; i++)
        if (t->facts.data[i].address == address)
            return &t->facts.data[i];
    return NULL;
}

static void learn(struct tidy *t, struct fact fact)
{
    enum { MOST_FACTS = 16 }; /* a walk stays linear */
    struct fact *known = find(t, fact.address);
    if (known)
        *known = fact;
    else if (t->facts.len < MOST_FACTS)
        vec_push(t->scratch, &t->facts, fact);
}

/* Somebody may read at `address`: what was stored there is not in vain. */
static void see_read(struct tidy *t, const struct ir_value *address)
{
    for (size_t i = 0; i < t->facts.len; i++)
        if (!are_apart(t->facts.data[i].address, address))
            t->facts.data[i].store = NULL;
}

static void see_write(struct tidy *t, const struct ir_value *address)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->facts.len; i++)
        if (t->facts.data[i].address == address || are_apart(t->facts.data[i].address, address))
            t->facts.data[kept++] = t->facts.data[i];
    t->facts.len = kept;
}

/* ---- the walk */

static void tidy_region(struct tidy *t, struct ir_region *region);

static void tidy_load(struct tidy *t, struct ir_op *op)
{
    see_read(t, op->operands[0]);
    if (!find(t, op->operands[0]))
        learn(t, (struct fact){op->operands[0], ir_result(op), NULL, NULL});
}

static void tidy_store(struct tidy *t, struct ir_op *op)
{
    struct ir_value *address = op->operands[0], *value = op->operands[1];
    struct fact *known = find(t, address);
    if (known && known->value == value) {
        ir_op_unlink(op);
        return;
    }
    struct ir_value *before = known ? known->value : NULL;
    see_write(t, address);
    learn(t, (struct fact){address, value, before, op});
}

static bool is_zero(const struct ir_value *v)
{
    return v->def && v->def->code == IR_REAL && v->def->attr.real->value == 0;
}

/* A 0 that was just stored and the sum are one store, or none where that brings back what was there
 * before. */
static void tidy_accum(struct tidy *t, struct ir_op *op)
{
    struct ir_value *address = op->operands[0], *value = op->operands[1];
    struct fact *known = find(t, address);
    if (!known || !known->store || !is_zero(known->value)) {
        see_read(t, address);
        see_write(t, address);
        if (known)
            t->facts.len = 0; /* what it holds now has no value */
        return;
    }
    struct ir_value *before = known->before;
    ir_op_unlink(known->store);
    see_write(t, address);
    known = find(t, address);
    if (before == value) {
        *known = (struct fact){address, value, NULL, NULL};
        ir_op_unlink(op);
        return;
    }
    struct ir_builder b = ir_builder_before(t->module, op);
    ir_build_store(&b, address, value);
    *known = (struct fact){address, value, before, op->prev};
    ir_op_unlink(op);
}

static void tidy_op(struct tidy *t, struct ir_op *op)
{
    switch (op->code) {
    case IR_LOAD:
        tidy_load(t, op);
        break;
    case IR_STORE:
        tidy_store(t, op);
        break;
    case IR_ACCUM:
        tidy_accum(t, op);
        break;
    default:
        if (!ir_op_is_pure(op) && op->code != IR_SLOT)
            t->facts.len = 0;
        for (uint32_t i = 0; i < op->region_count; i++)
            tidy_region(t, op->regions[i]);
        break;
    }
}

static void tidy_region(struct tidy *t, struct ir_region *region)
{
    t->facts.len = 0;
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        tidy_op(t, op);
    }
    t->facts.len = 0;
}

void opt_tidy(struct ir_module *module, struct ir_func *func)
{
    struct tidy t = {.module = module, .scratch = arena_create()};
    tidy_region(&t, func->body);
    arena_destroy(t.scratch);
}
