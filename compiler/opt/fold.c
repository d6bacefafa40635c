/* Folding: constants, and identities that hold bit for bit.
 *
 * Of reals only what no rounding and no sign of zero can tell apart: x * 1, x / 1, x - 0, x + -0.
 * What C leaves undefined is not folded. */
#include "opt/fold.h"

#include "ir/rewrite.h"
#include "opt/pass.h"
#include "support/fault.h"

#include <math.h>

struct folder {
    struct ir_module *module;
    struct ir_map replaced;
};

/* ---- recognising constants */

bool fold_is_integer(const struct ir_value *v, int64_t *bits)
{
    if (!v->def || v->def->code != IR_CONST)
        return false;
    *bits = v->def->attr.integer;
    return true;
}

static bool is_integer_of(const struct ir_value *v, int64_t wanted)
{
    int64_t bits;
    return fold_is_integer(v, &bits) && bits == wanted;
}

static bool is_real_of(const struct ir_value *v, long double wanted)
{
    return v->def && v->def->code == IR_REAL && v->def->attr.real->value == wanted &&
           !signbit(v->def->attr.real->value) == !signbit(wanted);
}

/* ---- integers */

bool fold_fits(const struct ir_type *type, wide value, int64_t *bits)
{
    unsigned width = ir_type_bits(type);
    if (ir_type_is_bool(type)) {
        *bits = value != 0;
        return true;
    }
    if (ir_type_is_signed(type)) {
        wide limit = (wide)1 << (width - 1);
        *bits = (int64_t)value;
        return value >= -limit && value < limit;
    }
    *bits =
        width >= 64 ? (int64_t)(uint64_t)value : (int64_t)((uint64_t)value & ((1ULL << width) - 1));
    return true;
}

wide fold_exact(const struct ir_type *type, int64_t bits)
{
    return ir_type_is_signed(type) || ir_type_is_bool(type) ? (wide)bits : (wide)(uint64_t)bits;
}

static bool compute(enum ir_opcode code, wide x, wide y, wide *result)
{
    switch (code) {
    case IR_ADD:
        *result = x + y;
        return true;
    case IR_SUB:
        *result = x - y;
        return true;
    case IR_MUL:
        *result = x * y; /* of values below 2^64 that stays below 2^127 unless both are unsigned */
        return x < ((wide)1 << 62) && y < ((wide)1 << 62);
    case IR_DIV:
        *result = y ? x / y : 0;
        return y != 0;
    case IR_REM: /* of the least number by -1 is undefined */
        *result = y ? x % y : 0;
        return y != 0 && y != -1;
    case IR_AND:
        *result = x & y;
        return true;
    case IR_OR:
        *result = x | y;
        return true;
    case IR_XOR:
        *result = x ^ y;
        return true;
    case IR_EQ:
        *result = x == y;
        return true;
    case IR_NE:
        *result = x != y;
        return true;
    case IR_LT:
        *result = x < y;
        return true;
    case IR_LE:
        *result = x <= y;
        return true;
    case IR_GT:
        *result = x > y;
        return true;
    case IR_GE:
        *result = x >= y;
        return true;
    default:
        return false;
    }
}

static struct ir_value *fold_integers(struct ir_builder *b, const struct ir_op *op)
{
    int64_t x, y, bits;
    wide result;
    if (op->operand_count != 2 || !fold_is_integer(op->operands[0], &x) ||
        !fold_is_integer(op->operands[1], &y))
        return NULL;
    const struct ir_type *type = op->operands[0]->type;
    if (!compute(op->code, fold_exact(type, x), fold_exact(type, y), &result) ||
        !fold_fits(ir_result(op)->type, result, &bits))
        return NULL;
    return ir_build_const(b, ir_result(op)->type, bits);
}

/* x + 0, x - 0, x * 1, x / 1 */
static struct ir_value *integer_identity(const struct ir_op *op)
{
    struct ir_value *x = op->operands[0], *y = op->operands[1];
    switch (op->code) {
    case IR_ADD:
        return is_integer_of(y, 0) ? x : is_integer_of(x, 0) ? y : NULL;
    case IR_SUB:
        return is_integer_of(y, 0) ? x : NULL;
    case IR_MUL:
        return is_integer_of(y, 1) ? x : is_integer_of(x, 1) ? y : NULL;
    case IR_DIV:
        return is_integer_of(y, 1) ? x : NULL;
    default:
        return NULL;
    }
}

