/* Branches and loops. What a loop carries is a variable that is set at the end of each iteration.
 */
#include "emit/context.h"

#include "ir/build.h"

#include "support/fault.h"

#include <string.h>

bool is_undef(const struct ir_value *v)
{
    return v->def && v->def->code == IR_UNDEF;
}

/* ---- assignments at the end of a region */

/* x = x + y  as  x += y */
static bool assign_in_place(struct emitter *e, const struct assignment *a)
{
    const struct ir_op *op = a->value->def;
    if (!a->old || !op || (op->code != IR_ADD && op->code != IR_SUB) || op->operands[0] != a->old ||
        !e->values[a->value->id].pending)
        return false;
    e->values[a->value->id].pending = false;
    line(e, "%s %s %s;", a->name,
         op->code == IR_ADD ? "+=" : "-=", value_text(e, op->operands[1], BIND_CONDITION));
    return true;
}

static void assign(struct emitter *e, const struct assignment *a)
{
    if (a->old == a->value || is_undef(a->value) || assign_in_place(e, a))
        return;
    line(e, "%s = %s;", a->name, value_text(e, a->value, BIND_CONDITION));
}

/* What mentions a variable that is set before it is evaluated first. */
void assign_all(struct emitter *e, const assignment_list *list)
{
    for (size_t later = 1; later < list->len; later++) {
        const struct assignment *a = &list->data[later];
        for (size_t i = 0; i < later; i++) {
            bool is_set = list->data[i].old != list->data[i].value;
            if (is_set && a->old != a->value && !is_undef(a->value) &&
                text_mentions(e->values[a->value->id].text, list->data[i].name)) {
                materialise(e, a->value);
                break;
            }
        }
    }
    for (size_t i = 0; i < list->len; i++)
        assign(e, &list->data[i]);
}

/* ---- if */

/* A read that is only assigned at the end may wait until there. */
static void end_branch(struct emitter *e, const struct ir_op *op, unsigned branch)
{
    const struct ir_op *yield = ir_terminator(op->regions[branch]);
    for (uint32_t i = 0; i < op->result_count; i++)
        if (e->uses[op->results[i]->id] > 0)
            assign(e, &(struct assignment){e->values[op->results[i]->id].text, yield->operands[i],
                                           NULL});
}

static bool is_empty(const struct emitter *e, const struct ir_op *op, unsigned branch)
{
    const struct ir_op *yield = ir_terminator(op->regions[branch]);
    for (uint32_t i = 0; i < op->result_count; i++)
        if (e->uses[op->results[i]->id] > 0 && !is_undef(yield->operands[i]))
            return false;
    return op->regions[branch]->first == yield;
}

static void emit_branch(struct emitter *e, const struct ir_op *op, unsigned branch)
{
    size_t scope = names_enter(e->names);
    e->indent++;
    emit_region(e, op->regions[branch]);
    end_branch(e, op, branch);
    e->indent--;
    names_leave(e->names, scope);
}

static void declare_results(struct emitter *e, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *v = op->results[i];
        if (e->uses[v->id] == 0)
            continue;
        bool may_be_unset = is_undef(ir_terminator(op->regions[0])->operands[i]) ||
                            is_undef(ir_terminator(op->regions[1])->operands[i]);
        const char *name = names_take(e->names, v->name);
        line(e, "%s%s;", ir_declare(e->arena, v->type, name, false), may_be_unset ? " = 0" : "");
        set_name(e, v, name);
    }
}

void emit_if(struct emitter *e, const struct ir_op *op)
{
    bool empty[2] = {is_empty(e, op, 0), is_empty(e, op, 1)};
    declare_results(e, op);
    bool inverted = empty[0] && !empty[1];
    const char *condition = value_text(e, op->operands[0], inverted ? BIND_UNARY : BIND_CONDITION);
    line(e, "if (%s%s) {%s", inverted ? "!" : "", condition, place_comment(e, op));
    emit_branch(e, op, inverted);
    if (!inverted && !empty[1]) {
        line(e, "} else {");
        emit_branch(e, op, 1);
    }
    line(e, "}");
}

