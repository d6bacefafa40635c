/* gradient-argmax and counts: integers chosen by comparing active values. */
#include "analysis/describe.h"
#include "analysis/detour_state.h"

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

static bool is_step_from(const struct ir_value *value, const struct ir_value *from)
{
    const struct ir_op *def = value->def;
    return def && (def->code == IR_ADD || def->code == IR_SUB) && def->operands[0] == from;
}

/* Whether one alternative is the other with something added: a count. */
static bool counts(const struct ir_op *op, uint32_t k)
{
    const struct ir_value *yes = alternative(op, k, 0), *no = alternative(op, k, 1);
    return is_step_from(yes, no) || is_step_from(no, yes);
}

/* Whether the comparison looked at what the index chooses from: then it is the chosen value itself,
 * and its derivative is right. */
static bool chooses_compared(const struct detours *d, const struct ir_op *index,
                             const struct ir_op *comparison)
{
    const struct flow_graph *graph = &d->flow->graph;
    const cell_list *cells = cells_of(graph->cells, ir_result(index));
    for (size_t i = 0; i < cells->len; i++) {
        uint32_t node = flow_cell_node(graph, cells->data[i]);
        const bool *reached = reach_from(d->flow->arena, graph, &node, 1, FLOW_KINDS_SMOOTH);
        for (uint32_t k = 0; k < comparison->operand_count; k++)
            if (reached[flow_value_node(comparison->operands[k])])
                return true;
    }
    return false;
}

/* Whether what is loaded from a place is subtracted from `value`. */
static bool is_taken_off(const struct detours *d, const struct ir_value *address,
                         const struct ir_value *value)
{
    const struct uses *uses = &d->flow->uses;
    uint32_t number = numbering_of(&d->flow->numbering, value);
    for (uint32_t i = uses->first[address->id]; i < uses->first[address->id + 1]; i++) {
        const struct ir_value *loaded =
            uses->ops[i]->code == IR_LOAD ? ir_result(uses->ops[i]) : NULL;
        for (uint32_t k = loaded ? uses->first[loaded->id] : 0;
             loaded && k < uses->first[loaded->id + 1]; k++)
            if (uses->ops[k]->code == IR_SUB && uses->ops[k]->operands[1] == loaded &&
                numbering_of(&d->flow->numbering, uses->ops[k]->operands[0]) == number)
                return true;
    }
    return false;
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

/* Whether one of the indices finds what was compared, and that is taken off what it was compared
 * with: the place between two knots, from which both neighbours get their weights. */
static bool is_interpolated(const struct detours *d, const op_list *indices,
                            const struct ir_op *comparison)
{
    for (size_t i = 0; i < indices->len; i++)
        for (uint32_t k = 0; k < comparison->operand_count; k++)
            if (is_taken_off(d, ir_result(indices->data[i]), comparison->operands[k]) &&
                chooses_compared(d, indices->data[i], comparison))
                return true;
    return false;
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
    if (site && chosen->name && strcmp(chosen->name, "result") == 0) /* the frontend's name */
        return arena_printf(d->flow->arena, "%s(...)", site->shown);
    for (uint32_t i = uses->first[chosen->id]; !chosen->name && i < uses->first[chosen->id + 1];
         i++)
        if (uses->ops[i]->code == IR_CONV && ir_result(uses->ops[i])->name)
            return ir_result(uses->ops[i])->name;
    return describe_value(d->flow->arena, chosen);
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
    if (is_interpolated(d, &detour->indices, choice->comparison))
        return;
    for (size_t i = 0; i < detour->indices.len; i++) {
        const struct ir_op *index = detour->indices.data[i];
        if (!is_other_choice(index, choice->branch, choice->variable) &&
            !chooses_compared(d, index, choice->comparison) &&
            !is_moved(d, &detour->indices, index))
            report_argmax(d, index, choice->shown, choice->comparison);
    }
}

static bool is_choosable(const struct ir_value *value)
{
    return ir_type_is_integer(value->type) && !ir_type_is_bool(value->type);
}

/* One integer constant or another, as of `x < 0 ? -1 : 1`. */
static bool is_constant_choice(const struct ir_value *value, unsigned depth)
{
    enum { DEEPEST = 8 };
    const struct ir_op *def = value->def;
    if (!def || depth > DEEPEST)
        return false;
    if (def->code == IR_IF || def->code == IR_SELECT)
        return is_constant_choice(alternative(def, value->index, 0), depth + 1) &&
               is_constant_choice(alternative(def, value->index, 1), depth + 1);
    return def->code == IR_CONST || (def->code == IR_NEG && ir_value_is_literal(def->operands[0]));
}

/* A real that does not depend on a parameter, or another one. */
static bool is_step(const struct detours *d, const struct ir_op *op, uint32_t k)
{
    const struct loss_flow *flow = d->flow;
    return ir_type_is_real(op->results[k]->type) && !loss_flow_is_varied(flow, op->results[k]) &&
           alternative(op, k, 0) != alternative(op, k, 1);
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
    const char *what =
        counts(op, k) ? "what it counts is used as a number here" : "used as a number again here";
    struct detour detour = detour_walk_step(&d->walker, comparison->operands[0], op->results[k]);
    if (detour.numbers.len)
        report_step(d, comparison, detour.numbers.data[0], what);
    detour.numbers.len = 0;
    return detour;
}

static void check_result(struct detours *d, const struct ir_op *op, uint32_t k,
                         const struct ir_op *comparison)
{
    const struct ir_value *result = op->results[k];
    bool is_index = is_choosable(result) && !counts(op, k);
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
    const struct ir_op *number = detour->numbers.len ? detour->numbers.data[0] : NULL;
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
        struct detour detour = detour_walk_stored(&d->walker, op);
        const char *place = describe_place(d->flow->arena, op->operands[0]);
        if (!adds_up(d, op))
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
