/* Loops that run until something holds. One that tests at its head is a `while`; what has to be
 * done before the test makes it an endless loop with a `break` amid its body, or at its end. */
#include "emit/context.h"

#include "ir/build.h"

#include <string.h>

static bool is_constant(const struct ir_value *v)
{
    return v->def && v->def->code == IR_CONST;
}

static bool uses_results_of(const struct ir_op *op, const struct ir_op *branch)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (op->operands[i]->def == branch)
            return true;
    return false;
}

static bool is_not(const struct ir_value *v, const struct ir_value *of)
{
    return v->def && v->def->code == IR_LNOT && v->def->operands[0] == of;
}

/* The side of the branch that the loop goes on by. */
static unsigned side_of(const struct ir_op *loop, const struct ir_op *branch)
{
    return ir_terminator(loop->regions[0])->operands[0] == branch->operands[0] ? 0 : 1;
}

const struct ir_op *while_branch(const struct ir_op *loop)
{
    const struct ir_op *yield = ir_terminator(loop->regions[0]), *branch = yield->prev;
    while (branch && ir_op_is_pure(branch))
        branch = branch->prev;
    if (!branch || branch->code != IR_IF)
        return NULL;
    const struct ir_value *again = yield->operands[0], *condition = branch->operands[0];
    const struct ir_region *other = branch->regions[1 - side_of(loop, branch)];
    if ((again != condition && !is_not(again, condition)) || other->first != ir_terminator(other))
        return NULL;
    for (const struct ir_op *op = branch->next; op != yield; op = op->next)
        if (uses_results_of(op, branch))
            return NULL;
    return branch;
}

/* ---- what is set where */

struct loop {
    struct emitter *e;
    const struct ir_op *op, *branch;
    unsigned side; /* of the branch, that goes on */
    assignment_list at_exit, at_end;
};

/* What the loop goes on with, or on the other side of the branch ends with. */
static const struct ir_value *carried_on(const struct loop *l, uint32_t k, unsigned side)
{
    const struct ir_value *next =
        ir_terminator(l->op->regions[0])->operands[ir_loop_yield_index(l->op, k)];
    bool is_chosen = l->branch && next->def == l->branch;
    return is_chosen ? ir_terminator(l->branch->regions[side])->operands[next->index] : next;
}

/* Whether a text says the same wherever it stands in the body. */
static bool is_steady(const struct loop *l, const struct ir_value *v)
{
    const char *text = l->e->values[v->id].text;
    for (uint32_t k = 0; k < l->op->result_count; k++)
        if (text_mentions(text, l->e->values[l->op->results[k]->id].text))
            return false;
    return !l->e->values[v->id].reads;
}

/* A value that both sides set is set before the test where nobody asks for the old one; else it
 * gets a name there. */
static void set_on_both(struct loop *l, const struct assignment *a)
{
    bool is_asked_for = l->e->uses[a->old->id] > 0;
    if (!is_asked_for && is_steady(l, a->value)) {
        const assignment_list one = {.data = (struct assignment *)a, .len = 1};
        assign_all(l->e, &one);
        return;
    }
    if (!is_constant(a->value) && strpbrk(l->e->values[a->value->id].text, " (["))
        materialise(l->e, a->value);
    vec_push(l->e->arena, &l->at_exit, *a);
    vec_push(l->e->arena, &l->at_end, *a);
}

static void find_assignments(struct loop *l)
{
    for (uint32_t k = 0; k < l->op->result_count; k++) {
        const struct ir_value *old = l->op->regions[0]->args.data[k + 1];
        const struct ir_value *on = carried_on(l, k, l->side), *out = carried_on(l, k, 1 - l->side);
        struct assignment a = {l->e->values[old->id].text, on, old};
        if (on == out && on != old && !is_undef(on)) {
            set_on_both(l, &a);
            continue;
        }
        vec_push(l->e->arena, &l->at_end, a);
        a.value = out;
        if (out != old && !is_undef(out) && l->e->uses[l->op->results[k]->id] > 0)
            vec_push(l->e->arena, &l->at_exit, a);
    }
}