/* ---- what loops carry */

void declare_carried(struct emitter *e, const struct ir_op *op)
{
    uint32_t first = ir_loop_first_carried(op);
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *arg = op->regions[0]->args.data[i + 1], *result = op->results[i];
        const char *initial = value_text(e, op->operands[first + i], BIND_CONDITION);
        const char *name = names_take(e->names, arg->name ? arg->name : result->name);
        line(e, "%s = %s;", ir_declare(e->arena, arg->type, name, false), initial);
        set_name(e, arg, name);
        set_name(e, result, name);
    }
}

static void end_iteration(struct emitter *e, const struct ir_op *op)
{
    const struct ir_op *yield = ir_terminator(op->regions[0]);
    assignment_list list = {0};
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *arg = op->regions[0]->args.data[i + 1];
        struct assignment a = {e->values[arg->id].text, yield->operands[ir_loop_yield_index(op, i)],
                               arg};
        vec_push(e->arena, &list, a);
    }
    assign_all(e, &list);
}

/* ---- for */

static const char *const predicates[] = {"<", "<=", ">", ">="};

/* The range of a FOR as text, each evaluated as often as one likes. */
struct range {
    const char *from, *to; /* bind at least like sums */
    const char *counter, *type;
    const struct ir_type *ir;
    struct ir_value *const *ops;
    uint64_t step; /* its size */
    bool is_up, includes_to;
    enum ir_predicate pred;
    bool is_counter_used;
};

static const char *bound(struct emitter *e, const struct ir_value *v)
{
    if (e->values[v->id].reads)
        materialise(e, v);
    return value_text(e, v, BIND_ADD);
}

static bool is_constant(const struct ir_value *v)
{
    return v->def && v->def->code == IR_CONST;
}

static bool is_zero(const struct ir_value *v)
{
    return is_constant(v) && v->def->attr.integer == 0;
}

/* Of an unsigned counter that goes down, the step is its complement. */
static uint64_t step_size(const struct ir_value *step, bool is_up)
{
    uint64_t bits = (uint64_t)step->def->attr.integer, size = is_up ? bits : 0 - bits;
    unsigned width = ir_type_bits(step->type);
    GRADC_ASSERT(size);
    return width >= 64 ? size : size & ((1ULL << width) - 1);
}

static struct range range_of(struct emitter *e, const struct ir_op *op)
{
    struct range r = {.from = bound(e, op->operands[0]),
                      .to = bound(e, op->operands[1]),
                      .ir = op->operands[0]->type,
                      .ops = op->operands,
                      .pred = op->attr.loop.pred};
    r.type = ir_type_text(e->arena, r.ir);
    r.is_up = r.pred == IR_PRED_LT || r.pred == IR_PRED_LE;
    r.includes_to = r.pred == IR_PRED_LE || r.pred == IR_PRED_GE;
    r.step = step_size(op->operands[2], r.is_up);
    r.is_counter_used = e->uses[ir_loop_counter(op)->id] > 0;
    return r;
}

static const char *advance(struct emitter *e, const struct range *r, bool up)
{
    if (r->step == 1)
        return arena_printf(e->arena, "%s%s", r->counter, up ? "++" : "--");
    return arena_printf(e->arena, "%s %s %llu", r->counter,
                        up ? "+=" : "-=", (unsigned long long)r->step);
}

static void forward_head(struct emitter *e, const struct range *r, const char *comment)
{
    line(e, "for (%s %s = %s; %s %s %s; %s) {%s", r->type, r->counter, r->from, r->counter,
         predicates[r->pred], r->to, advance(e, r, r->is_up), comment);
    e->indent++;
}

static const char *as_unsigned(struct emitter *e, const struct ir_value *v)
{
    const char *cast = v->type->scalar == IR_ULONG ? "" : "(unsigned long)";
    return arena_printf(e->arena, "%s%s", cast, value_text(e, v, BIND_UNARY));
}

/* How often the loop runs if it does, less one where it includes the bound. In unsigned long, whose
 * arithmetic does not overflow. */
