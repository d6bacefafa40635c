/* A search over uses. As long as a value has met only what has no derivative, it is still the
 * detour's own; the first operation that mixes it with something active ends the search there. */
#include "analysis/detour_walk.h"

#include "ir/build.h"

enum walk_kind { NUMBER, TRUTH, STEP };

struct walk {
    const struct loss_flow *flow;
    struct detour_walker *walker;
    const struct ir_value *source;
    enum walk_kind kind; /* of what is followed now */
    bool is_count;       /* it says how often something was the case */
    bool is_asked;       /* the truth values are of comparisons with a number that came before */
    VEC(const struct ir_value *) pending, truths;
    struct detour found;
};

static void follow(struct walk *w, const struct ir_value *value)
{
    if (w->walker->marks[value->id] == w->walker->mark ||
        !loss_flow_is_influential(w->flow, value) ||
        (w->kind == STEP && loss_flow_is_varied(w->flow, value)))
        return;
    w->walker->marks[value->id] = w->walker->mark;
    vec_push(w->flow->arena, &w->pending, value);
}

/* The operand of a binary operation that `value` is not. */
static const struct ir_value *other_operand(const struct ir_op *op, const struct ir_value *value)
{
    return op->operands[op->operands[0] == value ? 1 : 0];
}

/* A real that meets something active, or leaves the arithmetic. */
static void use_as_number(struct walk *w, const struct ir_op *op)
{
    if (!op->result_count || loss_flow_is_useful(w->flow, ir_result(op)))
        vec_push(w->flow->arena, &w->found.numbers, op);
}

static bool is_origin(const struct walk *w, const struct ir_value *value)
{
    return w->source &&
           loss_flow_is_made_of(w->flow, w->source, numbering_of(&w->flow->numbering, value));
}

static bool has_minus(const struct ir_value *value, unsigned depth);

static bool some_side_has_minus(const struct ir_value *value, unsigned depth)
{
    for (uint32_t side = 0; side < 2; side++) {
        const struct ir_op *yield = ir_terminator(value->def->regions[side]);
        if (has_minus(yield->operands[value->index], depth))
            return true;
    }
    return false;
}

/* Whether a minus stands before a product or a quotient, or in it, or in what a branch chooses. */
static bool has_minus(const struct ir_value *value, unsigned depth)
{
    enum { DEEPEST = 6 };
    const struct ir_op *def = value->def;
    if (!def || depth > DEEPEST)
        return false;
    if (def->code == IR_NEG)
        return true;
    if (def->code == IR_IF)
        return some_side_has_minus(value, depth + 1);
    if (def->code != IR_MUL && def->code != IR_DIV && def->code != IR_CONV &&
        def->code != IR_SELECT)
        return false;
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (has_minus(def->operands[i], depth + 1))
            return true;
    return false;
}

/* `t - (int)t` and `t + p * ceil(-t / p)` are what is left after rounding; `t + (int)t` is not, nor
 * is anything that a truth value is taken off. */
static bool is_remainder(const struct walk *w, const struct ir_op *op, const struct ir_value *value)
{
    if (w->kind == TRUTH || !is_origin(w, other_operand(op, value)))
        return false;
    return op->code == IR_SUB || has_minus(value, 0) || has_minus(w->source, 0);
}

