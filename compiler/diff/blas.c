/* Calls of the routines of CBLAS, by the rows of blas.def.
 *
 * An adjoint that asks for the content of an operand finds it in place where nothing writes there
 * any more; else the forward sweep copies it to the tape, before the call or behind it. */
#include "diff/blas_rule.h"

#include "support/fault.h"

#include <string.h>

struct row {
    const char *routine, *operand, *rule;
};

#define ROW(routine, operand, rule) {#routine, #operand, rule},
#define NO_ROW(routine, operand, rule)

static const struct row extents[] = {
#define EXTENT ROW
#define ADJOINT NO_ROW
#define TANGENT NO_ROW
#include "diff/blas.def"
#undef EXTENT
#undef ADJOINT
};

static const struct row adjoints[] = {
#define EXTENT NO_ROW
#define ADJOINT ROW
#include "diff/blas.def"
#undef ADJOINT
#undef TANGENT
};

static const struct row tangents[] = {
#define ADJOINT NO_ROW
#define TANGENT ROW
#include "diff/blas.def"
#undef EXTENT
#undef ADJOINT
#undef TANGENT
};

/* The rows of one call: those of its active operands. */
struct plan {
    struct blas_scope scope;
    const struct row *table;
    size_t count;
};

static char kind_of(const struct ir_op *call, uint32_t i)
{
    return call->attr.callee->kinds[i];
}

static bool is_pointer_kind(char kind)
{
    return kind == IR_KIND_READ || kind == IR_KIND_WRITTEN;
}

static bool is_active(struct adjoint *a, const struct ir_op *call, uint32_t i)
{
    if (is_pointer_kind(kind_of(call, i)))
        return activity_needs_shadow(a->activity, call->operands[i]);
    return kind_of(call, i) == IR_KIND_REAL && activity_of_value(a->activity, call->operands[i]);
}

static bool writes(const struct ir_op *call)
{
    return strchr(call->attr.callee->kinds, IR_KIND_WRITTEN);
}

static struct plan make_plan(struct adjoint *a, const struct ir_op *call)
{
    size_t count = call->operand_count;
    struct plan p = {.scope = {.a = a, .call = call}};
    p.scope.values = ARENA_ARRAY(a->arena, struct ir_value *, count);
    p.scope.before = ARENA_ARRAY(a->arena, struct ir_value *, count);
    p.scope.after = ARENA_ARRAY(a->arena, struct ir_value *, count);
    p.scope.duals = ARENA_ARRAY(a->arena, struct ir_value *, count);
    p.table = a->is_tangent ? tangents : adjoints;
    p.count =
        a->is_tangent ? sizeof tangents / sizeof *tangents : sizeof adjoints / sizeof *adjoints;
    return p;
}

static bool is_row_of(const struct plan *p, const struct row *row, uint32_t operand)
{
    const struct ir_blas *blas = p->scope.call->attr.callee->blas;
    return strcmp(row->routine, blas->name) == 0 &&
           strcmp(row->operand, blas_operand_name(p->scope.a, blas, operand)) == 0;
}

/* The active operand that the row is for; the number of operands where there is none. */
static uint32_t subject_of(const struct plan *p, const struct row *row)
{
    const struct ir_op *call = p->scope.call;
    for (uint32_t i = 0; i < call->operand_count; i++)
        if (is_active(p->scope.a, call, i) && is_row_of(p, row, i))
            return i;
    return call->operand_count;
}

static bool is_wanted(const struct plan *p, const char *name)
{
    for (size_t k = 0; k < p->count; k++)
        if (subject_of(p, &p->table[k]) < p->scope.call->operand_count &&
            blas_rule_mentions(p->table[k].rule, name))
            return true;
    return false;
}

/* ---- what cannot be done */

static bool has_row(const struct plan *p, uint32_t operand)
{
    for (size_t k = 0; k < p->count; k++)
        if (is_row_of(p, &p->table[k], operand))
            return true;
    return false;
}

/* Whether there are rules for the routine in this direction. */
static bool is_ruled(const struct plan *p)
{
    for (size_t k = 0; k < p->count; k++)
        if (strcmp(p->table[k].routine, p->scope.call->attr.callee->blas->name) == 0)
            return true;
    return false;
}