/* ---- reals */

static struct ir_value *real_identity(const struct ir_op *op)
{
    struct ir_value *x = op->operands[0], *y = op->operands[1];
    switch (op->code) {
    case IR_ADD:
        return is_real_of(y, -0.0L) ? x : is_real_of(x, -0.0L) ? y : NULL;
    case IR_SUB:
        return is_real_of(y, 0.0L) ? x : NULL;
    case IR_MUL:
        return is_real_of(y, 1.0L) ? x : is_real_of(x, 1.0L) ? y : NULL;
    case IR_DIV:
        return is_real_of(y, 1.0L) ? x : NULL;
    default:
        return NULL;
    }
}

/* x == x and the like, which hold for all but NaN. */
static struct ir_value *fold_self_comparison(struct ir_builder *b, const struct ir_op *op)
{
    if (op->code == IR_EQ || op->code == IR_LE || op->code == IR_GE)
        return ir_build_bool(b, true);
    if (op->code == IR_NE || op->code == IR_LT || op->code == IR_GT)
        return ir_build_bool(b, false);
    return NULL;
}

/* Functions are different where they are not the same, and none is null. */
static struct ir_value *fold_functions(struct ir_builder *b, const struct ir_op *op)
{
    const struct ir_op *x = op->operands[0]->def, *y = op->operands[1]->def;
    bool known = x && y && (x->code == IR_FUNC || y->code == IR_FUNC) &&
                 (x->code == IR_FUNC || x->code == IR_NULL) &&
                 (y->code == IR_FUNC || y->code == IR_NULL);
    if (!known || (op->code != IR_EQ && op->code != IR_NE))
        return NULL;
    bool same = x->code == y->code && x->attr.callee == y->attr.callee;
    return ir_build_bool(b, same == (op->code == IR_EQ));
}

/* A truth value as a number, compared with a number: it is that truth, or its contrary, or always
 * the same. C compilers warn of the last. */
static struct ir_value *fold_truth_comparison(struct ir_builder *b, const struct ir_op *op)
{
    const struct ir_op *conv = op->operands[0]->def;
    int64_t bits;
    wide if_false, if_true;
    if (!ir_type_is_bool(ir_result(op)->type) || !conv || conv->code != IR_CONV ||
        !ir_type_is_bool(conv->operands[0]->type) || !fold_is_integer(op->operands[1], &bits))
        return NULL;
    const wide number = fold_exact(op->operands[1]->type, bits);
    if (!compute(op->code, 0, number, &if_false) || !compute(op->code, 1, number, &if_true))
        return NULL;
    if (if_false == if_true)
        return ir_build_bool(b, if_true);
    return if_true ? conv->operands[0] : ir_build_unary(b, IR_LNOT, conv->operands[0]);
}

static struct ir_value *fold_arithmetic(struct ir_builder *b, const struct ir_op *op)
{
    if (ir_type_is_real(op->operands[0]->type))
        return real_identity(op);
    struct ir_value *same = op->operands[0] == op->operands[1] ? fold_self_comparison(b, op) : NULL;
    if (same)
        return same;
    if (ir_type_is_ptr(op->operands[0]->type))
        return fold_functions(b, op);
    if (!ir_type_is_integer(op->operands[0]->type))
        return NULL;
    struct ir_value *folded = fold_integers(b, op);
    if (!folded)
        folded = fold_truth_comparison(b, op);
    return folded ? folded : integer_identity(op);
}

/* -x and ~x of a constant; twice of anything is nothing. */
static struct ir_value *fold_negation(struct ir_builder *b, const struct ir_op *op)
{
    const struct ir_type *type = ir_result(op)->type;
    int64_t x, bits;
    if (fold_is_integer(op->operands[0], &x)) {
        wide result = op->code == IR_NEG ? -fold_exact(type, x) : ~fold_exact(type, x);
        return fold_fits(type, result, &bits) ? ir_build_const(b, type, bits) : NULL;
    }
    const struct ir_op *inner = op->operands[0]->def;
    return inner && inner->code == op->code ? inner->operands[0] : NULL;
}