static void visit_real(struct walk *w, const struct ir_op *op, const struct ir_value *value)
{
    const struct ir_value *other = op->operand_count == 2 ? other_operand(op, value) : NULL;
    bool is_plain = !other || !loss_flow_is_varied(w->flow, other);
    switch (op->code) {
    case IR_NEG:
    case IR_CONV:
        follow(w, ir_result(op));
        break;
    case IR_ADD:
    case IR_SUB:
        w->is_count |= w->kind == TRUTH;
        if (is_plain)
            follow(w, ir_result(op));
        else if (is_remainder(w, op, value))
            w->found.is_fraction = true;
        else
            use_as_number(w, op);
        break;
    case IR_MUL:
    case IR_DIV:
        if (w->is_count && op->code == IR_DIV && op->operands[1] == value)
            break;
        if (is_plain)
            follow(w, ir_result(op));
        else if (w->kind == NUMBER ||
                 (w->kind == TRUTH && op->code == IR_DIV && op->operands[1] == value))
            use_as_number(w, op);
        break;
    case IR_MATH:
        if (w->is_count && is_plain &&
            (op->attr.math == IR_MATH_FMAX || op->attr.math == IR_MATH_FMIN))
            follow(w, ir_result(op));
        else
            use_as_number(w, op);
        break;
    case IR_SELECT:
        follow(w, ir_result(op));
        break;
    case IR_STOP:
    case IR_THROUGH:
        break;
    default:
        if (w->kind != STEP)
            use_as_number(w, op);
        else if (ir_op_is_pure(op) && ir_result(op)->type->kind == IR_TYPE_SCALAR)
            follow(w, ir_result(op));
        break;
    }
}

static void visit_integer(struct walk *w, const struct ir_op *op, const struct ir_value *value)
{
    switch (op->code) {
    case IR_ELEM:
    case IR_PTRADD:
        if (op->operands[1] == value && loss_flow_is_influential(w->flow, ir_result(op)))
            vec_push(w->flow->arena, &w->found.indices, op);
        break;
    case IR_SELECT:
        if (op->operands[0] != value)
            follow(w, ir_result(op));
        break;
    default:
        w->is_count |= w->kind == TRUTH && op->code == IR_ADD;
        if (ir_op_is_pure(op) && ir_result(op)->type->kind == IR_TYPE_SCALAR)
            follow(w, ir_result(op));
        break;
    }
}

/* Results of the operation whose region ends here, and what its next iteration starts from. */
static void visit_yield(struct walk *w, const struct ir_op *yield, const struct ir_value *value)
{
    const struct ir_op *op = yield->region->op;
    uint32_t skipped = op->code == IR_WHILE ? 1 : 0;
    for (uint32_t i = skipped; i < yield->operand_count; i++) {
        if (yield->operands[i] != value)
            continue;
        follow(w, op->results[i - skipped]);
        if (op->code != IR_IF)
            follow(w, op->regions[0]->args.data[i - skipped + 1]);
    }
}

static void visit_loop(struct walk *w, const struct ir_op *loop, const struct ir_value *value)
{
    uint32_t first = ir_loop_first_carried(loop);
    for (uint32_t i = first; i < loop->operand_count; i++) {
        if (loop->operands[i] != value)
            continue;
        follow(w, loop->results[i - first]);
        follow(w, loop->regions[0]->args.data[i - first + 1]);
    }
}

/* Whatever is loaded from where the value is stored may be it. */
static void visit_store(struct walk *w, const struct ir_op *store)
{
    const struct flow_graph *graph = &w->flow->graph;
    const cell_list *cells = cells_of(graph->cells, store->operands[0]);
    for (size_t i = 0; i < cells->len; i++) {
        uint32_t node = flow_cell_node(graph, cells->data[i]);
        for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++)
            if (graph->edges[e].op && graph->edges[e].op->code == IR_LOAD)
                follow(w, ir_result(graph->edges[e].op));
    }
}

/* The rest of a loop's turn, where the loop goes on. */
static bool is_turn(const struct ir_op *branch)
{
    const struct ir_op *loop = branch->region->op;
    return loop && loop->code == IR_WHILE &&
           ir_terminator(branch->region)->operands[0] == branch->operands[0];
}

/* What a comparison of active values decides is looked at with the branch itself. */
static void visit_branch(struct walk *w, const struct ir_op *op)
{
    if (w->is_asked && !is_turn(op))
        vec_push(w->flow->arena, &w->found.branches, op);
}