/* A written operand needs no row where the routine only adds to it. */
static void check_rows(struct adjoint *a, const struct ir_op *call)
{
    const struct plan p = make_plan(a, call);
    for (uint32_t i = 0; i < call->operand_count; i++) {
        bool adds = kind_of(call, i) == IR_KIND_WRITTEN && is_ruled(&p);
        if (!is_active(a, call, i) || adds || has_row(&p, i))
            continue;
        const char *name = blas_operand_name(a, call->attr.callee->blas, i);
        adjoint_refuse(a, call,
                       arena_printf(a->module->arena, "a call of '%s' with respect to '%s'",
                                    call->attr.callee->name, name));
        return;
    }
}

/* Two operands that are exchanged both have a shadow. */
static void check_exchange(struct adjoint *a, const struct ir_op *call)
{
    uint32_t written = 0, unsure = 0;
    for (uint32_t i = 0; i < call->operand_count; i++) {
        if (kind_of(call, i) != IR_KIND_WRITTEN)
            continue;
        written++;
        unsure += !activity_shadow_is_sure(a->activity, call->operands[i]);
    }
    if (written > 1 && unsure)
        adjoint_refuse(a, call,
                       arena_printf(a->module->arena,
                                    "a call of '%s' with what may or may not be constant",
                                    call->attr.callee->name));
}

void blas_check(struct adjoint *a, const struct ir_op *call)
{
    check_rows(a, call);
    check_exchange(a, call);
}

/* ---- rows */

static struct ir_op *guard_operand(const struct plan *p, uint32_t i, struct ir_builder *outer)
{
    return guard_begin(p->scope.a, p->scope.call->operands[i], p->scope.duals[i], outer);
}

static void run_row(const struct plan *p, const struct row *row)
{
    struct adjoint *a = p->scope.a;
    uint32_t i = subject_of(p, row);
    if (i == p->scope.call->operand_count)
        return;
    if (kind_of(p->scope.call, i) != IR_KIND_READ) {
        blas_rule_run(&p->scope, row->rule);
        return;
    }
    if (!p->scope.duals[i])
        return;
    struct ir_builder outer;
    struct ir_op *guard = guard_operand(p, i, &outer);
    blas_rule_run(&p->scope, row->rule);
    guard_end(a, guard, outer);
}

/* Where what is written has no shadow, nothing happens. */
static void run_rows(const struct plan *p)
{
    struct adjoint *a = p->scope.a;
    const struct ir_op *call = p->scope.call;
    uint32_t written = call->operand_count;
    for (uint32_t i = 0; i < call->operand_count; i++)
        if (kind_of(call, i) == IR_KIND_WRITTEN) {
            if (!p->scope.duals[i])
                return;
            written = i;
        }
    struct ir_builder outer;
    struct ir_op *guard = written < call->operand_count ? guard_operand(p, written, &outer) : NULL;
    for (size_t k = 0; k < p->count; k++)
        run_row(p, &p->table[k]);
    guard_end(a, guard, outer);
}

/* ---- in the reverse sweep: what operands held */

static struct ir_value *extent_of(const struct plan *p, uint32_t i)
{
    for (size_t k = 0; k < sizeof extents / sizeof *extents; k++)
        if (is_row_of(p, &extents[k], i))
            return blas_rule_value(&p->scope, extents[k].rule);
    fault_raise(__FILE__, __LINE__, "blas.def does not tell the extent of operand %u", i);
}

/* Copies what the operand holds in the forward sweep, next to the call. */
static struct ir_value *saved(struct adjoint *a, const struct ir_op *call, uint32_t i, bool before)
{
    struct ir_op *copy = a->forward_ops[call->order];
    struct plan p = make_plan(a, call);
    struct ir_builder here = a->b;
    a->b = before ? ir_builder_before(a->module, copy) : ir_builder_after(a->module, copy);
    p.scope.values = copy->operands;
    struct ir_value *source = copy->operands[i], *count = extent_of(&p, i);
    const struct ir_type *elements = ir_type_scalar(a->module->types, IR_ULONG);
    struct ir_value *target = ir_build_alloc(&a->b, IR_TAPE_ALLOC, source->type->elem,
                                             ir_build_conv(&a->b, count, elements));
    target->name =
        source->name ? arena_printf(a->module->arena, "%s_saved", source->name) : "saved";
    ir_build_copy(&a->b, IR_COPY, target, source, count);
    a->b = here;
    return bring_out(a, target, call->region);
}