static const char *way_text(struct emitter *e, const struct range *r)
{
    const struct ir_value *low = r->ops[r->is_up ? 0 : 1], *high = r->ops[r->is_up ? 1 : 0];
    const char *way = as_unsigned(e, high);
    if (!is_zero(low))
        way = arena_printf(e->arena, "%s - %s", way, as_unsigned(e, low));
    if (r->step == 1)
        return way;
    if (!r->includes_to)
        way = arena_printf(e->arena, "%s - 1", way);
    return arena_printf(e->arena, "(%s) / %llu", way, (unsigned long long)r->step);
}

/* How often the loop runs. */
static const char *trip_count(struct emitter *e, const struct range *r)
{
    const char *more = r->step == 1 && !r->includes_to ? "" : " + 1";
    const char *count = arena_printf(e->arena, "%s%s", way_text(e, r), more);
    bool always = r->includes_to && !ir_type_is_signed(r->ir) && is_zero(r->ops[r->is_up ? 0 : 1]);
    if (always)
        return count;
    return arena_printf(e->arena, "%s %s %s ? %s : 0", r->from, predicates[r->pred], r->to, count);
}

static void counted_backward_head(struct emitter *e, const struct range *r, const char *comment)
{
    const char *k = names_take(e->names, "k");
    line(e, "for (unsigned long %s = %s; %s-- > 0;) {%s", k, trip_count(e, r), k, comment);
    e->indent++;
    if (!r->is_counter_used)
        return;
    const char *way =
        r->step == 1 ? k : arena_printf(e->arena, "%s * %lluUL", k, (unsigned long long)r->step);
    const char *cast = r->ir->scalar == IR_ULONG ? "" : arena_printf(e->arena, "(%s)", r->type);
    line(e, *cast ? "const %s %s = %s(%s %c %s);" : "const %s %s = %s%s %c %s;", r->type,
         r->counter, cast, as_unsigned(e, r->ops[0]), r->is_up ? '+' : '-', way);
}

/* Signed counters, one by one. A bound at the very end of the type, which these leave out, would
 * make the loop in C overflow. */
static void plain_backward_head(struct emitter *e, const struct range *r, const char *comment)
{
    static const char *const starts[] = {" - 1", "", " + 1", ""};
    line(e, "for (%s %s = %s%s; %s %s %s; %s) {%s", r->type, r->counter, r->to, starts[r->pred],
         r->counter, r->is_up ? ">=" : "<=", r->from, advance(e, r, !r->is_up), comment);
    e->indent++;
}

/* Unsigned counters, one by one. They wrap only where the loop itself would never end. */
static void unsigned_backward_head(struct emitter *e, const struct range *r, const char *comment)
{
    const char *start = r->includes_to ? r->is_up ? " + 1" : " - 1" : "";
    line(e, "for (%s %s = %s%s; %s %s %s;) {%s", r->type, r->counter, r->to, start,
         advance(e, r, !r->is_up), r->is_up ? ">" : "<", r->from, comment);
    e->indent++;
}

/* The same counters, last to first. */
static void backward_head(struct emitter *e, const struct range *r, const char *comment)
{
    bool is_small = ir_type_bits(r->ir) < 32;
    if (r->step != 1 || (is_small && (r->includes_to || ir_type_is_signed(r->ir))))
        counted_backward_head(e, r, comment);
    else if (ir_type_is_signed(r->ir))
        plain_backward_head(e, r, comment);
    else
        unsigned_backward_head(e, r, comment);
}

void emit_for(struct emitter *e, const struct ir_op *op)
{
    struct range r = range_of(e, op);
    declare_carried(e, op);
    size_t scope = names_enter(e->names);
    const struct ir_value *counter = ir_loop_counter(op);
    r.counter = names_take(e->names, counter->name ? counter->name : "i");
    set_name(e, counter, r.counter);
    if (op->attr.loop.reverse)
        backward_head(e, &r, place_comment(e, op));
    else
        forward_head(e, &r, place_comment(e, op));
    emit_region(e, op->regions[0]);
    end_iteration(e, op);
    e->indent--;
    line(e, "}");
    names_leave(e->names, scope);
}