/* `k == 3` may be counted, too. */
static void visit_comparison(struct walk *w, const struct ir_op *op)
{
    if (w->kind == NUMBER)
        vec_push(w->flow->arena, &w->truths, ir_result(op));
    else
        follow(w, ir_result(op));
}

static void visit(struct walk *w, const struct ir_op *op, const struct ir_value *value)
{
    switch (op->code) {
    case IR_YIELD:
        visit_yield(w, op, value);
        break;
    case IR_FOR:
    case IR_WHILE:
        visit_loop(w, op, value);
        break;
    case IR_STORE:
    case IR_ACCUM:
        if (op->operands[1] == value)
            visit_store(w, op);
        break;
    case IR_RETURN:
        if (w->kind != STEP)
            use_as_number(w, op);
        break;
    case IR_IF:
        visit_branch(w, op);
        break;
    case IR_CALL:
        break;
    default:
        if (op->code == IR_SELECT && op->operands[0] == value)
            visit_branch(w, op);
        else if (ir_op_is_comparison(op))
            visit_comparison(w, op);
        else if (ir_type_is_real(value->type))
            visit_real(w, op, value);
        else
            visit_integer(w, op, value);
        break;
    }
}

struct detour_walker detour_walker(const struct loss_flow *flow)
{
    return (struct detour_walker){
        .flow = flow, .marks = ARENA_ARRAY(flow->arena, uint32_t, flow->loss->value_count + 1)};
}

static void walk_pending(struct walk *w)
{
    const struct uses *uses = &w->flow->uses;
    while (w->pending.len) {
        const struct ir_value *next = vec_pop(&w->pending);
        for (uint32_t i = uses->first[next->id]; i < uses->first[next->id + 1]; i++)
            visit(w, uses->ops[i], next);
    }
}

/* What the branches choose that has been followed already is not theirs alone. */
static bool is_followed(const struct walk *w, const struct ir_op *branch)
{
    for (uint32_t k = 0; k < branch->result_count; k++)
        if (w->walker->marks[branch->results[k]->id] == w->walker->mark)
            return true;
    return false;
}

static void walk_on(struct walk *w)
{
    walk_pending(w);
    w->kind = w->kind == STEP ? STEP : TRUTH;
    w->is_asked = w->truths.len > 0;
    for (size_t i = 0; i < w->truths.len; i++)
        follow(w, w->truths.data[i]);
    walk_pending(w);
    size_t kept = 0;
    for (size_t i = 0; i < w->found.branches.len; i++)
        if (!is_followed(w, w->found.branches.data[i]))
            w->found.branches.data[kept++] = w->found.branches.data[i];
    w->found.branches.len = kept;
}

static struct detour walk_from(struct detour_walker *walker, struct walk w,
                               const struct ir_value *value)
{
    w.flow = walker->flow;
    w.walker = walker;
    walker->mark++;
    follow(&w, value);
    walk_on(&w);
    return w.found;
}

struct detour detour_walk(struct detour_walker *walker, const struct ir_value *source,
                          const struct ir_value *value)
{
    enum walk_kind kind = ir_type_is_bool(value->type) ? TRUTH : NUMBER;
    return walk_from(walker, (struct walk){.source = source, .kind = kind}, value);
}

struct detour detour_walk_step(struct detour_walker *walker, const struct ir_value *source,
                               const struct ir_value *value)
{
    return walk_from(walker, (struct walk){.source = source, .kind = STEP}, value);
}

struct detour detour_walk_count(struct detour_walker *walker, const struct ir_value *value)
{
    return walk_from(walker, (struct walk){.is_count = true}, value);
}

struct detour detour_walk_stored(struct detour_walker *walker, const struct ir_op *store,
                                 bool is_count)
{
    struct walk w = {.flow = walker->flow, .walker = walker, .is_count = is_count};
    walker->mark++;
    visit_store(&w, store);
    walk_on(&w);
    return w.found;
}