static bool shares_with_written(struct adjoint *a, const struct ir_op *call, uint32_t i)
{
    for (uint32_t k = 0; k < call->operand_count; k++)
        if (k != i && kind_of(call, k) == IR_KIND_WRITTEN &&
            memory_shares_object(a->memory, call->operands[i], call->operands[k]))
            return true;
    return false;
}

static struct ir_value *content(struct adjoint *a, const struct ir_op *call, uint32_t i,
                                bool before)
{
    const struct ir_value *operand = call->operands[i];
    if (!shares_with_written(a, call, i) &&
        memory_survives(a->memory, call, operand, a->frame->region))
        return available(a, operand);
    return saved(a, call, i, before);
}

static void find_contents(struct plan *p, uint32_t i, const char *name)
{
    struct adjoint *a = p->scope.a;
    const struct ir_op *call = p->scope.call;
    bool is_written = kind_of(call, i) == IR_KIND_WRITTEN;
    if (!is_written && is_wanted(p, name))
        p->scope.values[i] = content(a, call, i, true);
    if (is_written && is_wanted(p, arena_printf(a->arena, "%s0", name)))
        p->scope.before[i] = saved(a, call, i, true);
    if (is_written && is_wanted(p, arena_printf(a->arena, "%s1", name)))
        p->scope.after[i] = content(a, call, i, false);
    if (is_active(a, call, i))
        p->scope.duals[i] = reverse_shadow(a, call->operands[i]);
}

void reverse_blas(struct adjoint *a, const struct ir_op *call)
{
    struct plan p = make_plan(a, call);
    if (call->result_count) {
        if (!(p.scope.result_adj = adjoint_take(a, ir_result(call))))
            return;
        p.scope.result = is_wanted(&p, "r") ? available(a, ir_result(call)) : NULL;
    }
    for (uint32_t i = 0; i < call->operand_count; i++) {
        const char *name = blas_operand_name(a, call->attr.callee->blas, i);
        if (is_pointer_kind(kind_of(call, i)))
            find_contents(&p, i, name);
        else if (kind_of(call, i) != IR_KIND_REAL || is_wanted(&p, name))
            p.scope.values[i] = available(a, call->operands[i]);
    }
    run_rows(&p);
}

/* ---- in the tangent */

/* Numbers on the tape that are not needed behind the rule. */
static struct ir_op *begin_scratch(struct adjoint *a)
{
    struct ir_op *mark = ir_build_op(&a->b, IR_TAPE_MARK, NULL, 0, 1);
    ir_result(mark)->type = ir_type_scalar(a->module->types, IR_ULONG);
    return mark;
}

static void run_tangent(struct plan *p)
{
    struct adjoint *a = p->scope.a;
    const struct ir_op *call = p->scope.call;
    if (call->result_count) {
        const struct ir_type *type = ir_result(call)->type;
        p->scope.result_tan = ir_build_slot(&a->b, type, NULL, NULL);
        ir_build_store(&a->b, p->scope.result_tan, adjoint_zero(&a->b, type));
    }
    bool needs_scratch = is_wanted(p, "new");
    struct ir_op *mark = needs_scratch ? begin_scratch(a) : NULL;
    run_rows(p);
    if (mark)
        ir_build_op(&a->b, IR_TAPE_RESET, mark->results, 1, 0);
    if (call->result_count)
        a->lane->duals[ir_result(call)->id] = ir_build_load(&a->b, p->scope.result_tan);
}

void tangent_blas(struct adjoint *a, const struct ir_op *call)
{
    struct ir_op *copy = a->forward_ops[call->order];
    struct plan p = make_plan(a, call);
    p.scope.values = copy->operands;
    p.scope.result = copy->result_count ? ir_result(copy) : NULL;
    struct ir_builder here = a->b;
    if (writes(call))
        a->b = ir_builder_before(a->module, copy);
    for (uint32_t i = 0; i < call->operand_count; i++)
        if (is_active(a, call, i))
            p.scope.duals[i] = is_pointer_kind(kind_of(call, i))
                                   ? forward_shadow(a, call->operands[i])
                                   : a->lane->duals[call->operands[i]->id];
    run_tangent(&p);
    a->b = here;
}
