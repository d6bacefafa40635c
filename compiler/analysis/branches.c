/* One look at every result of an IF, and at every use of what was never set. */
#include "analysis/branches.h"

/* ---- branches that are constant */

static bool leads_to(const struct loss_flow *flow, const struct subject *subject, uint32_t node)
{
    VEC(uint32_t) seeds = {0};
    for (size_t i = 0; i < subject->leaves.len; i++)
        if (subject->leaves.data[i].node != SUBJECT_NO_NODE)
            vec_push(flow->arena, &seeds, subject->leaves.data[i].node);
    return reach_from(flow->arena, &flow->graph, seeds.data, seeds.len, FLOW_KINDS_SMOOTH)[node];
}

static struct src_loc place_of(const struct ir_value *value, const struct ir_op *op)
{
    return value->def && value->def->loc.file ? value->def->loc : op->loc;
}

static void report_constant(const struct loss_flow *flow, const struct ir_op *op,
                            const struct ir_value *constant, const struct ir_value *active)
{
    for (size_t i = 0; i < flow->subjects.len; i++) {
        const struct subject *subject = &flow->subjects.data[i];
        if (!leads_to(flow, subject, flow_value_node(active)))
            continue;
        struct diag *d =
            diag_new(flow->engine, DIAG_branch_without_gradient, op->loc, subject->name);
        diag_about_parameter(d, subject->name, DIAG_GRADIENT_PARTIAL);
        diag_note(d, place_of(constant, op), "the value does not depend on '%s' there",
                  subject->name);
        loss_flow_note_calls(d, op);
        diag_emit(d);
    }
}

/* ---- branches that set nothing */

static bool is_unset(const struct ir_value *value)
{
    return value->def && value->def->code == IR_UNDEF;
}

/* The first use that is not merely the next merge. */
static const struct ir_op *first_use(const struct loss_flow *flow, const struct ir_value *value)
{
    for (uint32_t i = flow->uses.first[value->id]; i < flow->uses.first[value->id + 1]; i++) {
        const struct ir_op *op = flow->uses.ops[i];
        if (op->code != IR_YIELD && op->region_count == 0)
            return op;
    }
    return NULL;
}

static void report_unset(const struct loss_flow *flow, const struct ir_value *value,
                         const struct ir_op *merge)
{
    const struct ir_op *use = value->name ? first_use(flow, value) : NULL;
    if (!use)
        return;
    struct diag *d = diag_new(flow->engine, DIAG_uninitialized_active, use->loc, value->name);
    diag_note(d, merge->loc,
              merge->code == IR_IF ? "only one of its branches sets '%s'"
                                   : "'%s' is declared here without a value",
              value->name);
    loss_flow_note_calls(d, use);
    diag_emit(d);
}

static void check_result(const struct loss_flow *flow, const struct ir_op *op, uint32_t k)
{
    const struct ir_value *yes = ir_terminator(op->regions[0])->operands[k];
    const struct ir_value *no = ir_terminator(op->regions[1])->operands[k];
    bool yes_varied = loss_flow_is_varied(flow, yes), no_varied = loss_flow_is_varied(flow, no);
    if (is_unset(yes) || is_unset(no))
        report_unset(flow, op->results[k], op);
    else if (yes_varied != no_varied)
        report_constant(flow, op, yes_varied ? no : yes, yes_varied ? yes : no);
}

static void check_op(const struct loss_flow *flow, const struct ir_op *op)
{
    for (uint32_t k = 0; op->code == IR_IF && k < op->result_count; k++)
        if (ir_type_is_real(op->results[k]->type) && loss_flow_is_useful(flow, op->results[k]) &&
            loss_flow_is_varied(flow, op->results[k]))
            check_result(flow, op, k);
    if (op->code == IR_UNDEF && ir_type_is_real(ir_result(op)->type) &&
        loss_flow_is_useful(flow, ir_result(op)))
        report_unset(flow, ir_result(op), op);
}

static void check_region(const struct loss_flow *flow, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        check_op(flow, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            check_region(flow, op->regions[i]);
    }
}

void branches_check(const struct loss_flow *flow)
{
    check_region(flow, flow->loss->body);
}