/* ---- the text */

/* Begins a loop that goes on while `condition` holds; an empty one is for ever. */
static void begin(struct loop *l, const char *condition)
{
    struct emitter *e = l->e;
    const struct ir_value *counter = ir_loop_counter(l->op);
    const char *name = e->values[counter->id].text, *comment = place_comment(e, l->op);
    if (name)
        line(e, "for (long %s = 0;%s%s; %s++) {%s", name, *condition ? " " : "", condition, name,
             comment);
    else if (*condition)
        line(e, "while (%s) {%s", condition, comment);
    else
        line(e, "for (;;) {%s", comment);
    e->indent++;
}

static void name_counter(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *counter = ir_loop_counter(op);
    if (e->uses[counter->id] > 0)
        set_name(e, counter, names_take(e->names, counter->name ? counter->name : "it"));
}

/* The condition under which the loop ends. */
static const char *end_text(struct emitter *e, const struct ir_value *again)
{
    const char *text = value_text(e, again, BIND_UNARY);
    bool is_inverted = again->def && again->def->code == IR_LNOT && *text == '!';
    return is_inverted ? value_text(e, again->def->operands[0], BIND_CONDITION)
                       : arena_printf(e->arena, "!%s", text);
}

static void leave(struct loop *l, const char *end)
{
    struct emitter *e = l->e;
    line(e, l->at_exit.len ? "if (%s) {" : "if (%s)", end);
    e->indent++;
    assign_all(e, &l->at_exit);
    line(e, "break;");
    e->indent--;
    if (l->at_exit.len)
        line(e, "}");
}

/* What stands before the test is written aside: only when there is nothing is it a `while`. */
static void emit_tested(struct loop *l)
{
    struct emitter *e = l->e;
    const struct ir_op *yield = ir_terminator(l->op->regions[0]);
    struct text head = {.arena = e->arena}, *out = e->out;
    e->out = &head;
    e->indent++;
    emit_range(e, l->op->regions[0]->first, l->branch);
    emit_range(e, l->branch->next, yield);
    settle_reads(e, l->branch);
    find_assignments(l);
    e->indent--;
    e->out = out;
    if (!head.len && !l->at_exit.len) {
        begin(l, value_text(e, yield->operands[0], BIND_CONDITION));
    } else {
        begin(l, "");
        text_add(out, text_string(&head));
        leave(l, end_text(e, yield->operands[0]));
    }
    emit_region(e, l->branch->regions[l->side]);
    assign_all(e, &l->at_end);
    e->indent--;
    line(e, "}");
}

/* Whether it ends, as text that still holds when the variables have been set. */
static const char *untested_end(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *again = ir_terminator(op->regions[0])->operands[0];
    struct c_value *c = &e->values[again->id];
    bool is_touched = c->reads;
    for (uint32_t i = 0; i < op->result_count && !is_touched; i++)
        is_touched = text_mentions(c->text, e->values[op->results[i]->id].text);
    if (is_touched && !is_constant(again))
        materialise(e, again);
    return end_text(e, again);
}

static void emit_untested(struct loop *l)
{
    begin(l, "");
    emit_region(l->e, l->op->regions[0]);
    const char *end = untested_end(l->e, l->op);
    for (uint32_t k = 0; k < l->op->result_count; k++) {
        const struct ir_value *old = l->op->regions[0]->args.data[k + 1];
        struct assignment a = {l->e->values[old->id].text, carried_on(l, k, 0), old};
        vec_push(l->e->arena, &l->at_end, a);
    }
    assign_all(l->e, &l->at_end);
    leave(l, end);
    l->e->indent--;
    line(l->e, "}");
}

void emit_while(struct emitter *e, const struct ir_op *op)
{
    struct loop l = {.e = e, .op = op, .branch = while_branch(op)};
    declare_carried(e, op);
    size_t scope = names_enter(e->names);
    name_counter(e, op);
    if (l.branch)
        l.side = side_of(op, l.branch);
    if (l.branch)
        emit_tested(&l);
    else
        emit_untested(&l);
    names_leave(e->names, scope);
}