static struct ir_value *fold_lnot(struct ir_builder *b, const struct ir_op *op)
{
    int64_t bits;
    if (fold_is_integer(op->operands[0], &bits))
        return ir_build_bool(b, !bits);
    const struct ir_op *inner = op->operands[0]->def;
    return inner && inner->code == IR_LNOT ? inner->operands[0] : NULL;
}

/* ---- choices and conversions */

static bool is_null(const struct ir_value *v)
{
    return v->def && v->def->code == IR_NULL;
}

/* `p != NULL ? p : NULL` is p. */
static struct ir_value *fold_null_choice(const struct ir_op *op)
{
    const struct ir_op *test = op->operands[0]->def;
    if (!test || (test->code != IR_NE && test->code != IR_EQ) || !is_null(test->operands[1]))
        return NULL;
    struct ir_value *kept = op->operands[test->code == IR_NE ? 1 : 2];
    const struct ir_value *other = op->operands[test->code == IR_NE ? 2 : 1];
    return kept == test->operands[0] && is_null(other) ? kept : NULL;
}

static struct ir_value *fold_select(struct ir_builder *b, const struct ir_op *op)
{
    int64_t bits;
    (void)b;
    if (op->operands[1] == op->operands[2])
        return op->operands[1];
    if (!fold_is_integer(op->operands[0], &bits))
        return fold_null_choice(op);
    return op->operands[bits ? 1 : 2];
}

static struct ir_value *fold_conv(struct ir_builder *b, const struct ir_op *op)
{
    const struct ir_type *from = op->operands[0]->type, *to = ir_result(op)->type;
    int64_t x, bits;
    if (!fold_is_integer(op->operands[0], &x))
        return NULL;
    if (ir_type_is_integer(to))
        return fold_fits(to, fold_exact(from, x), &bits) ? ir_build_const(b, to, bits) : NULL;
    const int64_t limit = 1LL << (to->scalar == IR_HALF ? 11 : 24); /* exact up to there */
    if (!ir_type_is_real(to) || x <= -limit || x >= limit)
        return NULL;
    return ir_build_real(b, to, (long double)x, NULL);
}

typedef struct ir_value *(*folding)(struct ir_builder *b, const struct ir_op *op);

static const folding foldings[IR_OPCODE_COUNT] = {
    [IR_ADD] = fold_arithmetic, [IR_SUB] = fold_arithmetic, [IR_MUL] = fold_arithmetic,
    [IR_DIV] = fold_arithmetic, [IR_REM] = fold_arithmetic, [IR_EQ] = fold_arithmetic,
    [IR_NE] = fold_arithmetic,  [IR_LT] = fold_arithmetic,  [IR_LE] = fold_arithmetic,
    [IR_GT] = fold_arithmetic,  [IR_GE] = fold_arithmetic,  [IR_AND] = fold_arithmetic,
    [IR_OR] = fold_arithmetic,  [IR_XOR] = fold_arithmetic, [IR_NOT] = fold_negation,
    [IR_NEG] = fold_negation,   [IR_LNOT] = fold_lnot,      [IR_SELECT] = fold_select,
    [IR_CONV] = fold_conv,      [IR_PTRADD] = fold_ptradd,  [IR_PTRCAST] = fold_ptrcast,
};

/* ---- control */

static struct ir_value *resolved(const struct folder *f, struct ir_value *v)
{
    struct ir_value *replacement;
    while ((replacement = ir_map_get(&f->replaced, v)) != NULL)
        v = replacement;
    return v;
}

static void replace(struct folder *f, const struct ir_value *old, struct ir_value *value)
{
    if (value->name == NULL && value->def && old->name && value->def->code != IR_CONST &&
        value->def->code != IR_REAL)
        value->name = old->name;
    ir_map_set(&f->replaced, old, value);
}

