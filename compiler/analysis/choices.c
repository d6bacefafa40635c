/* gradient-argmax and counts: integers chosen by comparing active values. */
#include "analysis/describe.h"
#include "analysis/detour_state.h"
#include "analysis/early_exit.h"

#include <string.h>

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

/* ---- what to say */

static void report_step(const struct detours *d, const struct ir_op *comparison,
                        const struct ir_op *number, const char *what)
{
    struct diag *diag = diag_new(d->flow->engine, DIAG_gradient_comparison_value, comparison->loc);
    diag_note(diag, number->loc, "%s", what);
    detours_emit(diag, comparison, FLOW_COMPARE);
}

/* The choice as the source calls it: a variable, or a function that returned it; NULL when it has
 * no name. */
static const char *choice_name(const struct detours *d, const struct ir_value *chosen)
{
    const struct uses *uses = &d->flow->uses;
    const struct ir_site *site = chosen->def->site;
    bool is_returned = false;
    for (uint32_t i = uses->first[chosen->id]; !chosen->name && i < uses->first[chosen->id + 1];
         i++) {
        const struct ir_op *use = uses->ops[i];
        if (use->code == IR_CONV && ir_result(use)->name)
            return ir_result(use)->name;
        is_returned |= site && use->site == site->outer;
    }
    return is_returned ? arena_printf(d->flow->arena, "%s(...)", site->shown)
                       : describe_value(d->flow->arena, chosen);
}

/* A choice without a name is what the comparison makes of it. */
static void report_unnamed(struct detours *d, const struct ir_op *use,
                           const struct ir_op *comparison)
{
    if (use->code == IR_ELEM || use->code == IR_PTRADD)
        detours_report_index(d, comparison, FLOW_COMPARE, use);
    else
        report_step(d, comparison, use, "used as a number again here");
}

static void report_argmax(struct detours *d, const struct ir_op *use, const char *name,
                          const struct ir_op *comparison)
{
    if (!name) {
        report_unnamed(d, use, comparison);
        return;
    }
    struct diag *diag = diag_new(d->flow->engine, DIAG_gradient_argmax, use->loc, name);
    diag_note(diag, comparison->loc, "chosen by this comparison");
    loss_flow_note_calls(diag, use);
    diag_note(diag, use->loc, "use the chosen value itself, or a soft maximum of all");
    diag_emit(diag);
}

/* Whether an index is one of the branch's results, and has another name than `chosen`. */
static bool is_other_choice(const struct ir_op *index, const struct ir_op *branch,
                            const char *chosen)
{
    const struct ir_value *value = index->operands[1];
    while (!value->name && value->def && value->def->code == IR_CONV)
        value = value->def->operands[0];
    if (!chosen || !value->name || strcmp(chosen, value->name) == 0)
        return false;
    for (uint32_t k = 0; k < branch->result_count; k++)
        if (branch->results[k]->name && strcmp(branch->results[k]->name, value->name) == 0)
            return true;
    return false;
}

struct choice {
    const struct ir_op *branch, *comparison;
    const char *variable; /* that holds it; NULL for none */
    const char *shown;    /* in messages */
};

static void report_choice(struct detours *d, const struct choice *choice,
                          const struct detour *detour)
{
    const struct ir_op *number = detours_number(d, NULL, detour);
    if (number)
        report_argmax(d, number, choice->shown, choice->comparison);
    else if (is_bracket(d, detour, choice->comparison))
        return;
    for (size_t i = 0; i < detour->indices.len; i++) {
        const struct ir_op *index = detour->indices.data[i];
        if (!is_other_choice(index, choice->branch, choice->variable) &&
            !chooses_compared(d, ir_result(index), choice->comparison) &&
            !is_moved(d, &detour->indices, index))
            report_argmax(d, index, choice->shown, choice->comparison);
    }
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
        report_step(d, comparison, number, "what it counts is used as a number here");
}

/* One constant or another, as of `x < 0 ? -1 : 1`. */
static bool is_constant_choice(const struct ir_value *value, unsigned depth)
{
    enum { DEEPEST = 8 };
    const struct ir_op *def = value->def;
    if (!def || depth > DEEPEST)
        return false;
    if (def->code == IR_IF || def->code == IR_SELECT)
        return is_constant_choice(alternative(def, value->index, 0), depth + 1) &&
               is_constant_choice(alternative(def, value->index, 1), depth + 1);
    bool is_made = def->code == IR_NEG || def->code == IR_CONV;
    return ir_value_is_literal(is_made ? def->operands[0] : value);
}

