/* gradient-argmax and counts: integers chosen by comparing active values. */
#include "analysis/describe.h"
#include "analysis/detour_state.h"
#include "analysis/early_exit.h"

/* The comparison of active values that a condition is made of; NULL when there is none. */
static const struct ir_op *active_comparison(const struct detours *d, const struct ir_value *value,
                                             unsigned depth)
{
    enum { DEEPEST = 4 };
    const struct ir_op *def = value->def;
    if (!def || depth > DEEPEST)
        return NULL;
    for (uint32_t i = 0; i < def->operand_count; i++) {
        const struct ir_value *operand = def->operands[i];
        if (ir_op_is_pure(def) && flow_kind_of_operand(def, i) == FLOW_COMPARE &&
            detours_is_active(d, operand))
            return def;
        const struct ir_op *inner =
            ir_type_is_integer(operand->type) || ir_type_is_bool(operand->type)
                ? active_comparison(d, operand, depth + 1)
                : NULL;
        if (inner)
            return inner;
    }
    return NULL;
}

/* What result `k` is when the condition holds, and when not. */
static const struct ir_value *alternative(const struct ir_op *op, uint32_t k, uint32_t side)
{
    return op->code == IR_SELECT ? op->operands[1 + side]
                                 : ir_terminator(op->regions[side])->operands[k];
}

/* Whether a value is `from`, or `from` with something added, perhaps under further conditions. */
static bool is_counted_from(const struct ir_value *value, const struct ir_value *from,
                            unsigned depth)
{
    enum { DEEPEST = 4 };
    const struct ir_op *def = value->def;
    if (value == from)
        return true;
    if (!def || depth > DEEPEST)
        return false;
    if (def->code == IR_ADD || def->code == IR_SUB)
        return is_counted_from(def->operands[0], from, depth + 1);
    return (def->code == IR_IF || def->code == IR_SELECT) &&
           is_counted_from(alternative(def, value->index, 0), from, depth + 1) &&
           is_counted_from(alternative(def, value->index, 1), from, depth + 1);
}

/* Whether the alternative on one side is the other with something added: a count. */
static bool counts_on(const struct ir_op *op, uint32_t k, uint32_t side)
{
    return is_counted_from(alternative(op, k, side), alternative(op, k, 1 - side), 0);
}

static bool counts(const struct ir_op *op, uint32_t k)
{
    return counts_on(op, k, 0) || counts_on(op, k, 1);
}

static bool is_compared(const struct detours *d, const struct ir_value *address,
                        const struct ir_op *comparison)
{
    const struct flow_graph *graph = &d->flow->graph;
    const cell_list *cells = cells_of(graph->cells, address);
    for (size_t i = 0; i < cells->len; i++) {
        uint32_t node = flow_cell_node(graph, cells->data[i]);
        const bool *reached = reach_from(d->flow->arena, graph, &node, 1, FLOW_KINDS_SMOOTH);
        for (uint32_t k = 0; k < comparison->operand_count; k++)
            if (reached[flow_value_node(comparison->operands[k])])
                return true;
    }
    return false;
}

/* Whether the comparison looked at what the index chooses from: then it is the chosen value itself,
 * and its derivative is right. Of a record those fields count that are asked for. */
static bool chooses_compared(const struct detours *d, const struct ir_value *address,
                             const struct ir_op *comparison)
{
    const struct uses *uses = &d->flow->uses;
    bool is_by_field = false;
    for (uint32_t i = uses->first[address->id]; i < uses->first[address->id + 1]; i++) {
        const struct ir_op *use = uses->ops[i];
        bool is_field = use->code == IR_FIELD && ir_type_holds_real(ir_result(use)->type->elem);
        if (is_field && !chooses_compared(d, ir_result(use), comparison))
            return false;
        is_by_field |= is_field;
    }
    return is_by_field || is_compared(d, address, comparison);
}

/* Whether something is stored to a place, or to a part of it. */
static bool is_stored_to(const struct detours *d, const struct ir_value *address)
{
    const struct uses *uses = &d->flow->uses;
    for (uint32_t i = uses->first[address->id]; i < uses->first[address->id + 1]; i++) {
        const struct ir_op *op = uses->ops[i];
        bool is_part = op->code == IR_ELEM || op->code == IR_PTRADD || op->code == IR_FIELD;
        if (op->operands[0] == address && (op->code == IR_STORE || op->code == IR_ACCUM ||
                                           (is_part && is_stored_to(d, ir_result(op)))))
            return true;
    }
    return false;
}