/* Puts the operations of the branch that is taken in the place of the IF. */
static void splice(struct folder *f, struct ir_op *op, struct ir_region *taken)
{
    struct ir_op *yield = ir_terminator(taken);
    GRADC_ASSERT(yield);
    while (taken->first != yield) {
        struct ir_op *moved = taken->first;
        ir_op_unlink(moved);
        ir_op_insert(op->region, op, moved);
    }
    for (uint32_t i = 0; i < op->result_count; i++)
        replace(f, op->results[i], resolved(f, yield->operands[i]));
    ir_op_unlink(op);
}

/* Results that are the same on both sides and come from outside. */
static void fold_equal_results(struct folder *f, struct ir_op *op)
{
    const struct ir_op *then = ir_terminator(op->regions[0]);
    const struct ir_op *otherwise = ir_terminator(op->regions[1]);
    for (uint32_t i = 0; i < op->result_count; i++) {
        struct ir_value *v = resolved(f, then->operands[i]);
        if (v == resolved(f, otherwise->operands[i]) &&
            !ir_region_contains(op->regions[0], v->region))
            replace(f, op->results[i], v);
    }
}

/* A flag that is the condition, or its opposite. */
static void fold_flags(struct folder *f, struct ir_op *op)
{
    int64_t then, otherwise;
    for (uint32_t i = 0; i < op->result_count; i++) {
        if (!ir_type_is_bool(op->results[i]->type) ||
            !fold_is_integer(ir_terminator(op->regions[0])->operands[i], &then) ||
            !fold_is_integer(ir_terminator(op->regions[1])->operands[i], &otherwise) ||
            then == otherwise)
            continue;
        struct ir_builder b = ir_builder_before(f->module, op);
        ir_map_set(&f->replaced, op->results[i],
                   then ? op->operands[0] : ir_build_unary(&b, IR_LNOT, op->operands[0]));
    }
}

/* What a loop carries without changing it. */
static void fold_unchanged(struct folder *f, struct ir_op *op)
{
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    for (uint32_t i = 0; i < op->result_count; i++) {
        struct ir_value *arg = op->regions[0]->args.data[i + 1];
        if (yield->operands[ir_loop_yield_index(op, i)] != arg)
            continue;
        struct ir_value *initial = op->operands[ir_loop_first_carried(op) + i];
        ir_map_set(&f->replaced, arg, initial);
        ir_map_set(&f->replaced, op->results[i], initial);
    }
}

/* Whether a store puts back what was just loaded from there. */
static bool stores_same(const struct ir_op *store)
{
    const struct ir_op *before = store->prev;
    while (before && ir_op_is_pure(before))
        before = before->prev;
    return before && before->code == IR_LOAD && ir_result(before) == store->operands[1] &&
           before->operands[0] == store->operands[0];
}

static void fold_region(struct folder *f, struct ir_region *region);

static void fold_op(struct folder *f, struct ir_op *op)
{
    int64_t bits;
    for (uint32_t i = 0; i < op->operand_count; i++)
        op->operands[i] = resolved(f, op->operands[i]);
    if (op->code == IR_FOR || op->code == IR_WHILE)
        fold_unchanged(f, op);
    for (uint32_t i = 0; i < op->region_count; i++)
        fold_region(f, op->regions[i]);
    if (op->code == IR_IF && fold_is_integer(op->operands[0], &bits)) {
        splice(f, op, op->regions[bits ? 0 : 1]);
        return;
    }
    if (op->code == IR_STORE && stores_same(op)) {
        ir_op_unlink(op);
        return;
    }
    if (op->code == IR_IF) {
        fold_equal_results(f, op);
        fold_flags(f, op);
    }
    if (!foldings[op->code])
        return;
    struct ir_builder b = ir_builder_before(f->module, op);
    struct ir_value *value = foldings[op->code](&b, op);
    if (value)
        replace(f, ir_result(op), value);
}

static void fold_region(struct folder *f, struct ir_region *region)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        fold_op(f, op);
    }
}

void opt_fold(struct ir_module *module, struct ir_func *func)
{
    struct arena *scratch = arena_create();
    struct folder f = {.module = module, .replaced = {.arena = scratch}};
    fold_region(&f, func->body);
    ir_apply_replacements(func->body, &f.replaced);
    arena_destroy(scratch);
}