/* A real that is chosen or counted without a derivative. What a search narrows is none: it is where
 * something smooth has its root. */
static bool is_step(const struct detours *d, const struct ir_op *op, uint32_t k)
{
    const struct ir_value *result = op->results[k];
    return ir_type_is_real(result->type) && !loss_flow_is_varied(d->flow, result) &&
           (is_constant_choice(result, 0) || counts(op, k));
}

/* Whether a result is an alternative of another choice, which is looked at in its turn. */
static bool is_chosen_again(const struct detours *d, const struct ir_value *result)
{
    const struct uses *uses = &d->flow->uses;
    for (uint32_t i = uses->first[result->id]; i < uses->first[result->id + 1]; i++) {
        const struct ir_op *op = uses->ops[i];
        if (op->code == IR_YIELD && op->region->op)
            op = op->region->op;
        if ((op->code == IR_IF || op->code == IR_SELECT) && op->operands[0] != result &&
            active_comparison(d, op->operands[0], 0))
            return true;
    }
    return false;
}

static struct detour check_step(struct detours *d, const struct ir_op *op, uint32_t k,
                                const struct ir_op *comparison)
{
    struct detour detour = detour_walk_step(&d->walker, comparison->operands[0], op->results[k]);
    if (detour.numbers.len)
        report_step(d, comparison, detour.numbers.data[0], "used as a number again here");
    detour.numbers.len = 0;
    return detour;
}

static void check_result(struct detours *d, const struct ir_op *op, uint32_t k,
                         const struct ir_op *comparison)
{
    const struct ir_value *result = op->results[k];
    bool is_index = is_choosable(result);
    if (counts(op, k)) {
        check_count(d, result, op, comparison);
        return;
    }
    struct detour detour = is_index && !is_constant_choice(result, 0)
                               ? detour_walk(&d->walker, NULL, result)
                               : check_step(d, op, k, comparison);
    if (is_index)
        report_choice(d, &(struct choice){op, comparison, result->name, choice_name(d, result)},
                      &detour);
}

/* ---- choices by comparing an integer that lost its derivative: `if (best != label) wrong++` */

static const struct ir_op *number_of_branch(struct detours *d, const struct ir_value *source,
                                            const struct ir_op *branch)
{
    if (active_comparison(d, branch->operands[0], 0))
        return NULL; /* looked at for itself */
    for (uint32_t k = 0; k < branch->result_count; k++) {
        if (!is_choosable(branch->results[k]) && !is_step(d, branch, k))
            continue;
        struct detour detour = detour_walk_step(&d->walker, source, branch->results[k]);
        if (detour.numbers.len)
            return detour.numbers.data[0];
    }
    return NULL;
}

const struct ir_op *detours_number(struct detours *d, const struct ir_value *source,
                                   const struct detour *detour)
{
    const struct ir_op *number = first_number(detour);
    for (size_t i = 0; !number && i < detour->branches.len; i++)
        number = number_of_branch(d, source, detour->branches.data[i]);
    return number;
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
        const char *place = describe_place(d->flow->arena, op->operands[0]);
        if (!is_count)
            report_choice(d, &(struct choice){region->op, comparison, place, place}, &detour);
        else if (detour.numbers.len)
            report_step(d, comparison, detour.numbers.data[0],
                        "what it counts is used as a number here");
    }
}

void detours_check_choice(struct detours *d, const struct ir_op *op)
{
    const struct ir_op *comparison = active_comparison(d, op->operands[0], 0);
    for (uint32_t k = 0; comparison && k < op->result_count; k++)
        if ((is_choosable(op->results[k]) || is_step(d, op, k)) &&
            !is_chosen_again(d, op->results[k]) &&
            loss_flow_is_influential(d->flow, op->results[k]))
            check_result(d, op, k, comparison);
    for (uint32_t i = 0; comparison && i < op->region_count; i++)
        check_stores(d, op->regions[i], comparison);
}