/* Whether what an index chooses is replaced as well, as in a swap of rows: each value is still
 * used, in another order, and its derivative is right. */
static bool is_moved(const struct detours *d, const op_list *indices, const struct ir_op *index)
{
    const cell_list *cells = cells_of(d->flow->graph.cells, ir_result(index));
    for (size_t i = 0; i < indices->len; i++) {
        const struct ir_value *address = ir_result(indices->data[i]);
        const cell_list *others = cells_of(d->flow->graph.cells, address);
        if (cells->len && others->len && cells->data[0] == others->data[0] &&
            is_stored_to(d, address))
            return true;
    }
    return false;
}

/* ---- searching a table */

/* What a comparison reads out of a table that carries no gradient; NULL where it reads none. */
static const struct ir_value *breakpoint_of(const struct detours *d, const struct ir_op *comparison)
{
    for (uint32_t i = 0; i < comparison->operand_count; i++) {
        const struct ir_value *value = comparison->operands[i];
        while (value->def && value->def->code == IR_CONV)
            value = value->def->operands[0];
        if (value->def && value->def->code == IR_LOAD && !detours_is_active(d, value))
            return value;
    }
    return NULL;
}

static bool is_only_compared(const struct uses *uses, const struct ir_value *value)
{
    for (uint32_t i = uses->first[value->id]; i < uses->first[value->id + 1]; i++)
        if (!ir_op_is_comparison(uses->ops[i]))
            return false;
    return true;
}

/* Whether an entry of the table at this address, or in what is there, is reckoned with. */
static bool is_reckoned_with(const struct detours *d, const struct ir_value *address,
                             const struct cell *table)
{
    const struct uses *uses = &d->flow->uses;
    const cell_list *cells = cells_of(d->flow->graph.cells, address);
    bool is_table = cells->len == 1 && cells->data[0] == table;
    for (uint32_t i = uses->first[address->id]; i < uses->first[address->id + 1]; i++) {
        const struct ir_op *op = uses->ops[i];
        bool is_part = op->code == IR_ELEM || op->code == IR_PTRADD || op->code == IR_FIELD;
        if (is_part ? is_reckoned_with(d, ir_result(op), table)
                    : is_table && op->code == IR_LOAD && !is_only_compared(uses, ir_result(op)))
            return true;
    }
    return false;
}

/* Whether an index comes out of a search for the two breakpoints around an active value, as for
 * linear interpolation: where they are is reckoned with, so the derivative between them is right.
 */
static bool is_bracket(const struct detours *d, const struct detour *detour,
                       const struct ir_op *comparison)
{
    const struct ir_value *found = breakpoint_of(d, comparison);
    const cell_list *cells = found ? cells_of(d->flow->graph.cells, found->def->operands[0]) : NULL;
    for (size_t i = 0; cells && cells->len == 1 && i < detour->indices.len; i++)
        if (is_reckoned_with(d, ir_result(detour->indices.data[i]), cells->data[0]))
            return true;
    return false;
}

/* Whether a value is the share of the way from one entry that the index chose to the next:
 * (x - knot[i]) / width, or a function of it. */
static bool has_share(const struct detour *detour, const struct ir_value *value, unsigned depth)
{
    enum { DEEPEST = 4 };
    const struct ir_op *def = value->def;
    if (!def || !ir_op_is_pure(def) || depth > DEEPEST)
        return false;
    const struct ir_op *taken_off = def->code == IR_DIV ? def->operands[0]->def : NULL;
    const struct ir_op *entry =
        taken_off && taken_off->code == IR_SUB ? taken_off->operands[1]->def : NULL;
    for (size_t i = 0; entry && entry->code == IR_LOAD && i < detour->indices.len; i++)
        if (entry->operands[0] == ir_result(detour->indices.data[i]))
            return true;
    for (uint32_t i = 0; i < def->operand_count; i++)
        if (has_share(detour, def->operands[i], depth + 1))
            return true;
    return false;
}

/* Where an index counts as a number. In `i + (x - knot[i]) / width` it does not: that is a smooth
 * function of x, but for its kinks at the knots. NULL for nowhere. */
static const struct ir_op *first_number(const struct detour *detour)
{
    for (size_t i = 0; i < detour->numbers.len; i++) {
        const struct ir_op *op = detour->numbers.data[i];
        bool is_sum = op->code == IR_ADD && op->operand_count == 2;
        if (!is_sum ||
            (!has_share(detour, op->operands[0], 0) && !has_share(detour, op->operands[1], 0)))
            return op;
    }
    return NULL;
}

