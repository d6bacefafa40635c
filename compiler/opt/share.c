/* Sharing: equal pure values are computed once, and equal loads too while nothing writes.
 *
 * One walk; an expression is known from its operation to the end of its region. Loads are known
 * until the next write, and across control only where that writes nothing. */
#include "opt/pass.h"

#include "ir/rewrite.h"
#include "support/fault.h"

#include <math.h>
#include <string.h>

struct entry {
    struct ir_op *op;
    struct entry *next;
    uint64_t version; /* of memory, for loads */
};

struct sharer {
    struct arena *scratch;
    struct ir_map replaced;
    struct entry **table;
    size_t mask;
    VEC(size_t) open; /* buckets whose first entry goes when a region is left */
    uint64_t version; /* changes with every write */
};

static size_t mix(size_t hash, size_t value)
{
    hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2);
    return hash;
}

static size_t hash_real(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (size_t)(bits ^ bits >> 32);
}

static size_t hash_of(const struct ir_op *op)
{
    size_t hash = mix(op->code, op->results[0]->type->kind);
    for (uint32_t i = 0; i < op->operand_count; i++)
        hash = mix(hash, op->operands[i]->id);
    switch (ir_op_info(op)->attr) {
    case IR_ATTR_INTEGER:
        return mix(hash, (size_t)op->attr.integer);
    case IR_ATTR_FIELD:
        return mix(hash, op->attr.field);
    case IR_ATTR_MATH:
        return mix(hash, op->attr.math);
    case IR_ATTR_REAL:
        return mix(hash, hash_real((double)op->attr.real->value));
    default:
        return hash;
    }
}

static bool same_text(const char *x, const char *y)
{
    return x == y || (x && y && strcmp(x, y) == 0);
}

static bool same_attr(const struct ir_op *x, const struct ir_op *y)
{
    switch (ir_op_info(x)->attr) {
    case IR_ATTR_INTEGER:
        return x->attr.integer == y->attr.integer;
    case IR_ATTR_REAL: /* by sign and value; NaNs stay apart */
        return x->attr.real->value == y->attr.real->value &&
               (x->attr.real->value != 0 ||
                !signbit(x->attr.real->value) == !signbit(y->attr.real->value)) &&
               same_text(x->attr.real->text, y->attr.real->text);
    case IR_ATTR_TEXT:
        return same_text(x->attr.text, y->attr.text);
    case IR_ATTR_FIELD:
        return x->attr.field == y->attr.field;
    case IR_ATTR_MATH:
        return x->attr.math == y->attr.math;
    case IR_ATTR_GLOBAL:
        return x->attr.global == y->attr.global;
    case IR_ATTR_CALLEE:
        return x->attr.callee == y->attr.callee;
    default:
        return true;
    }
}

static bool is_same(const struct ir_op *x, const struct ir_op *y)
{
    if (x->code != y->code || x->operand_count != y->operand_count ||
        x->results[0]->type != y->results[0]->type || !same_attr(x, y))
        return false;
    for (uint32_t i = 0; i < x->operand_count; i++)
        if (x->operands[i] != y->operands[i])
            return false;
    return true;
}

static bool is_shared(const struct ir_op *op)
{
    return op->code == IR_LOAD || (ir_op_is_pure(op) && op->code != IR_UNDEF);
}

static void share_op(struct sharer *s, struct ir_op *op)
{
    size_t bucket = hash_of(op) & s->mask;
    for (struct entry *e = s->table[bucket]; e; e = e->next) {
        if (!is_same(e->op, op) || (op->code == IR_LOAD && e->version != s->version))
            continue;
        struct ir_value *kept = ir_result(e->op);
        if (!kept->name)
            kept->name = ir_result(op)->name;
        ir_map_set(&s->replaced, ir_result(op), kept);
        ir_op_unlink(op);
        return;
    }
    struct entry *e = ARENA_NEW(s->scratch, struct entry);
    *e = (struct entry){op, s->table[bucket], s->version};
    s->table[bucket] = e;
    vec_push(s->scratch, &s->open, bucket);
}

static bool writes(const struct ir_op *op)
{
    enum ir_effect effect = ir_op_info(op)->effect;
    if (op->code == IR_PUSH || op->code == IR_POP || op->code == IR_TAPE_MARK ||
        op->code == IR_TAPE_RESET)
        return false;
    return effect == IR_EFFECT_WRITE || effect == IR_EFFECT_OPAQUE;
}

static bool region_writes(const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (writes(op))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (region_writes(op->regions[i]))
                return true;
    }
    return false;
}

static void share_region(struct sharer *s, struct ir_region *region);

/* What a loop writes is written before its first operation as well, seen from a later iteration. */
static void share_regions(struct sharer *s, struct ir_op *op)
{
    bool any = false;
    for (uint32_t i = 0; i < op->region_count; i++)
        any |= region_writes(op->regions[i]);
    if (any && op->code != IR_IF)
        s->version++;
    for (uint32_t i = 0; i < op->region_count; i++)
        share_region(s, op->regions[i]);
    if (any)
        s->version++;
}

static void share_region(struct sharer *s, struct ir_region *region)
{
    size_t scope = s->open.len;
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        for (uint32_t i = 0; i < op->operand_count; i++) {
            struct ir_value *kept = ir_map_get(&s->replaced, op->operands[i]);
            if (kept)
                op->operands[i] = kept;
        }
        if (is_shared(op))
            share_op(s, op);
        else if (writes(op))
            s->version++;
        else if (op->region_count)
            share_regions(s, op);
    }
    while (s->open.len > scope) {
        size_t bucket = vec_pop(&s->open);
        s->table[bucket] = s->table[bucket]->next;
    }
}

void opt_share(struct ir_module *module, struct ir_func *func)
{
    (void)module;
    struct sharer s = {.scratch = arena_create()};
    size_t size = 64;
    while (size < func->value_count)
        size *= 2;
    s.mask = size - 1;
    s.table = ARENA_ARRAY(s.scratch, struct entry *, size);
    s.replaced.arena = s.scratch;
    share_region(&s, func->body);
    arena_destroy(s.scratch);
}