/* ---- reports */

static void report_argmax(const struct detours *d, const struct ir_op *use, const char *name,
                          const struct ir_op *comparison)
{
    struct diag *diag = diag_new(d->flow->engine, DIAG_gradient_argmax, use->loc, name);
    diag_note(diag, comparison->loc, "chosen by this comparison");
    loss_flow_note_calls(diag, use);
    diag_note(diag, use->loc, "use the chosen value itself, or a soft maximum of all");
    diag_emit(diag);
}

static void report_count(const struct detours *d, const struct ir_op *comparison,
                         const struct ir_op *number)
{
    struct diag *diag = diag_new(d->flow->engine, DIAG_gradient_comparison_value, comparison->loc);
    diag_note(diag, number->loc, "what it counts is used as a number here");
    detours_emit(diag, comparison, FLOW_COMPARE);
}

static void report_choice(struct detours *d, const struct detour *detour, const char *name,
                          const struct ir_op *comparison)
{
    const struct ir_op *number = first_number(detour);
    if (number)
        report_argmax(d, number, name, comparison);
    else if (is_bracket(d, detour, comparison))
        return;
    for (size_t i = 0; i < detour->indices.len; i++)
        if (!chooses_compared(d, ir_result(detour->indices.data[i]), comparison) &&
            !is_moved(d, &detour->indices, detour->indices.data[i]))
            report_argmax(d, detour->indices.data[i], name, comparison);
}

static bool is_choosable(const struct ir_value *value)
{
    return ir_type_is_integer(value->type) && !ir_type_is_bool(value->type);
}

/* A counter that stands still only in the turn that leaves its loop has counted turns: nothing is
 * chosen until the loop has been left. */
static void check_count(struct detours *d, const struct ir_value *count, const struct ir_op *op,
                        const struct ir_op *comparison)
{
    uint32_t still = counts_on(op, count->index, 0) ? 1 : 0;
    if (early_exit_ends_loop(&d->flow->numbering, op, still))
        count = early_exit_last(count);
    struct detour detour = count ? detour_walk_count(&d->walker, count) : (struct detour){0};
    const struct ir_op *number = first_number(&detour);
    if (number)
        report_count(d, comparison, number);
}

static void check_result(struct detours *d, const struct ir_op *op, uint32_t k,
                         const struct ir_op *comparison)
{
    const struct ir_value *result = op->results[k];
    const char *name = describe_value(d->flow->arena, result);
    if (counts(op, k)) {
        check_count(d, result, op, comparison);
    } else if (name) {
        struct detour detour = detour_walk(&d->walker, NULL, result);
        report_choice(d, &detour, name, comparison);
    }
}

/* ---- choices that are kept in memory */

/* Whether a store adds to what was there. */
static bool adds_up(const struct detours *d, const struct ir_op *store)
{
    const struct ir_op *sum = store->operands[1]->def;
    bool is_sum = sum && (sum->code == IR_ADD || sum->code == IR_SUB);
    const struct ir_op *load = is_sum ? sum->operands[0]->def : NULL;
    return load && load->code == IR_LOAD &&
           numbering_of(&d->flow->numbering, load->operands[0]) ==
               numbering_of(&d->flow->numbering, store->operands[0]);
}

/* What is merely moved from one place to another, as when entries are sorted, is no choice. */
static bool is_loaded(const struct ir_value *value)
{
    return value->def && value->def->code == IR_LOAD;
}

static void check_stores(struct detours *d, const struct ir_region *region,
                         const struct ir_op *comparison)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code != IR_STORE || !is_choosable(op->operands[1]) || is_loaded(op->operands[1]))
            continue;
        bool is_count = adds_up(d, op);
        struct detour detour = detour_walk_stored(&d->walker, op, is_count);
        if (!is_count)
            report_choice(d, &detour, describe_place(d->flow->arena, op->operands[0]), comparison);
        else if (detour.numbers.len)
            report_count(d, comparison, detour.numbers.data[0]);
    }
}

void detours_check_choice(struct detours *d, const struct ir_op *op)
{
    const struct ir_op *comparison = active_comparison(d, op->operands[0], 0);
    for (uint32_t k = 0; comparison && k < op->result_count; k++)
        if (is_choosable(op->results[k]) && loss_flow_is_influential(d->flow, op->results[k]))
            check_result(d, op, k, comparison);
    for (uint32_t i = 0; comparison && i < op->region_count; i++)
        check_stores(d, op->regions[i], comparison);
}
